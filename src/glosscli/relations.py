"""Following relations from entry to entry: neighborhoods, shortest paths, what to read first, and the tops of a hierarchy.

On plain values: an entry is a number, and ``Neighbors`` tells the links of several of them at once, those that an entry writes
itself before those that others write of it. So the same code walks a dict in a test and a compiled glossary of a million entries,
of which only what lies on the way is read. A library for graphs (networkx) would want them all in memory first.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from glosscli.model import NeighborKind

    Triple = tuple[NeighborKind, int, str]
    Neighbors = Callable[[Collection[int]], Mapping[int, Sequence[Triple]]]
    """The links of some entries: kind, other entry, reason."""

_WRITTEN: dict[NeighborKind, NeighborKind] = {
    "broader": "narrower",
    "part_of": "has_part",
    "prerequisite": "leads_to",
    "mitigated_by": "mitigates",
    "superseded_by": "supersedes",
    "used_with": "used_with",
    "contrasts_with": "contrasts_with",
    "alternative_to": "alternative_to",
    "see_also": "see_also",
}
INVERSES: dict[NeighborKind, NeighborKind] = {**{inverse: kind for kind, inverse in _WRITTEN.items()}, **_WRITTEN}
"""What each kind of relation is called from the other side."""
RESTS: tuple[NeighborKind, ...] = ("prerequisite", "broader")
"""The kinds by which an entry rests on another, which is to be understood first; in the order in which they are read."""

MOST_WALKED = 200_000
"""Entries that a search for a path looks at before it gives up: about two seconds' worth."""
_MOST_BELOW = 5_000
"""Entries that one rests on that are looked for: more than anyone reads, and few where a glossary is sound."""
_WEAKNESS: dict[NeighborKind, int] = {"see_also": 3, "contrasts_with": 2, "alternative_to": 2, "used_with": 1}
"""Of two paths of one length the one with the less weak kinds is told first; kinds not named here are strong."""


def as_written(kind: NeighborKind) -> NeighborKind:
    """The kind as a glossary file has it: of ``narrower`` it is ``broader``, seen from the other side."""
    return kind if kind in _WRITTEN else INVERSES[kind]


class Branch:
    """An entry in a neighborhood, and how it is linked to the one it was reached from.

    ``left_out`` counts the entries that would stand below it and are not shown for want of room.
    """

    __slots__ = ("branches", "depth", "entry", "kind", "left_out", "why")

    def __init__(self, entry: int, depth: int, kind: NeighborKind | None = None, why: str = "") -> None:
        self.entry = entry
        self.depth = depth
        self.kind = kind
        self.why = why
        self.branches: list[Branch] = []
        self.left_out = 0

    def walk(self) -> Iterator[Branch]:
        """This branch and all below it, each before those below it."""
        yield self
        for branch in self.branches:
            yield from branch.walk()


class Step:
    """One link of a path: from an entry by a kind of relation to another, with its reason."""

    __slots__ = ("kind", "source", "target", "why")

    def __init__(self, source: int, kind: NeighborKind, target: int, why: str) -> None:
        self.source = source
        self.kind = kind
        self.target = target
        self.why = why

    def __repr__(self) -> str:
        return f"{self.source} -{self.kind}> {self.target}"


def neighborhood(neighbors: Neighbors, start: int, depth: int, most: int, kinds: Collection[NeighborKind] = ()) -> Branch:
    """The entries within so many links of one, as a tree: each once, where it is nearest, over those kinds or all.

    At most ``most`` entries beside the start are shown, the nearest first; what has no room is counted where it would stand.
    """
    root = Branch(start, 0)
    seen = {start}
    level = [root]
    for distance in range(1, depth + 1):
        links = neighbors([branch.entry for branch in level])
        reached: list[Branch] = []
        for branch in level:
            for kind, other, why in links.get(branch.entry, ()):
                if other in seen or (kinds and kind not in kinds):
                    continue
                seen.add(other)
                if len(seen) - 1 > most:
                    branch.left_out += 1
                else:
                    branch.branches.append(Branch(other, distance, kind, why))
            reached += branch.branches
        if not reached or len(seen) - 1 > most:
            break
        level = reached
    return root


