"""Commands that show entries beside each other: compare, map."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from glosscli import completion, streams
from glosscli.commands import (
    ColorWhen,
    Exact,
    FormatName,
    GlossaryFiles,
    Json,
    Only,
    Writer,
    command,
    complete_choice,
    count,
)
from glosscli.errors import UsageError
from glosscli.relations import INVERSES
from glosscli.render import words
from glosscli.render.sheet import Grid, Line, Section, Sheet

if TYPE_CHECKING:
    from glosscli.comparisons import Comparison, Side, Subject
    from glosscli.glossary import Glossary
    from glosscli.model import NeighborKind
    from glosscli.overview import Branch, Category, Map

Row = tuple[str, list[str]]
"""A heading, and what is said under it of each."""

_BETWEEN = frozenset({"vs", "vs.", "versus", "and", "or", "with"})
"""Words that a person says between two terms, and that are none."""
_READ = {"narrower": "the broader kind of", "has_part": "has as a part", "prerequisite": "builds on"}
"""How a relation reads from an entry to another one, where that is not how it is headed on the page of the entry."""
_MOST_SHARED = 8
"""Common neighbors that are shown to a person; a script is given all."""


@command()
def compare(
    terms: Annotated[
        list[str],
        typer.Argument(
            metavar="A B [C]", help="Two or three terms; one of several words in quotes.", autocompletion=completion.terms
        ),
    ],
    exact: Exact = False,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = None,
    glossaries: GlossaryFiles = None,
    only: Only = False,
) -> int:
    """Show two or three terms side by side.

    First how they differ, in the words of the entries that are taken for each other; then what each is and what it is for, and what
    they share: the nearest kind that all of them are, and the entries that all of them are related to. A misspelt term is
    answered where one entry is clearly meant, and marked as a guess. Exit code 1 if one of them was not found.

    \b
    Examples:
      gloss compare fine-tuning rag
      gloss compare "machine learning" "deep learning" "artificial intelligence"
    """
    from glosscli import comparisons

    asked = _asked(terms)
    writer = Writer(format, json, color)
    with writer.open(glossaries, only) as glossary:
        found = comparisons.compare(glossary, asked, exact=exact)
        _say(writer, found, lambda: _comparison(found, with_names=len(glossary.each()) > 1))
        for side in found.sides:
            _tell_side(glossary, side, asked, {one.entry.slug for one in found.sides if one.entry is not None})
    if twice := found.twice():
        _tell_twice(*twice)
    return 0 if found.found else 1


@command("map")
def map_glossary(
    category: Annotated[
        str | None,
        typer.Argument(metavar="CATEGORY", help="Show the entries of this category.", autocompletion=complete_choice("category")),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=10_000, help="Show at most so many categories, or entries of one.")
    ] = 100,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = None,
    glossaries: GlossaryFiles = None,
    only: Only = False,
) -> int:
    """Show the shape of the glossary: its categories, what stands at their top, the most central entries.

    Of one category it shows the trees of broader and narrower entries. An entry is the more central the more other entries it is
    related to. In a very large category those with the fewest relations are only counted. To look up a term that is called map, ask
    gloss define map. Exit code 1 if there is no such category.

    \b
    Examples:
      gloss map
      gloss map training
    """
    from glosscli import overview

    if category is not None and not category.strip():
        raise UsageError("the category is empty", "gloss map shows every category")
    writer = Writer(format, json, color)
    with writer.open(glossaries, only) as glossary:
        drawn = overview.draw(glossary, limit) if category is None else overview.of_category(glossary, category, limit)
        _say(writer, drawn, lambda: _map(drawn))
        if not drawn.found:
            _tell_no_category(glossary, drawn)
    return 0 if drawn.found else 1


def _say(writer: Writer, value: "Comparison | Map", sheet: Callable[[], Sheet]) -> None:
    """Write a value: all of it for a script, what a sheet shows of it for a person, who is shown nothing of a miss."""
    if writer.format == "json":
        streams.say(writer.renderer.table([msgspec.to_builtins(value)], writer.style))
    elif value.found:
        streams.say(writer.renderer.sheet(sheet(), writer.style))


# compare


def _asked(terms: Sequence[str]) -> list[str]:
    """The terms of a command line, without a word that stands between two of them; two or three."""
    asked = [term for place, term in enumerate(terms) if not (place % 2 and term.lower() in _BETWEEN and len(terms) in (3, 5))]
    if not all(term.strip() for term in asked):
        raise UsageError("a term is empty", "name two or three, such as: gloss compare fine-tuning rag")
    if not 2 <= len(asked) <= 3:
        raise UsageError(
            f"compare takes two or three terms, not {len(asked)}",
            'put quotes around a term of several words, such as: gloss compare "machine learning" "deep learning"',
        )
    return asked


def _tell_side(glossary: "Glossary", side: "Side", asked: Sequence[str], compared: set[str]) -> None:
    """Tell a person that a term was not found, or that it stands for further entries."""
    from glosscli import search

    others = [other for other in side.others if other.slug not in compared]
    if side.entry is None:
        suggested = [search.Suggestion(one.slug, one.term, one.score) for one in side.suggestions]
        told, hint = search.miss(search.Answer(side.query, glossary.name(), suggestions=suggested))
        streams.tell(told, _quoted(glossary, asked) or hint)
    elif others:
        named = " and ".join(other.term for other in others)
        streams.tell(f'"{side.query}" is also {named}', f"gloss compare {side.entry.slug} {others[0].slug}")


def _quoted(glossary: "Glossary", asked: Sequence[str]) -> str | None:
    """The line that was meant where words next to each other are one term, and nobody quoted it."""
    from glosscli import search

    for place in range(len(asked) - 1):
        whole = f"{asked[place]} {asked[place + 1]}"
        if search.hit(glossary, whole):
            others = [*asked[:place], f'"{whole}"', *asked[place + 2 :]]
            return f"gloss {'compare' if len(others) > 1 else 'define'} {' '.join(others)}"
    return None


def _tell_twice(one: "Side", other: "Side") -> None:
    """Tell a person that two of the terms are one entry."""
    assert one.entry is not None
    both = f'"{one.query}" is named twice' if one.query == other.query else f'"{one.query}" and "{other.query}" are one entry'
    streams.tell(f"{both}: {one.entry.term}", f"gloss define {one.entry.slug}")


def _comparison(found: "Comparison", *, with_names: bool) -> Sheet:
    entries = [side.entry for side in found.sides if side.entry is not None]
    terms = {entry.slug: entry.term for entry in entries}
    guesses = [f'a guess for "{side.query}"' if side.match and side.match.rung in words.GUESSES else "" for side in found.sides]
    titles = [_title(entry) + (f" ({guess})" if guess else "") for entry, guess in zip(entries, guesses, strict=True)]
    columns = [_title(entry) for entry in entries]
    rows = [*_differences(found, entries), *_said(entries, with_names)]
    used = ["\n".join(f"{one.area}: {one.use}" for one in entry.applications) for entry in entries]
    parts: list[Section | Grid] = [
        *_pair_by_pair(found, terms),
        Grid(columns, rows),
        *_shared(found, terms),
        *([Grid(columns, [("Where it is used", used)])] if any(used) else []),
    ]
    return Sheet(f"{', '.join(titles[:-1])} and {titles[-1]}", parts, [f"gloss define {entries[0].slug} --full"])


def _title(entry: "Subject") -> str:
    return f"{entry.term} ({entry.abbreviation})" if entry.abbreviation else entry.term


def _differences(found: "Comparison", entries: "Sequence[Subject]") -> Iterator[Row]:
    """What each of two says of how it differs from the other."""
    said = {one.slug: one.difference for one in found.differences}
    if said and len(entries) == 2:
        yield "How they differ", [said.get(entry.slug, "") for entry in entries]


def _pair_by_pair(found: "Comparison", terms: dict[str, str]) -> Iterator[Section]:
    """What three entries say of how each two of them differ."""
    pairs: dict[frozenset[str], Line] = {}
    for one in found.differences if len(terms) > 2 else ():
        pair = pairs.setdefault(frozenset((one.slug, one.with_)), Line(f"{terms[one.slug]} and {terms[one.with_]}"))
        pair.lines.append(Line("", one.difference))
    if pairs:
        yield Section("How they differ", [*pairs.values()])


def _said(entries: "Sequence[Subject]", with_names: bool) -> Iterator[Row]:
    """What is said of each under the same headings, as far as any of them says it."""
    purposed = any(entry.in_practice or entry.applications for entry in entries)
    whence = [f"from {entry.glossary}{f', extending {entry.base}' if entry.base else ''}" for entry in entries]
    purposes = [entry.in_practice or ("" if entry.applications else entry.takeaway) or "" for entry in entries]
    for heading, cells in (
        ("What it is", [entry.definition for entry in entries]),
        ("Takeaway", [entry.takeaway or "" for entry in entries]),
        ("What it is for", purposes if purposed else []),
        ("A kind of", [" › ".join(kind.term for kind in entry.broader) for entry in entries]),
        ("Category and level", [" · ".join(filter(None, (entry.category, entry.level))) for entry in entries]),
        ("Glossary", whence if with_names else []),
    ):
        if any(cells):
            yield heading, cells


def _shared(found: "Comparison", terms: dict[str, str]) -> Iterator[Section]:
    """How they are related to each other, and what they have in common."""
    related = [Line(terms[one.slug], f"{_reads(one.kind)} {terms[one.to]}", lines=[Line("", one.why)]) for one in found.relations]
    if related:
        yield Section("How they are related", related)
    both = "both" if len(terms) == 2 else "all"
    common: list[Line] = []
    for kind in found.broader:
        if all(kind.steps):
            common.append(Line(kind.term, f"{both} are kinds of it"))
        else:
            others = [term for (slug, term), steps in zip(terms.items(), kind.steps, strict=True) if steps]
            common.append(Line(kind.term, f"the broader kind of {' and '.join(others)}"))
    for neighbor in found.neighbors[:_MOST_SHARED]:
        kinds = [_reads(INVERSES[kind]) for kind in neighbor.kinds]
        each = "; ".join(f"{kind} {term}" for kind, term in zip(kinds, terms.values(), strict=True))
        common.append(Line(neighbor.term, f"{kinds[0]} {both}" if len(set(kinds)) == 1 else each))
    if len(found.neighbors) > _MOST_SHARED:
        common.append(Line("", f"and {len(found.neighbors) - _MOST_SHARED} more"))
    if common:
        yield Section("What they share", common)


def _reads(kind: "NeighborKind") -> str:
    """A kind of relation in a sentence that begins with one entry and ends with the other."""
    return _READ.get(kind) or words.KINDS[kind][:1].lower() + words.KINDS[kind][1:]


# map


def _tell_no_category(glossary: "Glossary", drawn: "Map") -> None:
    """Tell a person that there is no such category, and what they may have meant: another one, or a term of two words."""
    from glosscli import search

    told = f'no category "{drawn.query}"'
    if drawn.suggestions:
        told += f"; did you mean: {', '.join(drawn.suggestions)}"
    hints = [f"gloss map {drawn.suggestions[0]}"] if drawn.suggestions else ["gloss map shows every category"]
    if search.hit(glossary, f"map {drawn.query}"):
        hints = [f'gloss define "map {drawn.query}"']
    elif search.hit(glossary, drawn.query or ""):
        hints = [f'gloss related "{drawn.query}"']
    streams.tell(told, *hints)


def _map(drawn: "Map") -> Sheet:
    asked = drawn.category is not None
    central = [
        Line(one.term, " · ".join(filter(None, (f"related to {count(one.neighbors, 'other')}", None if asked else one.category))))
        for one in drawn.central
    ]
    parts = [*_trees(drawn)] if drawn.category else [*_categories(drawn)]
    if central:
        parts.append(Section("Most central", central, is_numbered=True))
    entries = count(drawn.entries, "entry", "entries")
    steps = [f"gloss define {one.slug}" for one in drawn.central[:1]]
    if drawn.category is None:
        steps = [f"gloss map {one.name}" for one in drawn.categories[:1] if one.name] + steps
        return Sheet(
            f"{drawn.glossary}: {entries} in {count(len(drawn.categories) + drawn.left_out, 'category', 'categories')}",
            parts,
            steps,
        )
    return Sheet(_heading(drawn.category), parts, steps)


def _heading(category: "Category") -> str:
    entries = count(category.entries, "entry", "entries")
    return f"{_name(category)}: {entries}" + (f" · {category.description}" if category.description else "")


def _name(category: "Category") -> str:
    from glosscli.overview import WITHOUT

    return category.name or WITHOUT


def _categories(drawn: "Map") -> Iterator[Section]:
    lines = []
    for category in drawn.categories:
        top = ", ".join(f"{one.term} ({one.below} below)" if one.below else one.term for one in category.top)
        lines.append(Line(f"{_name(category)} ({category.entries})", category.description or "", top))
    if drawn.left_out:
        lines.append(Line("", f"and {drawn.left_out} more"))
    yield Section("Categories and their top entries", lines)


def _trees(drawn: "Map") -> Iterator[Section]:
    if drawn.tree:
        yield Section("From broad to narrow", [_line(branch) for branch in drawn.tree], is_tree=True)
    if drawn.alone:
        yield Section("Standing by themselves", [Line("", ", ".join(one.term for one in drawn.alone))])
    if drawn.left_out:
        yield Section("Not shown", [Line("", f"{count(drawn.left_out, 'entry', 'entries')}; --limit shows more")])


def _line(branch: "Branch") -> Line:
    name = f"{branch.term} (in {branch.category})" if branch.category else branch.term
    more = [Line("", f"and {branch.left_out} more")] if branch.left_out else []
    return Line(name, lines=[*map(_line, branch.narrower), *more])
