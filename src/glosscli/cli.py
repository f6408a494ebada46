"""The command line: options in, answers out, one exit code. The only door to Typer.

Exit codes: 0 found; 1 not found, or problems found; 2 wrong usage; 3 cannot go on. A broken pipe is no error.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer
from typer.core import TyperGroup

from glosscli import __version__, streams
from glosscli.errors import GlossError, UsageError
from glosscli.render import Format, Renderer, Style, renderer
from glosscli.streams import Color

if TYPE_CHECKING:
    from glosscli.glossary import Filter, Glossary
    from glosscli.model import Answer

EXIT_CODES = "Exit codes: 0 found; 1 not found, or problems found; 2 wrong usage; 3 cannot go on."
_MOST_COMPLETIONS = 60


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


def answer(arguments: list[str]) -> int:
    """Run a command line and return its exit code. Raises ``GlossError`` with what went wrong, wrong usage included."""
    try:
        return int(app(args=arguments, prog_name="gloss", standalone_mode=False) or 0)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "gloss"
        raise UsageError(_in_house_style(error.format_message()), f"{command} --help") from error
    except typer.Abort as error:
        raise KeyboardInterrupt from error


def _in_house_style(message: str) -> str:
    words = message.rstrip(".")
    return words[:1].lower() + words[1:]


def _complete_term(incomplete: str) -> list[tuple[str, str]]:
    from glosscli import store

    try:
        with store.open_glossary() as glossary:
            return glossary.beginning_with(incomplete, _MOST_COMPLETIONS)
    except GlossError:
        return []


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
    typer.Argument(metavar="TERM...", help="What to look up; - reads terms from standard input.", autocompletion=_complete_term),
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


def _command(name: str | None = None) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Add a command whose help is its docstring, each paragraph flowing to the width of the window."""

    def add(function: Callable[..., int]) -> Callable[..., int]:
        paragraphs = inspect.cleandoc(function.__doc__ or "").split("\n\n")
        flowing = [part if part.startswith("\b") else " ".join(part.split("\n")) for part in paragraphs]
        return app.command(name, help="\n\n".join(flowing))(function)

    return add


def _show_version(wanted: bool) -> None:
    if not wanted:
        return
    from glosscli import store

    with store.open_glossary() as glossary:
        head = glossary.head()
        streams.say(f"gloss {__version__}\nglossary {head.name} {head.version}, {glossary.count()} entries\n")
    raise typer.Exit


@app.callback(invoke_without_command=True)
def gloss(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_show_version, is_eager=True, help="Show the versions of gloss and its glossary."),
    ] = False,
) -> int | None:
    """Look up what a term means."""
    if context.invoked_subcommand is not None:
        return None
    raise UsageError(
        "name a term to look up, such as: gloss rag", "gloss --help shows what else there is: related, list, random, check"
    )


@_command()
def define(
    terms: Terms,
    full: Full = False,
    exact: Exact = False,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = "auto",
    glossary_file: GlossaryFile = None,
) -> int:
    """Say what a term means.

    A misspelt term is answered where one entry is clearly meant, and marked as a guess. Words that together are one term need
    no quotes. Exit code 0 if every term was found, 1 if one was not.

    \b
    Examples:
      gloss define generative-ai
      gloss define "gen ai" --json
    """
    writer = _Writer(format, json, color, full)
    return _answer_all(writer, terms, exact, glossary_file, writer.renderer.answer)


@_command()
def related(
    terms: Terms,
    exact: Exact = False,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = "auto",
    glossary_file: GlossaryFile = None,
) -> int:
    """Say what is related to a term, how, and why.

    Grouped by the kind of relation, in both directions, each with its reason and the definition of the other term. In JSON the
    relations stand in entry.related.

    \b
    Examples:
      gloss related hallucination
      gloss related rag --format markdown
    """
    writer = _Writer(format, json, color)
    return _answer_all(writer, terms, exact, glossary_file, writer.renderer.related)


@_command("list")
def list_entries(
    category: Category = None,
    level: Level = None,
    tag: Tag = None,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = "auto",
    glossary_file: GlossaryFile = None,
) -> int:
    """List the terms of the glossary, by name.

    In a pipe each line holds slug, term and definition, separated by tabs; in JSON the whole entry.

    \b
    Examples:
      gloss list --level beginner
      gloss list --category safety --json
    """
    writer = _Writer(format, json, color)
    with _open(glossary_file) as glossary:
        keep = _filter(glossary, category, level, tag)
        for text in writer.renderer.listing(glossary.entries(keep), writer.style):
            streams.say(text)
    return 0