class _Side:
    """One end of a search for paths: how far each entry is from it, and the links that lead there from it."""

    def __init__(self, end: int) -> None:
        self.distance = {end: 0}
        self.links: dict[int, list[Triple]] = {}
        self.nearer: dict[int, list[tuple[int, Triple]]] = {end: []}
        self.rim = [end]

    def grow(self, neighbors: Neighbors) -> None:
        """Go one link farther on all sides."""
        found = neighbors(self.rim)
        rim = []
        for entry in self.rim:
            self.links[entry] = list(found.get(entry, ()))
            for link in self.links[entry]:
                other = link[1]
                if other not in self.distance:
                    self.distance[other] = self.distance[entry] + 1
                    self.nearer[other] = []
                    rim.append(other)
                if self.distance[other] == self.distance[entry] + 1:
                    self.nearer[other].append((entry, link))
        self.rim = rim

    def chains(self, entry: int) -> Iterator[list[tuple[int, Triple]]]:
        """Every shortest way between the end and an entry, the links in the order that they were followed from the end."""
        waiting: list[tuple[int, list[tuple[int, Triple]]]] = [(entry, [])]
        while waiting:
            here, chain = waiting.pop()
            if not self.nearer[here]:
                yield chain
            waiting += [(before, [(before, link), *chain]) for before, link in reversed(self.nearer[here])]


def paths(neighbors: Neighbors, start: int, goal: int, most: int = 1) -> list[list[Step]]:
    """The shortest paths between two entries, at most ``most``; of equally long ones those over stronger kinds first.

    Beside the shortest there are some that are one link longer, where ``most`` has room for them. None where the entries are not
    connected within ``MOST_WALKED`` entries; one without steps where they are the same.
    """
    if start == goal:
        return [[]]
    ours, theirs = _Side(start), _Side(goal)
    while not ours.distance.keys() & theirs.distance.keys():
        side = min((ours, theirs), key=lambda side: len(side.rim))
        if not side.rim or len(ours.distance) + len(theirs.distance) > MOST_WALKED:
            return []
        side.grow(neighbors)
    if not ours.links:
        ours.grow(neighbors)
    shortest = min(ours.distance[entry] + theirs.distance[entry] for entry in ours.distance.keys() & theirs.distance.keys())
    found = list(_between(ours, theirs, shortest, 50 * most))
    if len(found) < most:
        min((ours, theirs), key=lambda side: len(side.rim)).grow(neighbors)
        found += _between(ours, theirs, shortest + 1, 50 * most)
    unlike: dict[tuple[int, ...], list[Step]] = {}
    for path in sorted(found, key=lambda path: (len(path), sum(_WEAKNESS.get(step.kind, 0) for step in path))):
        unlike.setdefault(tuple(step.target for step in path), path)
    return list(unlike.values())[:most]


def _between(ours: _Side, theirs: _Side, length: int, most: int) -> Iterator[list[Step]]:
    """Paths of this length that no entry stands on twice: a way from the start, a link across, a way to the goal."""
    found = 0
    for entry, links in ours.links.items():
        for link in links:
            if theirs.distance.get(link[1], length) + ours.distance[entry] + 1 != length:
                continue
            for before in ours.chains(entry):
                for after in theirs.chains(link[1]):
                    steps = [Step(source, kind, target, why) for source, (kind, target, why) in [*before, (entry, link)]]
                    back = [Step(target, INVERSES[kind], source, why) for source, (kind, target, why) in reversed(after)]
                    path = steps + back
                    if len({step.target for step in path} | {path[0].source}) == length + 1:
                        yield path
                        found += 1
                    if found == most:
                        return


