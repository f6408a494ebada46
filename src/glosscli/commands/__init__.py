"""The commands, by theme, and what they share: the group they belong to, their options, how a run writes its answers.

With ``cli`` the only door to Typer. A command's docstring is its help.
"""

import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

import typer
from typer.core import TyperGroup

from glosscli import completion, settings, streams
from glosscli.errors import GlossError, UsageError
from glosscli.render import Style, renderer

if TYPE_CHECKING:
    from glosscli.glossary import Filter, Glossary
    from glosscli.render import Renderer

Format = Literal["terminal", "plain", "json", "markdown"]
Color = Literal["auto", "always", "never"]
EXIT_CODES = "Exit codes: 0 found; 1 not found, or problems found; 2 wrong usage; 3 cannot go on."


class _TermOrCommand(TyperGroup):
    """A group in which what is no command is a term: ``gloss rag`` is ``gloss define rag``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        if args and not self._is_command(args) and args[0].partition("=")[0] not in own:
            args = ["define", *args]
        return super().parse_args(ctx, args)

    def _is_command(self, args: list[str]) -> bool:
        """Whether the line begins with a command; a word after one that takes none makes a term, as in ``random forest``."""
        command = self.commands.get(args[0])
        if command is None or len(args) == 1 or args[1].startswith("-"):
            return command is not None
        return any(parameter.param_type_name == "argument" for parameter in command.params)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        terms = self.commands["define"].params[0]
        return [*super().shell_complete(ctx, incomplete), *terms.shell_complete(ctx, incomplete)]


app = typer.Typer(
    cls=_TermOrCommand,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    subcommand_metavar="COMMAND | TERM...",
    epilog=f"gloss TERM is short for gloss define TERM. Each command has its own --help, with examples. {EXIT_CODES}",
)


def command(name: str | None = None) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Add a command whose help is its docstring, each paragraph flowing to the width of the window."""

    def add(function: Callable[..., int]) -> Callable[..., int]:
        paragraphs = inspect.cleandoc(function.__doc__ or "").split("\n\n")
        flowing = [part if part.startswith("\b") else " ".join(part.split("\n")) for part in paragraphs]
        return app.command(name or function.__name__, help="\n\n".join(flowing))(function)

    return add


def complete_choice(field: str) -> Any:
    """What completes a category, level or tag; ``field`` is one of these three words."""

    def complete(incomplete: str) -> list[str]:
        from glosscli import store

        try:
            with store.as_one(store.in_force(settings=settings.load())) as glossary:
                return [choice for choice in glossary.choices(field) if choice.startswith(incomplete)]
        except GlossError:
            return []

    return complete


Terms = Annotated[
    list[str],
    typer.Argument(metavar="TERM...", help="What to look up; - reads terms from standard input.", autocompletion=completion.terms),
]
GlossaryFiles = Annotated[
    list[str] | None,
    typer.Option("--glossary", "-g", metavar="PATH", help="Ask this glossary file, or folder of them, first; may be repeated."),
]
Only = Annotated[bool, typer.Option("--only", "-o", help="Ask no glossary but those named with --glossary.")]
FormatName = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="How to write the answer.", show_default="terminal; plain in a pipe"),
]
Json = Annotated[bool, typer.Option("--json", "-j", help="Short for --format json: one object a line.")]
Full = Annotated[bool | None, typer.Option("--full/--no-full", "-F", help="Show every part of the entry.", show_default=False)]
Exact = Annotated[bool, typer.Option("--exact", "-e", help="Take the term as written: no guess, no suggestion.")]
ColorWhen = Annotated[
    Color | None,
    typer.Option("--color", help="Color the page; auto heeds NO_COLOR and FORCE_COLOR.", show_default="auto"),
]
Category = Annotated[
    str | None,
    typer.Option("--category", "-c", help="Only this category.", autocompletion=complete_choice("category")),
]
Level = Annotated[
    str | None,
    typer.Option(
        "--level", "-l", help="Only this level: beginner, intermediate or advanced.", autocompletion=complete_choice("level")
    ),
]
Tag = Annotated[str | None, typer.Option("--tag", "-t", help="Only with this tag.", autocompletion=complete_choice("tag"))]


AnyFormat = TypeVar("AnyFormat", bound=str)
OtherFormat = TypeVar("OtherFormat", bound=str | None)


def chosen_format(format: AnyFormat | None, json: bool, default: OtherFormat) -> "AnyFormat | OtherFormat | Literal['json']":
    """The format that ``--format`` and ``--json`` ask for between them."""
    if json and format not in (None, "json"):
        raise UsageError(f"--json and --format {format} cannot both be meant", "leave one of them out")
    return "json" if json else format or default


class Writer:
    """How this run writes its answers: as the options say, else as is set."""

    def __init__(self, format: Format | None, json: bool, color: Color | None, full: bool | None = None) -> None:
        self.settings = settings.heeded()
        for words in self.settings.unknown:
            streams.tell(words, "gloss config shows every setting")
        self.format: Format = chosen_format(format, json, self.settings.format() or streams.default_format())
        full = self.settings.wants("full") if full is None else full
        self.style: Style = streams.style(color or self.settings.color(), full)
        self.renderer: Renderer = renderer(self.format)

    def open(self, named: Sequence[str] | None, only: bool) -> "Glossary":
        """The glossaries in force, open as one; a person is told once of each that cannot be asked, or not all of it."""
        from glosscli import store

        if only and not named:
            raise UsageError(
                "--only asks the glossaries named with --glossary; name one", "gloss --only --glossary glossary.yaml TERM"
            )
        layers = store.in_force(named or (), self.settings, only)
        for layer in layers:
            if layer.error is not None:
                streams.tell(f"{layer.error.words}; the others answer", *filter(None, [layer.error.hint]))
            elif layer.glossary is not None and (problems := layer.glossary.fact("problems")):
                path = layer.path or ""
                streams.tell(
                    f"{path or 'the bundled glossary'} has {count(int(problems), 'problem')}", f"gloss check {path}".rstrip()
                )
        return store.as_one(layers)


def filter_of(glossary: "Glossary", category: str | None, level: str | None, tag: str | None) -> "Filter":
    """The filter that the options ask for; it keeps at least one entry."""
    from glosscli.glossary import Filter
    from glosscli.model import Level as LevelName

    for field, value in (("category", category), ("level", level), ("tag", tag)):
        choices = list(get_args(LevelName)) if field == "level" else glossary.choices(field)
        if value is not None and value not in choices:
            raise UsageError(f"there is no {field} '{value}'", f"there are: {', '.join(choices) or 'none'}")
    keep = Filter(category, level, tag)
    if not glossary.count(keep):
        raise NothingFound("no entry fits all of that", "leave one of --category, --level and --tag out")
    return keep


class NothingFound(GlossError):
    """What was asked for does not occur."""

    exit_code = 1


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 error, 2 errors."""
    return f"{number} {one if number == 1 else many or one + 's'}"