@_command()
def random(
    category: Category = None,
    level: Level = None,
    tag: Tag = None,
    full: Full = False,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = "auto",
    glossary_file: GlossaryFile = None,
) -> int:
    """Show an entry drawn at random.

    \b
    Examples:
      gloss random
      gloss random --level beginner --full
    """
    from random import randrange

    from glosscli import search

    writer = _Writer(format, json, color, full)
    with _open(glossary_file) as glossary:
        keep = _filter(glossary, category, level, tag)
        slug, _ = glossary.brief(glossary.nth(randrange(glossary.count(keep)), keep))
        streams.say(writer.renderer.answer(search.answer(glossary, slug, exact=True), writer.style))
    return 0


@_command()
def check(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]...", help="Glossary files; the bundled one if none is named.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODES", help="Only these codes, such as E1,W205.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="All but these codes.")] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Tell a rule, why it is one, and an example.")
    ] = None,
) -> int:
    """Check glossary files against the rules for entries.

    Every problem is a line: path:line:column: CODE words. Exit code 1 if there is an error; with --strict, or a warning.

    \b
    Examples:
      gloss check glossary.yaml
      gloss check --explain E102
    """
    from datetime import date

    from glosscli import checks, store

    if explain is not None:
        rule = checks.RULES.get(explain.upper())
        if rule is None:
            raise UsageError(f"there is no rule '{explain}'", f"rules are: {' '.join(sorted(checks.RULES))}")
        streams.say(f"{rule.code}  {rule.text}\n")
        return 0
    chosen, dropped = _codes(select), _codes(ignore)
    for code in (*chosen, *dropped):
        if not any(known.startswith(code) for known in checks.RULES):
            raise UsageError(f"no rule begins with '{code}'", f"rules are: {' '.join(sorted(checks.RULES))}")
    errors = warnings = entries = 0
    for path in files or [store.bundled_source()]:
        source = store.read_source(path)
        entries += len(source.entries)
        book = checks.Book(source.head, [entry for entry, _ in source.entries], date.today(), store.echoes())
        for problem in (*source.problems, *checks.check(book, source.entries)):
            if checks.selected(problem.code, chosen, dropped):
                errors += problem.is_error
                warnings += not problem.is_error
                streams.say(f"{problem}\n")
    streams.tell(f"{_count(errors, 'error')}, {_count(warnings, 'warning')} in {_count(entries, 'entry', 'entries')}")
    return 1 if errors or (strict and warnings) else 0


@_command()
def schema() -> int:
    """Print the JSON Schema of the answers that --json gives.

    \b
    Examples:
      gloss schema
      gloss schema > answer.schema.json
    """
    from json import dumps

    from glosscli.render import lines

    streams.say(dumps(lines.schema(), indent=2, ensure_ascii=False) + "\n")
    return 0


class _Writer:
    """How this run writes its answers."""

    def __init__(self, format: Format | None, json: bool, color: Color, full: bool = False) -> None:
        if json and format not in (None, "json"):
            raise UsageError(f"--json and --format {format} cannot both be meant", "leave one of them out")
        self.format: Format = "json" if json else format or streams.default_format()
        self.style: Style = streams.style(color, full)
        self.renderer: Renderer = renderer(self.format)


def _answer_all(writer: _Writer, words: Sequence[str], exact: bool, glossary_file: str | None, render: Any) -> int:
    """Answer each term as it comes; 0 if all were found."""
    from glosscli import search

    missed = 0
    first = True
    with _open(glossary_file) as glossary:
        for query in _queries(search.terms(glossary, words)):
            found = search.answer(glossary, query, exact=exact)
            text = render(found, writer.style)
            streams.say(text if first or not text or writer.format == "json" else "\n" + text)
            first = first and not text
            if not found.found:
                missed += 1
                _tell_miss(found)
    return 1 if missed else 0


def _queries(terms: Iterable[str]) -> Iterator[str]:
    for term in terms:
        if term == "-":
            yield from (line.strip() for line in streams.lines_of_stdin() if line.strip())
        elif term.strip():
            yield term
        else:
            raise UsageError("the term is empty", 'name one, such as: gloss define "gen ai"')


def _tell_miss(answer: "Answer") -> None:
    shown = answer.query if len(answer.query) <= 60 else answer.query[:57] + "..."
    if answer.suggestions:
        meant = ", ".join(suggestion.term for suggestion in answer.suggestions)
        streams.tell(f'no entry for "{shown}"; did you mean: {meant}', f"gloss define {answer.suggestions[0].slug}")
    else:
        streams.tell(f'no entry for "{shown}"', "gloss list shows every term")


def _open(glossary_file: str | None) -> "Glossary":
    from glosscli import store

    glossary = store.open_glossary(glossary_file)
    if problems := glossary.fact("problems"):
        streams.tell(
            f"{glossary_file or 'the glossary'} has {_count(int(problems), 'problem')}",
            f"gloss check {glossary_file or ''}".rstrip(),
        )
    return glossary


def _filter(glossary: "Glossary", category: str | None, level: str | None, tag: str | None) -> "Filter":
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


def _codes(given: Sequence[str] | None) -> list[str]:
    return [code.strip().upper() for codes in given or () for code in codes.split(",") if code.strip()]


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
