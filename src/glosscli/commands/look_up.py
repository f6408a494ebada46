"""Commands that look something up: define, related, search, list, random."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

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
    command,
    filter_of,
)
from glosscli.errors import UsageError

if TYPE_CHECKING:
    from glosscli.glossary import Glossary


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
        return _answer_all(writer, glossary, terms, search.everywhere if every else search.answer, exact, writer.renderer.answer)


@command()
def related(
    terms: Terms,
    exact: Exact = False,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = None,
    glossaries: GlossaryFiles = None,
    only: Only = False,
) -> int:
    """Say what is related to a term, how, and why.

    Grouped by the kind of relation, in both directions, each with its reason and the definition of the other term. In JSON the
    relations stand in entry.related.

    \b
    Examples:
      gloss related hallucination
      gloss related rag --format markdown
    """
    from glosscli import search

    writer = Writer(format, json, color)
    with writer.open(glossaries, only) as glossary:
        return _answer_all(writer, glossary, terms, search.answer, exact, writer.renderer.related)


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


def _answer_all(writer: Writer, glossary: "Glossary", words: Sequence[str], ask: Any, exact: bool, render: Any) -> int:
    """Answer each term as it comes; 0 if all were found."""
    from glosscli import search

    missed = 0
    first = True
    for query in _queries(search.terms(glossary, words)):
        found = ask(glossary, query, exact=exact)
        text = render(found, writer.style)
        streams.say(text if first or not text or writer.format == "json" else "\n" + text)
        first = first and not text
        if not found.found:
            missed += 1
            streams.tell(*search.miss(found))
    return 1 if missed else 0


def _queries(terms: Iterable[str]) -> Iterator[str]:
    for term in terms:
        if term == "-":
            yield from (line.strip() for line in streams.lines_of_stdin() if line.strip())
        elif term.strip():
            yield term
        else:
            raise UsageError("the term is empty", 'name one, such as: gloss define "gen ai"')
