"""Surroundings as a sheet: by the kind of relation, nearest first, or as a tree."""

from __future__ import annotations

from glosscli.render import words
from glosscli.render.sheet import Line, Section, Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from glosscli.relations import Branch
    from glosscli.surroundings import Surroundings


def sheet(around: Surroundings, as_tree: bool) -> Sheet | None:
    """What stands around the entry; None where none was found."""
    page = around.answer.entry
    if around.tree is None or page is None:
        return None
    title = words.title(page) + words.mark(around.answer.match, around.answer.query)
    if not around.tree.branches:
        return Sheet(title, [Section("", [Line("", "no related terms")])])
    parts = [Section("", [_tree(around, around.tree)], is_tree=True)] if as_tree else [*_by_kind(around), *_farther(around)]
    if around.left_out and not as_tree:
        parts.append(Section("", [Line("", f"{around.left_out} more have no room here; --limit makes some")]))
    nearest = around.node(around.tree.branches[0]).slug
    return Sheet(title, parts, [f"gloss define {nearest}", f"gloss path {page.slug} {nearest}"])


def _by_kind(around: Surroundings) -> list[Section]:
    """What is one relation away."""
    assert around.tree is not None
    groups: dict[str, list[Line]] = {}
    for branch in around.tree.branches:
        node = around.node(branch)
        groups.setdefault(branch.kind or "", []).append(Line(node.term, branch.why, node.definition))
    return [Section(heading, groups[kind]) for kind, heading in words.KINDS.items() if kind in groups]


def _farther(around: Surroundings) -> list[Section]:
    """What is more than one relation away, by distance, each with the one that it was reached from."""
    assert around.tree is not None
    groups: dict[int, list[Line]] = {}
    for branch in around.tree.walk():
        for below in branch.branches if branch.depth else ():
            said = f"{around.node(branch).term}, {words.BRANCHES[below.kind or 'see_also']}: {below.why}"
            groups.setdefault(below.depth, []).append(Line(around.node(below).term, "", said))
    return [Section(f"{depth} relations away", groups[depth]) for depth in sorted(groups)]


def _tree(around: Surroundings, branch: Branch) -> Line:
    """A branch with all below it, each saying its kind."""
    below = [_tree(around, one) for one in branch.branches]
    if branch.left_out:
        below.append(Line("", f"and {branch.left_out} more"))
    if branch.kind is None:
        return Line("", _how_many(around), lines=below)
    return Line(words.BRANCHES[branch.kind], around.node(branch).term, lines=below)


def _how_many(around: Surroundings) -> str:
    """How many entries are shown, and how many of them all where some have no room."""
    shown = len(around.nodes) - 1
    return f"{shown} related {'term' if shown == 1 else 'terms'}" + (
        f", {around.left_out} more left out" if around.left_out else ""
    )