def first_to_read(neighbors: Neighbors, goal: int, known: Iterable[int] = (), most: int = 40) -> tuple[list[int], int]:
    """What to understand before an entry, in order, ending at it: its prerequisites and, after them, its broader kinds.

    Nothing stands before what it rests on itself; a circle is cut where it closes. Of several that an entry rests on, the one that
    itself rests on most comes first: so the ground that they share is laid before what stands on a part of it. What is known, with
    all that it rests on, is left out. Beside the list stands how many entries beyond ``most`` were left out: the farthest.
    """
    passed: set[int] = set()
    for entry in known:
        passed.update(rests_on(neighbors, entry))
    passed.discard(goal)
    rests = rests_on(neighbors, goal)
    wanted = [entry for entry in rests if entry not in passed]
    kept = {entry: [other for other in rests[entry] if other not in passed] for entry in wanted[:most]}
    weight = {entry: _number_below(kept, entry) for entry in kept}
    order: list[int] = []
    started: set[int] = set()
    waiting: list[tuple[int, bool]] = [(goal, False)]
    while waiting:
        entry, is_done = waiting.pop()
        if is_done:
            order.append(entry)
        elif entry not in started:
            started.add(entry)
            waiting.append((entry, True))
            heaviest = sorted((other for other in kept[entry] if other in kept), key=weight.__getitem__, reverse=True)
            if entry == goal:
                heaviest.sort(key=lambda other: rests[goal][other] == "broader")
            waiting += [(other, False) for other in reversed(heaviest)]
    return order, len(wanted) - len(kept)


def _number_below(kept: Mapping[int, Sequence[int]], entry: int) -> int:
    """How many of the entries that are kept one rests on, in any number of steps."""
    found = {entry}
    waiting = [entry]
    while waiting:
        farther = [other for other in kept[waiting.pop()] if other in kept and other not in found]
        found.update(farther)
        waiting += farther
    return len(found)


def rests_on(neighbors: Neighbors, goal: int) -> dict[int, dict[int, NeighborKind]]:
    """Everything that an entry rests on, itself included, nearest first, each with what it rests on at once, and how.

    Prerequisites stand before broader kinds. What is beyond some 5,000 entries is not looked for.
    """
    rests: dict[int, dict[int, NeighborKind]] = {}
    level = [goal]
    while level and len(rests) < _MOST_BELOW:
        links = neighbors(level)
        for entry in level:
            rests[entry] = {}
            for wanted in RESTS:
                for kind, other, _ in links.get(entry, ()):
                    if kind == wanted:
                        rests[entry].setdefault(other, kind)
        level = list(dict.fromkeys(other for entry in level for other in rests[entry] if other not in rests))
    for entry in level:
        rests.setdefault(entry, {})
    return rests


def ancestors(neighbors: Neighbors, entry: int) -> dict[int, int]:
    """The broader kinds of an entry, in any number of steps, nearest first, each with the number of steps."""
    found: dict[int, int] = {}
    level, steps = [entry], 0
    while level:
        steps += 1
        links = neighbors(level)
        level = list(
            dict.fromkeys(
                other
                for one in level
                for kind, other, _ in links.get(one, ())
                if kind == "broader" and other not in found and other != entry
            )
        )
        found.update(dict.fromkeys(level, steps))
    return found


def forest(broader: Mapping[int, Sequence[int]]) -> dict[int | None, list[int]]:
    """A hierarchy as trees: the entries right below each, and under None the tops.

    Given are some entries, each with its broader kinds. Each stands once, below the first of those that is given too; a circle is
    cut above the one of it that is given first.
    """
    above = {entry: next((kind for kind in kinds if kind in broader and kind != entry), None) for entry, kinds in broader.items()}
    settled: set[int] = set()
    for entry in broader:
        passed: set[int] = set()
        here: int | None = entry
        while here is not None and here not in settled and here not in passed:
            passed.add(here)
            here = above[here]
        if here in passed and here is not None:
            above[here] = None
        settled |= passed
    trees: dict[int | None, list[int]] = {}
    for entry, kind in above.items():
        trees.setdefault(kind, []).append(entry)
    return trees


def numbers_below(trees: Mapping[int | None, Sequence[int]]) -> dict[int, int]:
    """How many entries stand below each in such trees, in any number of steps."""
    order: list[int] = list(trees.get(None, ()))
    for entry in order:
        order += trees.get(entry, ())
    below: dict[int, int] = {}
    for entry in reversed(order):
        below[entry] = sum(1 + below[other] for other in trees.get(entry, ()))
    return below
