"""A whole glossary as the rules see it: its head, its entries, and which entries a text names."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from glosscli import labels
from glosscli.model import Entry, Head

SYMMETRIC = frozenset({"used_with", "contrasts_with", "alternative_to", "see_also"})
"""The kinds of relation that are their own inverse."""


class Book:
    """The head and entries of one glossary, and what the rules must know from elsewhere.

    That is the date of the check, whether another glossary in force has the entry of a slug, and fingerprints of foreign text (see
    E223).
    """

    def __init__(
        self,
        head: Head,
        entries: Iterable[Entry],
        today: datetime.date,
        echoes: frozenset[int] = frozenset(),
        elsewhere: Callable[[str], bool] = lambda slug: False,
    ) -> None:
        self.head = head
        self.entries = tuple(entries)
        self.today = today
        self.echoes = echoes
        self.elsewhere = elsewhere
        self.by_slug = {entry.slug: entry for entry in reversed(self.entries)}

    def missing(self, slug: str) -> str | None:
        """Why a reader of this glossary finds no entry of a slug, neither in it nor in another one; None where there is one."""
        if slug in self.by_slug:
            return None
        if slug in self.head.hide:
            return f"'{slug}' is hidden at the head of the file"
        return None if self.elsewhere(slug) else f"there is no entry '{slug}'"

    def named_in(self, text: str) -> list[str]:
        """The slugs of the entries that a text names by term, abbreviation or alias; the longest name at each place."""
        spoken = labels.words(text)
        found: list[str] = []
        position = 0
        while position < len(spoken):
            for length in range(min(self._longest_name, len(spoken) - position), 0, -1):
                slugs = self._names.get(tuple(spoken[position : position + length]))
                if slugs:
                    found += [slug for slug in slugs if slug not in found]
                    position += length
                    break
            else:
                position += 1
        return found

    @cached_property
    def following(self) -> dict[str, str]:
        """For each slug the one that stands below it in the file."""
        return {entry.slug: below.slug for entry, below in pairwise(self.entries)}

    @cached_property
    def named_by_definition(self) -> dict[str, list[str]]:
        """For each entry the slugs of the other entries that its definition names."""
        return {entry.slug: [slug for slug in self.named_in(entry.definition) if slug != entry.slug] for entry in self.entries}

    @cached_property
    def label_owners(self) -> dict[str, dict[str, str]]:
        """For each label, in squashed form, the entries that bear it: slug to the label as written there."""
        owners: dict[str, dict[str, str]] = {}
        for entry in self.entries:
            for _, label in entry.labels():
                owners.setdefault(labels.keys(label).squashed, {}).setdefault(entry.slug, label)
        return owners

    @cached_property
    def broader(self) -> dict[str, list[str]]:
        """For each entry the slugs that it names as broader."""
        return {entry.slug: [relation.to for relation in entry.relations if relation.kind == "broader"] for entry in self.entries}

    def ancestors(self, slug: str) -> set[str]:
        """Every entry that is broader than one, in any number of steps; itself only where there is a cycle."""
        found: set[str] = set()
        ahead = list(self.broader.get(slug, ()))
        while ahead:
            parent = ahead.pop()
            if parent not in found:
                found.add(parent)
                ahead += self.broader.get(parent, ())
        return found

    def pairs_with(self, slug: str) -> Iterator[tuple[str, str]]:
        """The entries that have written a relation to one, with its kind."""
        yield from self._written_to.get(slug, ())

    @cached_property
    def _written_to(self) -> dict[str, list[tuple[str, str]]]:
        written: dict[str, list[tuple[str, str]]] = {}
        for entry in self.entries:
            for relation in entry.relations:
                written.setdefault(relation.to, []).append((entry.slug, relation.kind))
        return written

    @cached_property
    def _names(self) -> dict[tuple[str, ...], list[str]]:
        names: dict[tuple[str, ...], list[str]] = {}
        for entry in self.entries:
            for name in entry.names():
                owners = names.setdefault(tuple(labels.words(name)), [])
                if entry.slug not in owners:
                    owners.append(entry.slug)
        names.pop((), None)
        return names

    @cached_property
    def _longest_name(self) -> int:
        return max(map(len, self._names), default=0)
