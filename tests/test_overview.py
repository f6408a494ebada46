"""The shape of a glossary: categories, trees, what is central, and what is left out of a large one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conftest import Run
from glosscli import glossary, overview, relations, schemas, store
from glosscli.glossary import writing
from glosscli.model import Entry, Head, Relation

Gloss = Callable[..., Run]

HEAD = "name: team\ncategories: {wood: What grows, stone: What lies}\n"
FOREST = """\
  - {term: Plant, category: wood, definition: D.}
  - {term: Tree, category: wood, definition: D., relations: [{kind: broader, to: plant, why: W.}]}
  - {term: Oak, category: wood, definition: D., relations: [{kind: broader, to: tree, why: W.}]}
  - {term: Fir, category: wood, definition: D., relations: [{kind: broader, to: tree, why: W.}]}
  - {term: Coal, category: stone, definition: D., relations: [{kind: broader, to: plant, why: W.}]}
  - {term: Slate, category: stone, definition: D.}
  - {term: Word, definition: D.}
"""


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return {"$ref": "#/$defs/Map", "$defs": schemas.answers()["$defs"]}


@pytest.fixture
def forest(glossary_file: Callable[..., Path]) -> Path:
    return glossary_file(FOREST, head=HEAD)


@pytest.fixture
def chain(tmp_path: Path) -> Callable[..., glossary.Glossary]:
    """A compiled glossary of entries in one category, each a kind of the one that a function gives."""

    def compiled(number: int, above: Callable[[int], int]) -> glossary.Glossary:
        entries = [
            Entry(
                slug=f"e{index}",
                term=f"E{index}",
                definition="D.",
                category="one",
                relations=(Relation(kind="broader", to=f"e{above(index)}", why="W."),) if above(index) != index else (),
            )
            for index in range(number)
        ]
        path = str(tmp_path / "chain.db")
        writing.write(path, writing.Listed(Head(name="chain"), entries))
        return glossary.open_glossary(path)

    return compiled


@pytest.mark.parametrize(
    ("broader", "trees"),
    [
        ({1: [], 2: [1], 3: [1], 4: [2]}, {None: [1], 1: [2, 3], 2: [4]}),
        ({1: [9, 2], 2: []}, {None: [2], 2: [1]}),
        ({1: [2], 2: [1]}, {None: [1], 1: [2]}),
        ({1: [2], 2: [3], 3: [2]}, {None: [2], 2: [1, 3]}),
        ({1: [1]}, {None: [1]}),
        ({}, {}),
    ],
)
def test_forest_has_each_entry_once_and_no_circle(broader: dict[int, list[int]], trees: dict[int | None, list[int]]) -> None:
    assert relations.forest(broader) == trees
    below = relations.numbers_below(trees)
    assert below.keys() == broader.keys()
    assert sum(1 + below[top] for top in trees.get(None, ())) == len(broader)


def test_map_shows_categories_their_tops_and_what_is_central(gloss: Gloss, forest: Path) -> None:
    told = gloss("map", "--only", "-g", str(forest))
    assert (told.err, told.code) == ("", 0)
    assert (
        told.out
        == """\
team: 7 entries in 3 categories

Categories and their top entries:
  wood (4): What grows
    Plant (3 below)
  stone (2): What lies
    Coal, Slate
  no category (1)
    Word

Most central:
  1. Tree: related to 3 others · wood
  2. Plant: related to 2 others · wood
  3. Oak: related to 1 other · wood
  4. Fir: related to 1 other · wood
  5. Coal: related to 1 other · stone
