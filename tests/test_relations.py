"""Following relations, on glossaries that are drawn in a few words."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosscli import relations, store
from glosscli.model import NeighborKind
from glosscli.relations import INVERSES

if TYPE_CHECKING:
    from glosscli.relations import Neighbors, Triple


def drawn(*links: str) -> Neighbors:
    """The neighbors in a drawing such as "1 broader 2": both directions, what an entry writes itself first."""
    own: dict[int, list[Triple]] = {}
    inverse: dict[int, list[Triple]] = {}
    for source, kind, target in (link.split() for link in links):
        known = next(name for name in INVERSES if name == kind)
        own.setdefault(int(source), []).append((known, int(target), f"{source} to {target}"))
        inverse.setdefault(int(target), []).append((INVERSES[known], int(source), f"{source} to {target}"))

    def neighbors(entries: Collection[int]) -> dict[int, list[Triple]]:
        return {entry: own.get(entry, []) + inverse.get(entry, []) for entry in entries}

    return neighbors


CIRCLE = drawn("1 broader 2", "2 used_with 3", "3 see_also 1", "3 prerequisite 4", "4 part_of 5")


def shown(branch: relations.Branch) -> str:
    """A tree as "entry(kind entry ...)"."""
    below = " ".join(f"{one.kind}:{shown(one)}" for one in branch.branches)
    more = f" +{branch.left_out}" if branch.left_out else ""
    return f"{branch.entry}({below}{more})" if below or more else str(branch.entry)


@pytest.mark.parametrize(
    ("depth", "most", "kinds", "tree"),
    [
        (1, 10, (), "1(broader:2 see_also:3)"),
        (2, 10, (), "1(broader:2 see_also:3(prerequisite:4))"),
        (9, 10, (), "1(broader:2 see_also:3(prerequisite:4(part_of:5)))"),
        (9, 10, ("broader", "used_with"), "1(broader:2(used_with:3))"),
        (9, 1, (), "1(broader:2 +1)"),
        (2, 2, (), "1(broader:2 see_also:3( +1))"),
        (0, 10, (), "1"),
    ],
)
def test_neighborhood_shows_each_entry_once_where_it_is_nearest(
    depth: int, most: int, kinds: Collection[NeighborKind], tree: str
) -> None:
    assert shown(relations.neighborhood(CIRCLE, 1, depth, most, kinds)) == tree


@pytest.mark.parametrize(
    ("start", "goal", "most", "told"),
    [
        (1, 1, 1, ["[]"]),
        (1, 2, 1, ["[1 -broader> 2]"]),
        (2, 1, 1, ["[2 -narrower> 1]"]),
        (1, 4, 1, ["[1 -see_also> 3, 3 -prerequisite> 4]"]),
        (5, 1, 1, ["[5 -has_part> 4, 4 -leads_to> 3, 3 -see_also> 1]"]),
        (1, 4, 5, ["[1 -see_also> 3, 3 -prerequisite> 4]", "[1 -broader> 2, 2 -used_with> 3, 3 -prerequisite> 4]"]),
        (1, 9, 1, []),
    ],
)
def test_paths_are_the_shortest_first(start: int, goal: int, most: int, told: list[str]) -> None:
    assert [str(path) for path in relations.paths(CIRCLE, start, goal, most)] == told


def test_of_two_equally_long_paths_the_one_over_stronger_kinds_is_told() -> None:
    neighbors = drawn("1 see_also 2", "2 see_also 4", "1 part_of 3", "3 broader 4")
    assert str(relations.paths(neighbors, 1, 4)) == "[[1 -part_of> 3, 3 -broader> 4]]"


def test_chain_of_any_length_is_walked() -> None:
    neighbors = drawn(*(f"{number} see_also {number + 1}" for number in range(3000)))
    assert len(relations.paths(neighbors, 0, 3000)[0]) == 3000
    assert relations.first_to_read(drawn(*(f"{number} prerequisite {number + 1}" for number in range(3000))), 0)[1] == 2961


def test_reasons_stand_on_their_links_in_both_directions() -> None:
    (path,) = relations.paths(CIRCLE, 5, 3)
    assert [step.why for step in path] == ["4 to 5", "3 to 4"]


graphs = st.lists(st.tuples(st.integers(1, 9), st.sampled_from(sorted(INVERSES)), st.integers(1, 9)), max_size=25)


@given(graphs)
def test_path_is_as_short_as_can_be_and_each_link_is_there(links: list[tuple[int, str, int]]) -> None:
    neighbors = drawn(*(f"{source} {kind} {target}" for source, kind, target in links if source != target))
    for start, goal in combinations(range(1, 10), 2):
        distance = {start: 0}
        level = [start]
        while level:
            level = grown(neighbors, distance, level)
        found = relations.paths(neighbors, start, goal, 3)
        assert bool(found) == (goal in distance)
        for path in found:
            assert [path[0].source, path[-1].target] == [start, goal]
            assert all(one.target == other.source for one, other in pairwise(path))
            assert all((step.kind, step.target, step.why) in neighbors([step.source])[step.source] for step in path)
        if found:
            assert len(found[0]) == distance[goal]


def grown(neighbors: Neighbors, distance: dict[int, int], level: list[int]) -> list[int]:
    """The entries one link farther than a level."""
    farther = []
    for entry in level:
        for _, other, _ in neighbors([entry])[entry]:
            if other not in distance:
                distance[other] = distance[entry] + 1
                farther.append(other)
    return farther


READING = drawn(
    "9 prerequisite 5", "9 prerequisite 4", "9 broader 7", "5 prerequisite 2", "4 broader 3", "7 prerequisite 5", "3 see_also 8"
)


@pytest.mark.parametrize(
    ("known", "most", "order", "left_out"),
    [
        ((), 40, [2, 5, 3, 4, 7, 9], 0),
        ((5,), 40, [3, 4, 7, 9], 0),
        ((4, 7), 40, [9], 0),
        ((9,), 40, [9], 0),
        ((), 3, [5, 4, 9], 3),
    ],
)
def test_what_to_read_first_comes_before_what_rests_on_it(
    known: tuple[int, ...], most: int, order: list[int], left_out: int
) -> None:
    assert relations.first_to_read(READING, 9, known, most) == (order, left_out)


def test_ground_that_several_share_is_read_before_what_stands_on_a_part_of_it() -> None:
    """Deep learning (7) names neural network (5) first, but its other ground, machine learning (2), is the deeper one."""
    above = ("9 prerequisite 7", "9 prerequisite 8", "9 broader 5", "7 prerequisite 5", "7 broader 2", "8 prerequisite 2")
    neighbors = drawn(*above, "2 broader 1", "1 prerequisite 3", "5 prerequisite 6")
    assert relations.first_to_read(neighbors, 9) == ([3, 1, 2, 6, 5, 7, 8, 9], 0)


def test_prerequisites_of_the_goal_come_before_its_broader_kinds() -> None:
    neighbors = drawn("9 broader 2", "2 prerequisite 1", "9 prerequisite 3")
    assert relations.first_to_read(neighbors, 9) == ([3, 1, 2, 9], 0)


@given(graphs, st.integers(1, 9))
def test_reading_list_ends_at_its_goal_and_has_nothing_twice(links: list[tuple[int, str, int]], goal: int) -> None:
    neighbors = drawn(*(f"{source} {kind} {target}" for source, kind, target in links if source != target))
    order, left_out = relations.first_to_read(neighbors, goal)
    assert (order[-1], left_out, len(order)) == (goal, 0, len(set(order)))


def test_ancestors_are_told_with_their_distance() -> None:
    neighbors = drawn("1 broader 2", "2 broader 3", "1 broader 4", "3 broader 1")
    assert relations.ancestors(neighbors, 1) == {2: 1, 4: 1, 3: 2}


def test_every_pair_of_bundled_entries_has_a_path() -> None:
    """Each has one to the first entry, so each two have one over it; some pairs are walked to see it."""
    with store.open_glossary() as glossary:
        entries = [entry for slug in glossary.all_slugs() if (entry := glossary.entry(slug)) is not None]
        distance = {entries[0]: 0}
        level = [entries[0]]
        while level:
            level = grown(glossary.neighbors, distance, level)
        assert set(distance) == set(entries)
        for goal in entries[1::20]:
            assert len(relations.paths(glossary.neighbors, entries[0], goal)[0]) == distance[goal]
