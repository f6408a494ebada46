"""Which labels can be within a few edits of a query, without comparing it with all of them.

A label is cut into segments by its length: k edits can touch at most k of k + 1 segments, so one of them stands unchanged in
whatever was typed, at most k places away from its own (pass-join: Li, Deng, Wang, Feng, "Pass-Join: a partition-based method for
similarity joins", PVLDB 5, 2011, https://arxiv.org/abs/1111.7171). The compiled glossary keeps a number for every
segment of every label; a query asks for the numbers that its own letters would make. A transposition is one edit and can still
touch two segments where it stands across their border; so the query also asks for its letters with those two exchanged.
"""

from collections.abc import Iterator
from zlib import crc32

SHORTEST = 4
"""Letters that a label must have to be found by edit distance alone: too much is one edit away from "RAG"."""


_CUTS: dict[int, list[tuple[int, int, int]]] = {}


def most_edits(length: int) -> int:
    """How many edits a label of this many letters forgives."""
    if length < SHORTEST:
        return 0
    return 1 if length <= 5 else 2 if length <= 8 else 3 if length <= 14 else 4


def segments(label: str, reordered: bool = False) -> list[int]:
    """The numbers of a label's segments; none for a label that is too short to be found this way.

    A label whose words were put in order is ``reordered``: its numbers are then its own.
    """
    if len(label) < SHORTEST:
        return []
    return [_number(len(label), index, label[start:end], reordered) for index, start, end in _cuts(len(label))]


def probes(query: str, edits: int, reordered: bool = False) -> dict[int, set[int]]:
    """The numbers that segments of any label within so many edits of the query can have, by how many of them the label must have.

    Few edits leave most of a long label's segments as they were. A label that forgives fewer edits is left out: it is found when
    fewer are asked for.
    """
    found: dict[int, set[int]] = {}
    for length in range(max(SHORTEST, len(query) - edits), len(query) + edits + 1):
        if (forgiven := most_edits(length)) >= edits:
            found.setdefault(forgiven + 1 - edits, set()).update(
                _number(length, index, piece, reordered)
                for index, start, end in _cuts(length)
                for piece in _pieces(query, start, end - start, edits)
            )
    return found


def _cuts(length: int) -> list[tuple[int, int, int]]:
    """Number, start and end of each segment of a label of this length; the longer segments come last."""
    cuts = _CUTS.get(length)
    if cuts is None:
        count = most_edits(length) + 1
        size, longer = divmod(length, count)
        starts = [index * size + max(0, index - (count - longer)) for index in range(count + 1)]
        cuts = _CUTS[length] = [(index, starts[index], starts[index + 1]) for index in range(count)]
    return cuts


def _pieces(query: str, start: int, size: int, edits: int) -> Iterator[str]:
    """What may stand in the query for a segment: the letters there or up to so many places away, with a border crossed or not."""
    for place in range(max(0, start - edits), min(len(query) - size, start + edits) + 1):
        piece = query[place : place + size]
        yield piece
        if place + size < len(query):
            yield piece[:-1] + query[place + size]
        if place > 0:
            yield query[place - 1] + piece[1:]


def _number(length: int, index: int, text: str, reordered: bool) -> int:
    return crc32(text.encode()) << 12 | (length & 0xFF) << 4 | reordered << 3 | index