"""
    )


def test_map_of_a_category_shows_its_trees_and_who_stands_alone(gloss: Gloss, forest: Path) -> None:
    told = gloss("map", "wood", "--only", "-g", str(forest))
    assert (told.err, told.code) == ("", 0)
    assert told.out.startswith(
        "wood: 4 entries · What grows\n\nFrom broad to narrow:\n  Plant\n    Tree\n      Oak\n      Fir\n\nMost central:\n"
    )
    told = gloss("map", "STONE", "--only", "-g", str(forest))
    assert "From broad to narrow:\n  Plant (in wood)\n    Coal\n\nStanding by themselves:\n  Slate\n" in told.out
    told = gloss("map", "no category", "--only", "-g", str(forest))
    assert told.out == "no category: 1 entry\n\nStanding by themselves:\n  Word\n"


def test_glossary_without_categories_is_one_group_without_a_name(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = glossary_file(
        "  - {term: A, definition: D.}\n  - {term: B, definition: D., relations: [{kind: broader, to: a, why: W.}]}\n"
    )
    told = gloss("map", "--only", "-g", str(path))
    assert (told.err, told.code) == ("", 0)
    assert told.out.startswith("no category: 2 entries\n\nFrom broad to narrow:\n  A\n    B\n")
    assert json.loads(gloss("map", "--json", "--only", "-g", str(path)).out)["category"]["name"] is None


@pytest.mark.parametrize(
    ("category", "words", "hint"),
    [
        ("saftey", 'no category "saftey"; did you mean: safety', "gloss map safety"),
        ("neural", 'no category "neural"; did you mean: neural-networks', "gloss map neural-networks"),
        ("zzzz", 'no category "zzzz"', "gloss map shows every category"),
        ("rag", 'no category "rag"', 'gloss related "rag"'),
    ],
)
def test_category_that_is_not_known_is_a_miss(gloss: Gloss, schema: dict[str, Any], category: str, words: str, hint: str) -> None:
    told = gloss("map", category)
    assert (told.out, told.err, told.code) == ("", f"gloss: {words}\n  {hint}\n", 1)
    told = gloss("map", category, "--json")
    (found,) = map(json.loads, told.out.splitlines())
    jsonschema.validate(found, schema)
    assert (found["query"], found["found"], told.code) == (category, False, 1)
    assert found["suggestions"] == ([] if "mean" not in words else [words.rpartition(" ")[2]])


def test_word_after_map_that_makes_a_term_with_it_is_told(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = glossary_file("  - {term: Map reduce, definition: D.}\n")
    told = gloss("map", "reduce", "-g", str(path))
    assert (told.out, told.code) == ("", 1)
    assert told.err == 'gloss: no category "reduce"\n  gloss define "map reduce"\n'


def test_empty_category_is_wrong_usage(gloss: Gloss) -> None:
    told = gloss("map", " ")
    assert (told.out, told.err, told.code) == ("", "gloss: the category is empty\n  gloss map shows every category\n", 2)


def test_term_called_map_is_defined(gloss: Gloss) -> None:
    assert "Mean average precision (mAP)" in gloss("define", "map").out
    assert "Mean average precision (mAP)" in gloss("mAP").out
    assert "gloss define map" in " ".join(gloss("map", "--help").out.split())


@pytest.mark.parametrize("category", [None, *sorted(["safety", "Neural Networks", "reinforcement_learning"])])
def test_json_is_one_object_of_the_published_shape(gloss: Gloss, schema: dict[str, Any], category: str | None) -> None:
    told = gloss("map", *filter(None, [category]), "--json")
    (found,) = map(json.loads, told.out.splitlines())
    jsonschema.validate(found, schema)
    assert (found["query"], found["found"], told.err, told.code) == (category, True, "", 0)
    assert len(found["central"]) == (10 if category is None else 5)


def shown(branches: list[dict[str, Any]]) -> list[str]:
    return [slug for one in branches for slug in ([one["slug"]] if not one["category"] else []) + shown(one["narrower"])]


def test_every_bundled_entry_stands_once_on_the_map_of_its_category(gloss: Gloss) -> None:
    with store.open_glossary() as opened:
        every = sorted(opened.all_slugs())
        counts = opened.counts()
    found: list[str] = []
    for name, number in counts.items():
        drawn = json.loads(gloss("map", name, "--json").out)
        here = shown(drawn["tree"]) + [one["slug"] for one in drawn["alone"]]
        assert (len(here), drawn["left_out"]) == (number, 0)
        found += here
    assert sorted(found) == every


@pytest.mark.parametrize(
    ("above", "limit", "tree", "left_out"),
    [
        (lambda index: max(index - 1, 0), 100, ["e0(e1(e2(e3(e4(e5(e6(e7(e8(e9(e10(e11+38)))))))))))"], 38),
        (lambda index: 0, 4, ["e0(e1 e2 e3+46)"], 46),
        (lambda index: index, 4, [], 46),
        (lambda index: index - index % 2, 3, ["e0+1", "e2+1", "e4+1"], 47),
        (lambda index: (index + 1) % 3 if index < 3 else index, 3, ["e0(e2(e1))"], 47),
    ],
)
def test_large_tree_is_cut_and_what_is_left_out_is_counted(
    chain: Callable[..., glossary.Glossary], above: Callable[[int], int], limit: int, tree: list[str], left_out: int
) -> None:
    def told(branch: overview.Branch) -> str:
        more = f"+{branch.left_out}" if branch.left_out else ""
        below = " ".join(map(told, branch.narrower)) + more
        return f"{branch.slug}({below})" if branch.narrower else branch.slug + more

    with chain(50, above) as opened:
        drawn = overview.of_category(opened, "one", limit)
    assert [*map(told, drawn.tree)] == tree
    assert drawn.left_out == left_out
    assert len(drawn.alone) == (4 if not tree else 0)


def test_only_so_many_entries_are_looked_at(chain: Callable[..., glossary.Glossary], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "CONSIDERED", 10)
    with chain(50, lambda index: 0) as opened:
        drawn = overview.of_category(opened, "one", 10)
    assert drawn.tree[0].slug == "e0"
    assert (len(drawn.tree[0].narrower), drawn.left_out) == (9, 40)
    assert drawn.central[0].neighbors == 49


def test_what_is_not_shown_is_told(gloss: Gloss, forest: Path) -> None:
    told = gloss("map", "wood", "--limit", "2", "--only", "-g", str(forest))
    assert "  Plant\n    Tree\n      and 2 more\n\nNot shown:\n  2 entries; --limit shows more\n" in told.out


def test_categories_beyond_the_limit_are_counted(gloss: Gloss, forest: Path) -> None:
    told = gloss("map", "--limit", "1", "--only", "-g", str(forest))
    assert told.out.startswith("team: 7 entries in 3 categories\n\n")
    assert "    Plant (3 below)\n  and 2 more\n" in told.out


def test_map_is_drawn_over_all_layers(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = glossary_file(
        "  - {term: Gate, category: safety, definition: D., relations: [{kind: broader, to: red-teaming, why: W.}]}\n"
        "  - {term: Ours, definition: D.}\n"
        "  - {slug: jailbreak, term: Jailbreak, category: doors, definition: Ours.}\n"
        "  - {extends: fine-tuning, aliases: [tuning night]}\n",
        head="name: team\nhide: [privacy]\ncategories: {safety: What keeps us safe}\n",
    )
    alone = json.loads(gloss("map", "--json").out)
    found = json.loads(gloss("map", "--json", "-g", str(path)).out)
    assert found["entries"] == alone["entries"] + 2 - 1
    numbers = {one["name"]: one["entries"] for one in found["categories"]}
    before = {one["name"]: one["entries"] for one in alone["categories"]}
    assert numbers == {**before, "safety": before["safety"] - 1, "doors": 1, None: 1}
    assert next(one["description"] for one in found["categories"] if one["name"] == "safety") == "What keeps us safe"
    drawn = json.loads(gloss("map", "safety", "--json", "-g", str(path)).out)
    slugs = shown(drawn["tree"]) + [one["slug"] for one in drawn["alone"]]
    assert "gate" in slugs
    assert not {"jailbreak", "privacy"}.intersection(slugs)
    assert (len(slugs), drawn["left_out"]) == (numbers["safety"], 0)


@pytest.mark.parametrize("line", [[], ["neural-networks"], ["safety"]])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_map_fits_its_window(gloss: Gloss, monkeypatch: pytest.MonkeyPatch, line: list[str], width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    told = gloss("map", *line, "--format", "terminal")
    assert (told.err, told.code) == ("", 0)
    lines = told.out.splitlines()
    assert max(map(len, lines)) <= width
    assert all(" ─" in line for line in lines if line.startswith("╭")), "a heading is cut"
    assert "next: gloss " in told.out


def test_arguments_are_completed(gloss_process: Callable[..., Run]) -> None:
    told = gloss_process(_GLOSS_COMPLETE="complete_bash", COMP_WORDS="gloss map saf", COMP_CWORD="2")
    assert told.out.split() == ["safety"]
    told = gloss_process(_GLOSS_COMPLETE="complete_bash", COMP_WORDS="gloss compare rag retrieval-a", COMP_CWORD="3")
    assert "retrieval-augmented-generation" in told.out.split()
