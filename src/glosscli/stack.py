"""Which of several glossaries stands above which: what a slug stands for among them, and which entries are part of it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glosscli.glossary import Glossary

    Standing = list[tuple[int, int]]
    """What a slug stands for: glossary and number of the nearest entry, then of those it extends; empty where it is hidden."""

SHIFT = 40
"""Bits of a number that say which entry or label; those above say of which glossary."""
_LOCAL = (1 << SHIFT) - 1
_AT_ONCE = 500
"""Slugs that are asked for in one query."""


class Stack:
    """Glossaries on top of each other, nearest first. With ``only_nearest`` no entry of those below is seen by itself."""

    def __init__(self, glossaries: Sequence[Glossary], only_nearest: bool) -> None:
        self.glossaries = tuple(glossaries)
        self._only_nearest = only_nearest
        self._hidden = [glossary.hidden() for glossary in glossaries]
        self._overlapping: frozenset[str] | None = None

    def standing(self, slugs: Iterable[str]) -> dict[str, Standing]:
        """What each slug stands for."""
        wanted = list(dict.fromkeys(slugs))
        found: dict[str, Standing] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            found.update(self._standing_at_once(wanted[start : start + _AT_ONCE]))
        return found

    def _standing_at_once(self, slugs: Sequence[str]) -> dict[str, Standing]:
        open_ends: dict[str, Standing] = {slug: [] for slug in slugs}
        settled: dict[str, Standing] = {}
        for layer, glossary in enumerate(self.glossaries):
            for slug, (entry, extends) in (glossary.known(open_ends) if open_ends else {}).items():
                open_ends[slug].append((layer, entry))
                if not extends:
                    settled[slug] = open_ends.pop(slug)
            for slug in self._hidden[layer].intersection(open_ends):
                settled[slug] = []
                del open_ends[slug]
        return {**settled, **{slug: [] for slug in open_ends}}

    def seen(self, layer: int, entries: Iterable[int]) -> dict[int, int]:
        """The entries of one glossary that are part of what is answered, each with the number of the entry that it is there."""
        slugs = self.glossaries[layer].slugs(entries)
        standing = self.standing(slugs.values())
        seen = {entry: entry_of(standing[slug]) for entry, slug in slugs.items() if (layer, entry) in standing[slug]}
        return {entry: whole for entry, whole in seen.items() if not self._only_nearest or whole >> SHIFT == 0}

    def parts(self, entries: Iterable[int]) -> dict[int, Standing]:
        """What some entries are made of, nearest first."""
        numbers = list(entries)
        slugs: dict[int, str] = {}
        for layer, local in by_layer(numbers).items():
            slugs.update({layer << SHIFT | entry: slug for entry, slug in self.glossaries[layer].slugs(local).items()})
        standing = self.standing(slugs.values())
        return {number: standing[slugs[number]] for number in numbers}

    def overlap(self) -> frozenset[str]:
        """The slugs that more than one glossary speaks of: as an entry, to extend it or to hide it."""
        if self._overlapping is None:
            spoken: set[str] = set().union(*self._hidden)
            for layer, glossary in enumerate(self.glossaries):
                spoken.update(glossary.extensions())
                for below in self.glossaries[layer + 1 :]:
                    spoken.update(_in_both(glossary, below))
            self._overlapping = frozenset(spoken)
        return self._overlapping


def entry_of(standing: Standing) -> int:
    """The number of the entry that a slug stands for."""
    layer, entry = standing[0]
    return layer << SHIFT | entry


def by_layer(numbers: Iterable[int]) -> dict[int, list[int]]:
    """Numbers by the glossary that they are of, as they are there."""
    local: dict[int, list[int]] = {}
    for number in numbers:
        local.setdefault(number >> SHIFT, []).append(number & _LOCAL)
    return local


def _in_both(one: Glossary, other: Glossary) -> list[str]:
    """The slugs that two glossaries share; those of the smaller one are asked for in the larger."""
    if one.count() > other.count():
        one, other = other, one
    slugs = one.all_slugs()
    return [slug for start in range(0, len(slugs), _AT_ONCE) for slug in other.known(slugs[start : start + _AT_ONCE])]
