"""What the formats for people say in the same words: titles, headings, and the parts of a page in their order."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from glosscli.glossary.page import Page
    from glosscli.model import Neighbor, NeighborKind, Reference, Rung
    from glosscli.passages import Mention
    from glosscli.routes import Step
    from glosscli.search import Match

GUESSES: frozenset[Rung] = frozenset({"spelling", "partial", "text"})
"""The rungs on which an answer is a guess, and is marked as one."""

KINDS = {
    "broader": "A kind of",
    "narrower": "Kinds",
    "part_of": "Part of",
    "has_part": "Parts",
    "prerequisite": "First understand",
    "leads_to": "Leads to",
    "mitigated_by": "Mitigated by",
    "mitigates": "Mitigates",
    "superseded_by": "Superseded by",
    "supersedes": "Supersedes",
    "used_with": "Used with",
    "contrasts_with": "Contrasts with",
    "alternative_to": "Alternative to",
    "see_also": "See also",
}
"""How a reader is told each kind of relation, in the order in which they are shown."""

SENTENCES = {
    "broader": "{source} is a kind of {target}",
    "narrower": "{target} is a kind of {source}",
    "part_of": "{source} is part of {target}",
    "has_part": "{target} is part of {source}",
    "prerequisite": "To understand {source}, first understand {target}",
    "leads_to": "To understand {target}, first understand {source}",
    "mitigated_by": "{source} is mitigated by {target}",
    "mitigates": "{target} is mitigated by {source}",
    "superseded_by": "{source} has been superseded by {target}",
    "supersedes": "{target} has been superseded by {source}",
    "used_with": "{source} is used with {target}",
    "contrasts_with": "{source} contrasts with {target}",
    "alternative_to": "{source} is an alternative to {target}",
    "see_also": "{source} is related to {target}",
}
"""Each kind of relation as a sentence. Its subject is the entry that writes the relation: the reason speaks of that one as "it"."""


def sentence(step: Step) -> str:
    """One link of a chain, told from the entry that writes the relation, whichever way the chain runs."""
    from glosscli import relations

    source, target = step.source_term, step.target_term
    if step.kind == relations.INVERSES[step.kind] and step.written_by != step.source:
        source, target = target, source
    return SENTENCES[step.kind].format(source=source, target=target)


BRANCHES: dict[NeighborKind, str] = {
    "broader": "a kind of",
    "narrower": "has the kind",
    "part_of": "part of",
    "has_part": "has the part",
    "prerequisite": "rests on",
    "leads_to": "leads to",
    "mitigated_by": "mitigated by",
    "mitigates": "mitigates",
    "superseded_by": "superseded by",
    "supersedes": "supersedes",
    "used_with": "used with",
    "contrasts_with": "contrasts with",
    "alternative_to": "alternative to",
    "see_also": "see also",
}
"""How one relation is told between the names of its two entries."""

MUTUAL: frozenset[NeighborKind] = frozenset({"used_with", "contrasts_with", "alternative_to", "see_also"})
"""The kinds that hold both ways."""


def title(entry: Page) -> str:
    """The term, with its abbreviation."""
    return f"{entry.term} ({entry.abbreviation})" if entry.abbreviation else entry.term


def mark(match: Match | None, query: str) -> str:
    """What is added to a title where the answer is a guess."""
    return f'  [a guess for "{query}"]' if match is not None and match.rung in GUESSES else ""


def also(entry: Page) -> str:
    """The aliases in one line; empty where there are none."""
    return f"Also: {', '.join(entry.aliases)}" if entry.aliases else ""


def shelf(entry: Page) -> str:
    """Category, level and, where several glossaries are asked, which one it is from, in one line; empty where there is none."""
    return " · ".join(filter(None, (entry.category, entry.level, entry.whence and f"from {entry.whence}")))


def by_kind(neighbors: Iterable[Neighbor]) -> list[tuple[str, list[Neighbor]]]:
    """The neighbors in groups, each under the words for its kind."""
    groups: dict[str, list[Neighbor]] = {}
    for neighbor in neighbors:
        groups.setdefault(neighbor.kind, []).append(neighbor)
    return [(words, groups[kind]) for kind, words in KINDS.items() if kind in groups]


def related(page: Page) -> list[str]:
    """Each kind of relation with the terms it leads to, a line each."""
    return [f"{kind}: {', '.join(neighbor.term for neighbor in group)}" for kind, group in by_kind(page.related)]


def confusions(page: Page) -> list[str]:
    """What the entry is not to be confused with, a line each."""
    return [f"{mixup.term or mixup.with_}: {mixup.difference}" for mixup in page.confusions]


def reference(reference: Reference) -> str:
    """Title, kind and year of a source in one line, without its address."""
    return f"{reference.title} ({', '.join(filter(None, (reference.kind, str(reference.year or ''))))})"


def marked(mention: Mention) -> Iterator[tuple[str, bool]]:
    """The words of the passage in their order, and whether each is one that matches."""
    from glosscli.passages import PUNCTUATION

    for part in mention.passage.split():
        yield part, part.strip(PUNCTUATION) in mention.matches


def cell(value: Any) -> str:
    """A value of a table in words; nothing where there is none."""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else "" if value is None else str(value)


def sections(page: Page, full: bool) -> Iterator[tuple[str, list[str]]]:
    """The parts of a page after its definition: heading and paragraphs, only those that the entry has."""
    for heading, paragraphs in _sections(page, full):
        if paragraphs:
            yield heading, paragraphs


def _sections(page: Page, full: bool) -> Iterator[tuple[str, list[str]]]:
    yield "Takeaway", [page.takeaway] if page.takeaway else []
    yield "Not to be confused with", confusions(page)
    if full:
        yield "In depth", page.in_depth.split("\n") if page.in_depth else []
        yield "In practice", page.in_practice.split("\n") if page.in_practice else []
        yield "Applications", [f"{application.area}: {application.use}" for application in page.applications]
        yield "Example", [page.example] if page.example else []
        if page.formula:
            yield "Formula", [*page.formula.plain.split("\n"), *(f"{s.symbol}: {s.meaning}" for s in page.formula.symbols)]
        if page.code:
            yield f"Code ({page.code.language})", page.code.source.split("\n")
        if page.origin:
            yield "Origin", [f"{page.origin.year}, {page.origin.by}"]
    yield "Related", related(page)
    if full:
        yield "References", [f"{reference(item)} {item.url}" for item in page.references]
        yield "Reviewed", [str(page.reviewed)] if page.reviewed else []
