"""Comparing entries: how they differ, what they share, what each is for.

The values are what ``gloss compare --json`` prints; their shape is published with that of an answer.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import Annotated

from msgspec import Meta

from glosscli import relations, search
from glosscli.glossary import Glossary
from glosscli.glossary.page import Page
from glosscli.model import Application, Confusion, NeighborKind, Relation, Slug, Text, Value
from glosscli.replies import Match, Suggestion


class Named(Value, frozen=True, kw_only=True):
    """An entry, by its slug and its term."""

    slug: Slug
    term: Text


class Subject(Value, frozen=True, kw_only=True):
    """An entry that is compared: what it is and what it is for. ``broader`` are its broader kinds, the nearest first."""

    slug: Slug
    term: Text
    abbreviation: Text | None
    category: Text | None
    level: Text | None
    definition: Text
    takeaway: Text | None
    in_practice: Text | None
    applications: tuple[Application, ...]
    broader: tuple[Named, ...]
    glossary: Text
    base: Text | None


class Side(Value, frozen=True, kw_only=True):
    """One of the terms asked about: the entry, or null and what may have been meant. ``others`` bear the same label."""

    query: str
    found: bool
    match: Match | None
    entry: Subject | None
    others: tuple[Named, ...]
    suggestions: tuple[Suggestion, ...]


class Difference(Confusion, frozen=True, kw_only=True):
    """How an entry, that of ``slug``, differs from another that it is mixed up with, as it says itself."""

    slug: Slug


class Between(Relation, frozen=True, kw_only=True):
    """A relation that an entry, that of ``slug``, has to another one that is compared."""

    slug: Slug


class CommonKind(Value, frozen=True, kw_only=True):
    """The nearest kind that all of them are; ``steps`` says how far above each, 0 where it is that entry itself."""

    slug: Slug
    term: Text
    steps: tuple[Annotated[int, Meta(ge=0)], ...]


class CommonNeighbor(Value, frozen=True, kw_only=True):
    """An entry that all of them are related to; ``kinds`` and ``whys`` say how and why, in the order of the sides."""

    slug: Slug
    term: Text
    kinds: tuple[NeighborKind, ...]
    whys: tuple[Text, ...]


class Comparison(Value, frozen=True, kw_only=True):
    """What gloss says to two or three terms side by side; ``found`` is false where one is not known, or two are one entry."""

    found: bool
    sides: tuple[Side, ...]
    differences: tuple[Difference, ...]
    relations: tuple[Between, ...]
    broader: tuple[CommonKind, ...]
    neighbors: tuple[CommonNeighbor, ...]
    glossary: str

    def twice(self) -> tuple[Side, Side] | None:
        """The first two sides that are the same entry; None where all are different."""
        for one, other in combinations(self.sides, 2):
            if one.entry is not None and other.entry is not None and one.entry.slug == other.entry.slug:
                return one, other
        return None


def compare(glossary: Glossary, queries: Sequence[str], *, exact: bool = False) -> Comparison:
    """Two or three terms side by side. With ``exact`` only hits count: no guess, no suggestion.

    A label of several entries stands for the one that no other of the terms is: ``ANN`` and ``ANN`` are two things.
    """
    answers = [search.answer(glossary, query, exact=exact) for query in queries]
    pages = _chosen(answers)
    above = [_broader(glossary, page) if page is not None else {} for page in pages]
    sides = tuple(map(_side, answers, pages, above))
    found = [page for page in pages if page is not None]
    comparable = len({page.slug for page in found}) == len(queries)
    return Comparison(
        found=comparable,
        sides=sides,
        differences=tuple(_differences(found)) if comparable else (),
        relations=tuple(_between(found)) if comparable else (),
        broader=tuple(_common_kinds(glossary, found, above)) if comparable else (),
        neighbors=tuple(_common_neighbors(found, above)) if comparable else (),
        glossary=glossary.name(),
    )


def _chosen(answers: Sequence[search.Answer]) -> list[Page | None]:
    """The entry that each answer stands for: where it has several, the first that no surer answer is."""
    chosen: list[Page | None] = [None] * len(answers)
    taken: set[str] = set()
    for number, answer in sorted(enumerate(answers), key=lambda pair: len(pair[1].pages)):
        free = [page for page in answer.pages if page.slug not in taken]
        chosen[number] = next(iter((*free, *answer.pages)), None)
        taken.update(page.slug for page in (chosen[number],) if page is not None)
    return chosen


def _broader(glossary: Glossary, page: Page) -> dict[str, tuple[str, int]]:
    """The entry itself and its broader kinds, by slug, nearest first: the term of each and the steps to it."""
    entry = glossary.entry(page.slug)
    above = relations.ancestors(glossary.neighbors, entry) if entry is not None else {}
    named = {other: glossary.brief(other) for other in above}
    return {page.slug: (page.term, 0), **{slug: (term, above[other]) for other, (slug, term) in named.items()}}


def _side(answer: search.Answer, page: Page | None, above: dict[str, tuple[str, int]]) -> Side:
    match = answer.match
    return Side(
        query=answer.query,
        found=page is not None,
        match=Match(rung=match.rung, label=match.label, score=match.score) if match is not None else None,
        entry=_subject(page, above) if page is not None else None,
        others=tuple(Named(slug=other.slug, term=other.term) for other in answer.pages if other is not page),
        suggestions=tuple(Suggestion(slug=one.slug, term=one.term, score=one.score) for one in answer.suggestions),
    )


def _subject(page: Page, above: dict[str, tuple[str, int]]) -> Subject:
    return Subject(
        slug=page.slug,
        term=page.term,
        abbreviation=page.abbreviation,
        category=page.category,
        level=page.level,
        definition=page.definition,
        takeaway=page.takeaway,
        in_practice=page.in_practice,
        applications=tuple(Application(area=one.area, use=one.use) for one in page.applications),
        broader=tuple(Named(slug=slug, term=term) for slug, (term, steps) in above.items() if steps),
        glossary=page.glossary,
        base=page.base,
    )


def _differences(pages: Sequence[Page]) -> Iterator[Difference]:
    """What each says of how it differs from each other one, pair by pair; a text that both write is told once."""
    told: set[str] = set()
    for one, other in _pairs(pages):
        for mixup in one.confusions:
            if mixup.with_ == other.slug and mixup.difference not in told:
                told.add(mixup.difference)
                yield Difference(slug=one.slug, with_=other.slug, difference=mixup.difference)


def _between(pages: Sequence[Page]) -> Iterator[Between]:
    """The relations among them, each from the side that writes it."""
    for one, other in _pairs(pages):
        for relation in one.relations:
            if relation.to == other.slug:
                yield Between(slug=one.slug, kind=relation.kind, to=other.slug, why=relation.why)


def _pairs(pages: Sequence[Page]) -> Iterator[tuple[Page, Page]]:
    """Each pair from both sides, the two of one pair after each other."""
    for one, other in combinations(pages, 2):
        yield from permutations((one, other))


def _common_kinds(glossary: Glossary, pages: Sequence[Page], above: Sequence[dict[str, tuple[str, int]]]) -> Iterator[CommonKind]:
    """The kinds that all of them are, without those that are a broader kind of another such."""
    common = [slug for slug in above[0] if all(slug in kinds for kinds in above)]
    farther: set[str] = set()
    for slug in common:
        entry = glossary.entry(slug)
        if entry is not None and slug not in farther:
            farther.update(glossary.brief(other)[0] for other in relations.ancestors(glossary.neighbors, entry))
    for slug in common:
        if slug not in farther:
            yield CommonKind(slug=slug, term=above[0][slug][0], steps=tuple(kinds[slug][1] for kinds in above))


def _common_neighbors(pages: Sequence[Page], above: Sequence[dict[str, tuple[str, int]]]) -> Iterator[CommonNeighbor]:
    """The entries that all of them are related to, those related in one way to all first; a kind that all are is none."""
    told = {slug for slug in above[0] if all(slug in kinds for kinds in above)} | {page.slug for page in pages}
    by_slug = [{neighbor.slug: neighbor for neighbor in reversed(page.related)} for page in pages]
    common = []
    for first in dict.fromkeys(neighbor.slug for neighbor in pages[0].related):
        links = [neighbors[first] for neighbors in by_slug if first in neighbors]
        if first not in told and len(links) == len(pages):
            common.append(
                CommonNeighbor(
                    slug=first,
                    term=links[0].term,
                    kinds=tuple(link.kind for link in links),
                    whys=tuple(link.why for link in links),
                )
            )
    yield from sorted(common, key=lambda neighbor: (len(set(neighbor.kinds)), "see_also" in neighbor.kinds))
