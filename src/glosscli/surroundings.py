"""What stands around an entry: those it is related to, in so many steps, and every relation between them."""

from __future__ import annotations

from glosscli import relations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from glosscli.glossary import Glossary
    from glosscli.model import NeighborKind
    from glosscli.relations import Branch
    from glosscli.search import Answer

LIMIT = 60
"""How many entries are shown around one where nobody says how many."""


class Node:
    """An entry in the surroundings; ``depth`` is how many relations it is away."""

    __slots__ = ("definition", "depth", "slug", "term")

    def __init__(self, outline: dict[str, str], depth: int) -> None:
        self.slug = outline["slug"]
        self.term = outline["term"]
        self.definition = outline["definition"]
        self.depth = depth


class Edge:
    """A relation between two of them, by their slugs, as it is written: from the entry that it is told of."""

    __slots__ = ("kind", "source", "target", "why")

    def __init__(self, source: str, kind: NeighborKind, target: str, why: str) -> None:
        self.source = source
        self.kind = kind
        self.target = target
        self.why = why


class Surroundings:
    """The answer to a query and what stands around its entry: as a tree of what is nearest, and as nodes and edges.

    Without a tree nothing was found. ``left_out`` counts the entries that had no room.
    """

    __slots__ = ("_nodes", "answer", "edges", "tree")

    def __init__(self, answer: Answer, tree: Branch | None, nodes: dict[int, Node], edges: list[Edge]) -> None:
        self.answer = answer
        self.tree = tree
        self.edges = edges
        self._nodes = nodes

    @property
    def nodes(self) -> list[Node]:
        """The entries, the one that was asked for first, then the nearest."""
        return sorted(self._nodes.values(), key=lambda node: node.depth)

    @property
    def left_out(self) -> int:
        """How many entries had no room."""
        return sum(branch.left_out for branch in self.tree.walk()) if self.tree is not None else 0

    def node(self, branch: Branch) -> Node:
        """The entry of a branch of the tree."""
        return self._nodes[branch.entry]


def around(
    glossary: Glossary, answer: Answer, depth: int = 1, kinds: Collection[NeighborKind] = (), most: int = LIMIT
) -> Surroundings:
    """What stands around the entry of an answer, at most so many relations away, over all kinds or some."""
    start = glossary.entry(answer.entry.slug) if answer.entry is not None else None
    if start is None:
        return Surroundings(answer, None, {}, [])
    tree = relations.neighborhood(glossary.neighbors, start, depth, most, kinds)
    distance = {branch.entry: branch.depth for branch in tree.walk()}
    outlines = glossary.outlines(distance)
    nodes = {entry: Node(outlines[entry], depth) for entry, depth in distance.items()}
    return Surroundings(answer, tree, nodes, list(_edges(glossary, nodes, kinds)))


def _edges(glossary: Glossary, nodes: dict[int, Node], kinds: Collection[NeighborKind]) -> Iterator[Edge]:
    """Every relation between these entries, each once, as it is written."""
    told: set[tuple[frozenset[int], NeighborKind]] = set()
    for entry, links in glossary.neighbors(nodes).items():
        for kind, other, why in links:
            if other not in nodes or (kinds and kind not in kinds):
                continue
            written = relations.as_written(kind)
            if (frozenset((entry, other)), written) not in told:
                told.add((frozenset((entry, other)), written))
                source, target = (entry, other) if written == kind else (other, entry)
                yield Edge(nodes[source].slug, written, nodes[target].slug, why)
