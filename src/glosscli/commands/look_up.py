"""Commands that look something up: define, related, search, list, random."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from glosscli import streams
from glosscli.commands import (
    Category,
    ColorWhen,
    Exact,
    FormatName,
    Full,
    GlossaryFiles,
    Json,
    Level,
    Only,
    Tag,
    Terms,
    Writer,
    chosen_format,
    command,
    filter_of,
)
from glosscli.errors import UsageError
from glosscli.render.words import BRANCHES
from glosscli.surroundings import LIMIT

if TYPE_CHECKING:
    from glosscli.glossary import Glossary
    from glosscli.model import NeighborKind
    from glosscli.search import Answer

DrawnFormat = Literal["terminal", "plain", "json", "markdown", "dot", "mermaid"]


@command()
def define(
    terms: Terms,
    full: Full = None,
    exact: Exact = False,
    every: Annotated[bool, typer.Option("--all", "-a", help="Show what every glossary in force says, nearest first.")] = False,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = None,
    glossaries: GlossaryFiles = None,
    only: Only = False,
) -> int:
    """Say what a term means.

    A misspelt term is answered where one entry is clearly meant, and marked as a guess. Words that together are one term need
    no quotes. The nearest glossary that knows the term answers: those named with --glossary, then the project's, your own, those
    in your settings, and the bundled one. Exit code 0 if every term was found, 1 if one was not.

    \b
    Examples:
      gloss define generative-ai
      gloss define "gen ai" --json
    """
    from glosscli import search

    writer = Writer(format, json, color, full)
    with writer.open(glossaries, only) as glossary:
        ask = search.everywhere if every else search.answer
        return _answer_all(
            writer,
            glossary,
            terms,
            lambda query: ask(glossary, query, exact=exact),
            lambda answer: writer.renderer.answer(answer, writer.style),
        )


@command()
def related(
    terms: Terms,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            "-k",
            metavar="KINDS",
            help="Only these kinds of relation, such as broader,narrower.",
            autocompletion=lambda incomplete: [kind for kind in BRANCHES if kind.startswith(incomplete)],
        ),
    ] = None,
    depth: Annotated[int, typer.Option("--depth", "-d", min=1, max=10, help="How many relations away.")] = 1,
    tree: Annotated[bool, typer.Option("--tree", help="Draw what is reached from what, as a tree.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="Show at most so many entries.")] = LIMIT,
    exact: Exact = False,
    format: Annotated[
        DrawnFormat | None,
        typer.Option(
            "--format", "-f", help="How to write it; dot and mermaid are diagrams.", show_default="terminal; plain in a pipe"
        ),
    ] = None,
    json: Json = False,
    color: ColorWhen = None,
    glossaries: GlossaryFiles = None,
    only: Only = False,
) -> int:
    """Say what is related to a term, how, and why.

    Grouped by the kind of relation, in both directions, each with its reason and the definition of the other term; what is more
    than one relation away after that, each entry once, where it is nearest. In JSON there are nodes and edges beside the entry.

    \b
    Examples:
      gloss related hallucination --depth 2 --tree
      gloss related rag --format mermaid
    """
    from glosscli import search, surroundings
    from glosscli.render import diagrams, lines, nearby

    diagram = diagrams.WRITERS.get(chosen_format(format, json, "") or "")
    writer = Writer(None if format == "dot" or format == "mermaid" else format, json, color)
    over = _kinds(kinds or ())

    def written(answer: "Answer") -> str:
        around = surroundings.around(glossary, answer, depth, over, limit)
        if diagram is not None:
            return diagram(around)
        if writer.format == "json":
            return lines.surroundings(around, writer.style)
        sheet = nearby.sheet(around, tree)
        return writer.renderer.sheet(sheet, writer.style) if sheet is not None else ""

    with writer.open(glossaries, only) as glossary:
        return _answer_all(writer, glossary, terms, lambda query: search.answer(glossary, query, exact=exact), written)


@command("search")
def search_text(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What to look for, in plain words.")],
    category: Category = None,
    level: Level = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="Show at most so many entries.")] = 10,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = None,
    glossaries: GlossaryFiles = None,
    only: Only = False,
) -> int:
    """Look in the text of the entries for what plain words describe.

    The entries that speak of most of the words come first, each with the sentence that does so. Exit code 1 if none does.

    \b
    Examples:
      gloss search model making things up
      gloss search "training without sharing data" --json
    """
    from glosscli import passages

    writer = Writer(format, json, color)
    with writer.open(glossaries, only) as glossary:
        found = passages.find(glossary, " ".join(words), limit, filter_of(glossary, category, level, None))
        streams.say(writer.renderer.results(found, writer.style))
    if not found.found:
        streams.tell(*passages.miss(found))
    return 0 if found.found else 1


@command("list")
def list_entries(
    category: Category = None,
    level: Level = None,
    tag: Tag = None,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = None,
    glossaries: GlossaryFiles = None,
    only: Only = False,
) -> int:
    """List the terms of the glossary, by name.

    In a pipe each line holds slug, term and definition, separated by tabs; in JSON the whole entry.

    \b
    Examples:
      gloss list --level beginner
      gloss list --category safety --json
    """
    writer = Writer(format, json, color)
    with writer.open(glossaries, only) as glossary:
        keep = filter_of(glossary, category, level, tag)
        for text in writer.renderer.listing(glossary.entries(keep), writer.style):
            streams.say(text)
    return 0


@command()
def random(
    category: Category = None,
    level: Level = None,
    tag: Tag = None,
    full: Full = None,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = None,
    glossaries: GlossaryFiles = None,
    only: Only = False,
) -> int:
    """Show an entry drawn at random.

    \b
    Examples:
      gloss random
      gloss random --level beginner --full
    """
    from random import randrange

    from glosscli import search

    writer = Writer(format, json, color, full)
    with writer.open(glossaries, only) as glossary:
        keep = filter_of(glossary, category, level, tag)
        slug, _ = glossary.brief(glossary.nth(randrange(glossary.count(keep)), keep))
        streams.say(writer.renderer.answer(search.answer(glossary, slug, exact=True), writer.style))
    return 0


def _answer_all(
    writer: Writer,
    glossary: "Glossary",
    words: Sequence[str],
    ask: "Callable[[str], Answer]",
    written: "Callable[[Answer], str]",
) -> int:
    """Answer each term as it comes; 0 if all were found."""
    from glosscli import search

    missed = 0
    first = True
    for query in _queries(search.terms(glossary, words)):
        found = ask(query)
        text = written(found)
        streams.say(text if first or not text or writer.format == "json" else "\n" + text)
        first = first and not text
        if not found.found:
            missed += 1
            streams.tell(*search.miss(found))
    return 1 if missed else 0


def _kinds(given: Sequence[str]) -> "list[NeighborKind]":
    """The kinds of relation that are named, with commas or one by one."""
    named = [part.strip().replace("-", "_") for kinds in given for part in kinds.split(",") if part.strip()]
    for kind in named:
        if kind not in BRANCHES:
            from difflib import get_close_matches

            near = get_close_matches(kind, BRANCHES, n=1)
            raise UsageError(
                f"there is no kind of relation '{kind}'{f'; did you mean {near[0]!r}?' if near else ''}",
                f"there are: {', '.join(BRANCHES)}",
            )
    return [kind for kind in BRANCHES if kind in named]


def _queries(terms: Iterable[str]) -> Iterator[str]:
    for term in terms:
        if term == "-":
            yield from (line.strip() for line in streams.lines_of_stdin() if line.strip())
        elif term.strip():
            yield term
        else:
            raise UsageError("the term is empty", 'name one, such as: gloss define "gen ai"')
