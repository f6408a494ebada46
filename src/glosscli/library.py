"""Glossaries for programs: what the command line finds, as values. ``glosscli.open_glossary`` opens them."""

from collections.abc import Iterator, Sequence

from glosscli import passages, search, settings, store
from glosscli.glossary import Filter, Glossary
from glosscli.glossary.page import Page
from glosscli.model import Neighbor, NeighborKind
from glosscli.passages import Mention, Results
from glosscli.search import Answer, Match, Suggestion

__all__ = ["Answer", "Library", "Match", "Mention", "Page", "Results", "Suggestion", "open_library"]


class Library:
    """Open glossaries that answer as one. Close it, or use it as a context; what it has answered stays good.

    It is asked by the thread that opened it; another one opens its own, which takes about a millisecond.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the files go."""
        self._glossary.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the glossaries, nearest first."""
        return tuple(one.name() for one in self._glossary.each())

    def find(self, query: str, *, exact: bool = False) -> Answer:
        """What ``gloss define`` says: the entries found, best first, how they were found, or what may have been meant.

        With ``exact`` there is no guess and no suggestion.
        """
        return search.answer(self._glossary, query, exact=exact)

    def find_all(self, query: str) -> Answer:
        """What ``gloss define --all`` says: the entries that each glossary has, nearest first."""
        return search.everywhere(self._glossary, query)

    def search(self, words: str, *, limit: int = passages.LIMIT, category: str | None = None, level: str | None = None) -> Results:
        """What ``gloss search`` says: the entries whose text speaks of plain words, the most telling first."""
        return passages.find(self._glossary, words, limit, Filter(category, level))

    def related(self, query: str, *, kind: NeighborKind | None = None) -> tuple[Neighbor, ...]:
        """The neighbors of the entry that a query finds, in both directions, those of one kind or all; none where none is found."""
        entry = self.find(query).entry
        return tuple(one for one in entry.related if kind in (None, one.kind)) if entry is not None else ()

    def entries(self, *, category: str | None = None, level: str | None = None, tag: str | None = None) -> Iterator[Page]:
        """The entries that fit, by term, one at a time, without their neighbors."""
        return self._glossary.entries(Filter(category, level, tag))

    def __iter__(self) -> Iterator[Page]:
        return self.entries()

    def __len__(self) -> int:
        return self._glossary.count()

    def __contains__(self, slug: object) -> bool:
        """Whether there is an entry with this slug."""
        return isinstance(slug, str) and self._glossary.entry(slug) is not None

    def __getitem__(self, slug: str) -> Page:
        """The entry with this slug, with its neighbors. Raises ``KeyError`` where there is none."""
        entry = self._glossary.entry(slug)
        if entry is None:
            raise KeyError(slug)
        return self._glossary.page(entry)


def open_library(paths: Sequence[str], bundled: bool, in_force: bool) -> Library:
    """Open what ``glosscli.open_glossary`` is asked for."""
    chosen = settings.heeded() if in_force else None
    return Library(store.as_one(store.in_force(paths, chosen, only=not bundled and not in_force)))
