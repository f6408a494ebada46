"""The shape of a glossary: its categories, the trees of broader and narrower entries in each, the most central entries.

An entry is the more central the more other entries it is related to. Of a category only the ``CONSIDERED`` entries with the most
relations are looked at, so a glossary of a million entries is drawn as soon as a small one; what is left out is counted. The
values are what ``gloss map --json`` prints; their shape is published with that of an answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated

from msgspec import Meta

from glosscli import labels, relations
from glosscli.glossary import Filter, Glossary
from glosscli.model import Slug, Text, Value

CONSIDERED = 2000
"""How many entries are looked at, in one category or, shared among all, in each; more where more are to be shown."""
LIMIT = 100
"""How many entries of a category, or categories, are shown where nobody says how many."""
WITHOUT = "no category"
"""What the entries that have none are asked for by."""

_LEAST_CONSIDERED = 20
_TOP = 4
_CENTRAL = 10
_CENTRAL_IN_CATEGORY = 5
_DEEPEST = 12
_SUGGESTED = 3

Count = Annotated[int, Meta(ge=0)]


class Top(Value, frozen=True, kw_only=True):
    """An entry that none of its category is broader than, and how many of the category stand below it."""

    slug: Slug
    term: Text
    below: Count


class Category(Value, frozen=True, kw_only=True):
    """A category, without a name where its entries have none: what it holds, how many entries, which stand at the top."""

    name: Text | None
    description: Text | None
    entries: Count
    top: tuple[Top, ...]


class Branch(Value, frozen=True, kw_only=True):
    """An entry in a tree, and those right below it; ``left_out`` counts the entries below it that are not shown.

    ``category`` is given where it is another one: the entry stands there to hold those of this category together.
    """

    slug: Slug
    term: Text
    category: Text | None
    narrower: tuple["Branch", ...]
    left_out: Count


class Alone(Value, frozen=True, kw_only=True):
    """An entry that no entry is broader or narrower than."""

    slug: Slug
    term: Text


class Central(Value, frozen=True, kw_only=True):
    """An entry, and how many others it is related to."""

    slug: Slug
    term: Text
    category: Text | None
    neighbors: Count


class Map(Value, frozen=True, kw_only=True):
    """What ``gloss map`` shows: the ``categories`` of the whole glossary, or ``tree`` and ``alone`` of the ``category`` asked for.

    ``left_out`` counts the categories or, of one, the entries that are not shown.
    """

    query: str | None
    found: bool
    entries: Count
    categories: tuple[Category, ...]
    category: Category | None
    tree: tuple[Branch, ...]
    alone: tuple[Alone, ...]
    left_out: Count
    central: tuple[Central, ...]
    glossary: str
    suggestions: tuple[str, ...]


class _Trees:
    """The entries of a category that are looked at, and the trees they form.

    With ``around`` an entry whose broader kind is of another category stands below it, so that those of one kind stand together.
    """

    def __init__(self, glossary: Glossary, name: str, most: int, *, around: bool = False) -> None:
        self.glossary = glossary
        self.name = name
        members = glossary.most_linked(most, Filter(category=name))
        found = glossary.neighbors(members) if members else {}
        self.links = {entry: len({other for _, other, _ in found.get(entry, ())}) for entry in members}
        broader: dict[int, list[int]] = {}
        for entry in sorted(members, key=lambda entry: -self.links[entry]):
            kinds = [other for kind, other, _ in found.get(entry, ()) if kind == "broader"]
            broader[entry] = sorted(kinds, key=lambda kind: kind not in self.links)
        outside = [kinds[0] for kinds in broader.values() if kinds and kinds[0] not in broader] if around else []
        self.outside = dict.fromkeys(outside, ())
        self.trees = relations.forest({**broader, **self.outside})
        self.below = relations.numbers_below(self.trees)

    def under(self, *entries: int | None) -> list[int]:
        """The entries right below some, the tops below None; those first that most stands below, then the most linked."""
        found = [other for entry in entries for other in self.trees.get(entry, ())]
        return sorted(found, key=lambda other: (-self.below[other], -self.links.get(other, 0)))

    def tops(self) -> list[int]:
        """The entries of the category that no other of it stands above."""
        return [entry for entry in self.under(None, *self.outside) if entry in self.links]

    def shown(self, limit: int) -> set[int]:
        """The entries of trees of more than one that there is room for, the upper ones first."""
        shown: set[int] = set()
        level = [entry for entry in self.under(None) if self.below[entry]]
        for _ in range(_DEEPEST):
            room = level[: limit - len(shown)]
            shown.update(room)
            level = [other for entry in room for other in self.under(entry)]
        return shown

    def branch(self, entry: int, shown: set[int]) -> Branch:
        """An entry with what is shown below it."""
        slug, term = self.glossary.brief(entry)
        narrower = self.under(entry)
        return Branch(
            slug=slug,
            term=term,
            category=None if entry in self.links else self.glossary.page(entry).category,
            narrower=tuple(self.branch(other, shown) for other in narrower if other in shown),
            left_out=sum(1 + self.below[other] for other in narrower if other not in shown),
        )


def draw(glossary: Glossary, limit: int = LIMIT) -> Map:
    """The shape of the whole glossary: its categories, the largest first, and its most central entries."""
    counts = dict(sorted(glossary.counts().items(), key=lambda pair: (not pair[0], -pair[1], pair[0])))
    if [*counts] == [""]:
        return _of_category(glossary, "", limit, None, counts)
    each = max(CONSIDERED // max(len(counts), 1), _LEAST_CONSIDERED)
    drawn = [_Trees(glossary, name, each) for name in [*counts][:limit]]
    described = _descriptions(glossary)
    return Map(
        query=None,
        found=True,
        entries=sum(counts.values()),
        categories=tuple(_category(trees, counts[trees.name], described) for trees in drawn),
        category=None,
        tree=(),
        alone=(),
        left_out=len(counts) - len(drawn),
        central=tuple(_central(drawn, _CENTRAL)),
        glossary=glossary.name(),
        suggestions=(),
    )


def of_category(glossary: Glossary, name: str, limit: int = LIMIT) -> Map:
    """The trees and the most central entries of one category, however its name is spelled; else what may have been meant."""
    counts = glossary.counts()
    shown = labels.clean(name).strip()
    spelled = {labels.keys(name or WITHOUT).squashed: name for name in sorted(counts)}
    known = name if name and name in counts else spelled.get(labels.keys(shown).squashed)
    if known is not None:
        return _of_category(glossary, known, limit, shown, counts)
    asked = labels.fold(shown)[: labels.LONGEST_QUERY]
    names = sorted(name or WITHOUT for name in counts)
    near = [name for name in names if asked and asked in name] + get_close_matches(asked, names)
    return Map(
        query=shown,
        found=False,
        entries=sum(counts.values()),
        categories=(),
        category=None,
        tree=(),
        alone=(),
        left_out=0,
        central=(),
        glossary=glossary.name(),
        suggestions=tuple(dict.fromkeys(near))[:_SUGGESTED],
    )


def _of_category(glossary: Glossary, name: str, limit: int, query: str | None, counts: Mapping[str, int]) -> Map:
    trees = _Trees(glossary, name, max(CONSIDERED, limit), around=True)
    tops = trees.under(None)
    shown = trees.shown(limit)
    alone = [entry for entry in tops if not trees.below[entry]][: limit - len(shown)]
    return Map(
        query=query,
        found=True,
        entries=sum(counts.values()),
        categories=(),
        category=_category(trees, counts[name], _descriptions(glossary)),
        tree=tuple(trees.branch(entry, shown) for entry in tops if entry in shown),
        alone=tuple(Alone(slug=slug, term=term) for slug, term in map(glossary.brief, alone)),
        left_out=counts[name] - len(shown.intersection(trees.links)) - len(alone),
        central=tuple(_central([trees], _CENTRAL_IN_CATEGORY)),
        glossary=glossary.name(),
        suggestions=(),
    )


def _descriptions(glossary: Glossary) -> dict[str, str]:
    """What each category holds, in the words of the nearest glossary that says it."""
    said: dict[str, str] = {}
    for one in reversed(glossary.each()):
        said.update(one.head().categories)
    return said


def _category(trees: _Trees, entries: int, described: Mapping[str, str]) -> Category:
    named = [(trees.glossary.brief(entry), trees.below[entry]) for entry in trees.tops()[:_TOP]]
    return Category(
        name=trees.name or None,
        description=described.get(trees.name),
        entries=entries,
        top=tuple(Top(slug=slug, term=term, below=below) for (slug, term), below in named),
    )


def _central(drawn: Iterable[_Trees], most: int) -> Iterator[Central]:
    """The entries that are related to the most others."""
    links = [(number, entry, trees) for trees in drawn for entry, number in trees.links.items() if number]
    for number, entry, trees in sorted(links, key=lambda link: -link[0])[:most]:
        slug, term = trees.glossary.brief(entry)
        yield Central(slug=slug, term=term, category=trees.name or None, neighbors=number)
