"""The commands, by theme, and what they share: the group they belong to, their options, how a run writes its answers.

With ``cli`` the only door to Typer. A command's docstring is its help.
"""

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

import typer
from typer.core import TyperGroup

from glosscli import completion, streams
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
        return app.command(name, help="\n\n".join(flowing))(function)

    return add


def _complete_choice(field: str) -> Any:
    def complete(incomplete: str) -> list[str]:
        from glosscli import store

        try:
            with store.open_glossary() as glossary:
                return [choice for choice in glossary.choices(field) if choice.startswith(incomplete)]
        except GlossError:
            return []

    return complete


Terms = Annotated[
    list[str],
    typer.Argument(metavar="TERM...", help="What to look up; - reads terms from standard input.", autocompletion=completion.terms),
]
GlossaryFile = Annotated[
    str | None,
    typer.Option("--glossary", "-g", metavar="FILE", help="Ask this glossary file instead of the bundled one."),
]
FormatName = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="How to write the answer.", show_default="terminal; plain in a pipe"),
]
Json = Annotated[bool, typer.Option("--json", "-j", help="Short for --format json: one object a line.")]
Full = Annotated[bool, typer.Option("--full", "-F", help="Show every part of the entry.")]
Exact = Annotated[bool, typer.Option("--exact", "-e", help="Take the term as written: no guess, no suggestion.")]
ColorWhen = Annotated[Color, typer.Option("--color", help="Color the page; auto heeds NO_COLOR and FORCE_COLOR.")]
Category = Annotated[
    str | None,
    typer.Option("--category", "-c", help="Only this category.", autocompletion=_complete_choice("category")),
]
Level = Annotated[
    str | None,
    typer.Option(
        "--level", "-l", help="Only this level: beginner, intermediate or advanced.", autocompletion=_complete_choice("level")
    ),
]
Tag = Annotated[str | None, typer.Option("--tag", "-t", help="Only with this tag.", autocompletion=_complete_choice("tag"))]


AnyFormat = TypeVar("AnyFormat", bound=str)


def chosen_format(format: AnyFormat | None, json: bool, default: AnyFormat) -> "AnyFormat | Literal['json']":
    """The format that ``--format`` and ``--json`` ask for between them."""
    if json and format not in (None, "json"):
        raise UsageError(f"--json and --format {format} cannot both be meant", "leave one of them out")
    return "json" if json else format or default


class Writer:
    """How this run writes its answers."""

    def __init__(self, format: Format | None, json: bool, color: Color, full: bool = False) -> None:
        self.format: Format = chosen_format(format, json, streams.default_format())
        self.style: Style = streams.style(color, full)
        self.renderer: Renderer = renderer(self.format)


def open_named(glossary_file: str | None) -> "Glossary":
    """The glossary that the options name, open; a person is told once where a part of it cannot be read."""
    from glosscli import store

    glossary = store.open_glossary(glossary_file)
    if problems := glossary.fact("problems"):
        streams.tell(
            f"{glossary_file or 'the glossary'} has {count(int(problems), 'problem')}",
            f"gloss check {glossary_file or ''}".rstrip(),
        )
    return glossary


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
