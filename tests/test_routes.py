"""The chains that connect two terms, and what to understand before one: what is found, and how it is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args

import jsonschema
import msgspec
import pytest

from conftest import Run
from glosscli import relations, routes, schemas, store
from glosscli.model import NeighborKind
from glosscli.render import words
from glosscli.replies import Reading, Route

if TYPE_CHECKING:
    from pathlib import Path

Gloss = Callable[..., Run]

INVERTED = {"narrower", "has_part", "leads_to", "mitigates", "supersedes"}
HOUSE = """\
name: house
entries:
  - term: House
    level: beginner
    definition: A building to live in.
    relations:
      - {kind: prerequisite, to: wall, why: It stands on walls.}
      - {kind: broader, to: building, why: It is one that people live in.}
  - term: Wall
    definition: An upright side of a room.
    relations:
      - {kind: prerequisite, to: brick, why: It is laid of bricks.}
      - {kind: alternative_to, to: fence, why: It also keeps the wind out.}
  - term: Brick
    definition: A burnt block of clay.
  - term: Fence
    definition: A row of posts and boards.
  - term: Building
    definition: Something that is built.
  - term: Hen
    definition: What came first.
    relations:
      - {kind: prerequisite, to: egg, why: It hatches from one.}
  - term: Egg
    definition: What came first, too.
    relations:
      - {kind: prerequisite, to: hen, why: It is laid by one.}
  - {term: Seal, definition: An animal., aliases: [stamp]}
  - {term: Stamp, slug: postage, definition: A paper on a letter., aliases: [seal of the post]}
"""
TEAM = """\
name: team
entries:
  - term: Release train
    definition: A fixed day on which models go out.
    relations:
      - {kind: prerequisite, to: deployment, why: What leaves on it are deployments.}
  - extends: hallucination
    relations:
      - {kind: mitigated_by, to: release-train, why: It waits for a reviewer on that day.}
"""


@pytest.fixture
def house(tmp_path: Path) -> str:
    """A small glossary of other things, to be asked alone."""
    path = tmp_path / "house.yaml"
    path.write_text(HOUSE, encoding="utf-8")
    return str(path)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A glossary of a team in the folder of the run, over the bundled one."""
    (tmp_path / "glossary.yaml").write_text(TEAM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def value(told: Run, name: str) -> dict[str, Any]:
    """The one JSON object of a run, held against the published schema and against the model, to the byte."""
    (line,) = told.out.splitlines()
    found: dict[str, Any] = json.loads(line)
    jsonschema.validate(found, {**schemas.answers(), "$ref": f"#/$defs/{name}"})
    model = {"Route": Route, "Reading": Reading}[name]
    assert msgspec.json.encode(msgspec.json.decode(line, type=model)).decode() == line
    return found


# What connects two terms.


def test_chain_is_told_as_sentences_from_the_side_that_wrote_the_relation(gloss: Gloss, house: str) -> None:
    told = gloss("path", "fence", "building", "-g", house, "--only")
    assert told == Run(
        "From Fence to Building: 3 steps\n\n"
        "  1. Wall is an alternative to Fence: It also keeps the wind out.\n"
        "  2. To understand House, first understand Wall: It stands on walls.\n"
        "  3. House is a kind of Building: It is one that people live in.\n",
        "",
        0,
    )


def test_chain_in_json_says_kind_reason_and_who_wrote_it(gloss: Gloss, house: str) -> None:
    found = value(gloss("path", "fence", "house", "--json", "-g", house, "--only"), "Route")
    assert (found["query"], found["found"], found["from"]["slug"], found["to"]["term"]) == (
        ["fence", "house"],
        True,
        "fence",
        "House",
    )
    ((first, second),) = found["paths"]
    assert (first["source"], first["kind"], first["target"], first["written_by"]) == ("fence", "alternative_to", "wall", "wall")
    assert (second["kind"], second["why"], second["written_by"]) == ("leads_to", "It stands on walls.", "house")


def test_every_kind_is_a_sentence_whose_subject_wrote_the_relation() -> None:
    assert list(words.SENTENCES) == list(words.KINDS) == list(get_args(NeighborKind))
    for kind, inverse in relations.INVERSES.items():
        from_a = words.sentence(routes.Step("a", "A", kind, "b", "B", "", "a" if kind not in INVERTED else "b"))
        from_b = words.sentence(routes.Step("b", "B", inverse, "a", "A", "", "a" if kind not in INVERTED else "b"))
        assert from_a == from_b
        assert re.match(r"(To understand )?A\b" if kind not in INVERTED else r"(To understand )?B\b", from_a)


def test_all_shows_the_few_best_and_the_first_is_the_one_that_is_told(gloss: Gloss) -> None:
    best = value(gloss("path", "gradient descent", "rag", "--json"), "Route")["paths"]
    every = value(gloss("path", "gradient descent", "rag", "--json", "--all"), "Route")["paths"]
    assert (len(best), len(every), every[0]) == (1, 5, best[0])
    for path in every:
        assert (path[0]["source"], path[-1]["target"]) == ("gradient-descent", "retrieval-augmented-generation")
        assert all(one["target"] == other["source"] for one, other in pairwise(path))
    told = gloss("path", "gradient descent", "rag", "-a").out
    assert len(re.findall(r"^Over .+:$", told, re.MULTILINE)) == 5


@pytest.mark.parametrize(
    "line", [["gradient", "descent", "rag"], ["rag", "gradient", "descent"], ["gradient descent", "rag"], ["GD", "rag"]]
)
def test_more_than_two_words_are_cut_where_both_halves_are_terms(gloss: Gloss, line: list[str]) -> None:
    told = gloss("path", *line)
    assert re.match(r"From (Gradient descent|Retrieval-augmented generation) to ", told.out)
    assert (told.err, told.code) == ("", 0)


@pytest.mark.parametrize(
    "line", [["rag"], ["rag", ""], ["rag", "zzzz", "yyyy"], ["a", "machine", "learning", "model", "evaluation"]]
)
def test_line_that_is_not_two_terms_is_wrong_usage(gloss: Gloss, line: list[str]) -> None:
    told = gloss("path", *line)
    assert (told.out, told.code) == ("", 2)
    assert re.fullmatch(r'gloss: gloss path takes two terms; .+ in quotes\n  such as: gloss path ".+" ".+"\n', told.err)


@pytest.mark.parametrize("format", ["plain", "terminal", "markdown"])
def test_guess_is_marked_where_a_person_reads_a_route(gloss: Gloss, format: str) -> None:
    told = gloss("path", "halucination", "attention", "--format", format)
    assert "a guess" in told.out
    assert "a guess" not in gloss("path", "hallucination", "attention", "--format", format).out
    assert "a guess" in gloss("path", "hallucination", "halucination", "--format", format).out
    assert "a guess" in gloss("learn", "transfromer", "--format", format).out


def test_misspelt_ends_say_so_in_json(gloss: Gloss) -> None:
    found = value(gloss("path", "halucination", "rag", "--json"), "Route")
    assert (found["from"]["match"]["rung"], found["to"]["match"]["rung"]) == ("spelling", "exact")
    assert found["from"]["match"]["score"] < 1


def test_end_that_is_not_found_is_told_and_is_exit_code_1(gloss: Gloss) -> None:
    told = gloss("path", "zzzz", "halucination", "--exact", "--json")
    found = value(told, "Route")
    assert (found["found"], found["from"]["slug"], found["to"]["slug"], found["paths"]) == (False, None, None, [])
    assert told.err == (
        'gloss: no entry for "zzzz"\n  gloss list shows every term\n'
        'gloss: no entry for "halucination"\n  gloss list shows every term\n'
    )
    assert told.code == 1
    assert gloss("path", "zzzz", "rag").out == ""


def test_terms_that_nothing_connects_are_exit_code_1(gloss: Gloss, house: str) -> None:
    told = gloss("path", "hen", "brick", "-g", house, "--only")
    assert told == Run("", 'gloss: no chain of relations connects "hen" and "brick"\n  gloss related hen\n', 1)
    found = value(gloss("path", "hen", "brick", "--json", "-g", house, "--only"), "Route")
    assert (found["found"], found["from"]["slug"], found["paths"]) == (False, "hen", [])


def test_two_names_of_one_entry_are_one_line(gloss: Gloss) -> None:
    told = gloss("path", "rag", "Retrieval-augmented generation")
    assert told == Run('"rag" and "Retrieval-augmented generation" are one entry: Retrieval-augmented generation\n', "", 0)
    assert value(gloss("path", "rag", "RAG", "--json"), "Route")["paths"] == [[]]


def test_label_of_two_entries_is_taken_for_one_and_the_other_is_told(gloss: Gloss) -> None:
    told = gloss("path", "cv", "attention", "--json")
    end = value(told, "Route")["from"]
    assert {end["slug"], *end["others"]} == {"computer-vision", "cross-validation"}
    assert re.fullmatch(r'gloss: "cv" is taken for \S.+; it also names .+\n', told.err)
    assert told.code == 0


# What to understand first.


def test_reading_list_ends_at_the_term_with_a_reason_for_each_step(gloss: Gloss, house: str) -> None:
    told = gloss("learn", "house", "-g", house, "--only")
    assert told == Run(
        "To understand House: 4 steps\n\n"
        "  1. Brick: A burnt block of clay.\n"
        "    For Wall: It is laid of bricks.\n"
        "  2. Wall: An upright side of a room.\n"
        "    For House: It stands on walls.\n"
        "  3. Building: Something that is built.\n"
        "    For House, a kind of it: It is one that people live in.\n"
        "  4. House (beginner): A building to live in.\n",
        "",
        0,
    )


def test_reading_list_in_json_says_what_each_step_is_needed_by(gloss: Gloss, house: str) -> None:
    found = value(gloss("learn", "house", "--json", "-g", house, "--only"), "Reading")
    assert [(step["slug"], [need["slug"] for need in step["needed_by"]]) for step in found["steps"]] == [
        ("brick", ["wall"]),
        ("wall", ["house"]),
        ("building", ["house"]),
        ("house", []),
    ]
    assert (found["to"]["slug"], found["steps"][2]["needed_by"][0]["kind"], found["left_out"]) == ("house", "broader", 0)


@pytest.mark.parametrize(
    ("known", "slugs", "title", "aside"),
    [
        (["wall"], ["building", "house"], "To understand House, knowing Wall: 2 steps", []),
        (
            ["wal", "building"],
            ["house"],
            'knowing Wall [a guess for "wal"], Building: 1 step, as it rests on nothing else that is',
            [],
        ),
        (["fence"], ["brick", "wall", "building", "house"], "To understand House, knowing Fence: 4 steps", ["fence"]),
        (["house"], ["house"], "To understand House, knowing House: 1 step", []),
    ],
)
def test_what_is_known_is_left_out_with_all_that_it_rests_on(
    gloss: Gloss, house: str, known: list[str], slugs: list[str], title: str, aside: list[str]
) -> None:
    options = [option for one in known for option in ("--from", one)]
    found = value(gloss("learn", "house", *options, "--json", "-g", house, "--only"), "Reading")
    assert ([step["slug"] for step in found["steps"]], found["aside"]) == (slugs, aside)
    told = gloss("learn", "house", *options, "-g", house, "--only")
    assert title in told.out.splitlines()[0]
    assert ("is not on the way to House" in told.err, told.code) == (bool(aside), 0)


def test_known_term_that_is_not_found_is_told_and_the_rest_is_shown(gloss: Gloss, house: str) -> None:
    told = gloss("learn", "house", "--from", "zzzz", "-g", house, "--only")
    assert told.out.startswith("To understand House: 4 steps\n")
    assert (told.err, told.code) == ('gloss: no entry for "zzzz"\n  gloss list shows every term\n', 1)


def test_term_that_rests_on_nothing_stands_alone(gloss: Gloss, house: str) -> None:
    told = gloss("learn", "brick", "-g", house, "--only")
    assert told.out == "To understand Brick: 1 step, as it rests on nothing else\n\n  1. Brick: A burnt block of clay.\n"


def test_circle_is_cut_where_it_closes(gloss: Gloss, house: str) -> None:
    found = value(gloss("learn", "hen", "--json", "-g", house, "--only"), "Reading")
    assert [(step["slug"], [need["slug"] for need in step["needed_by"]]) for step in found["steps"]] == [
        ("egg", ["hen"]),
        ("hen", []),
    ]


def test_list_that_is_too_long_keeps_the_nearest_and_says_how_to_see_more(gloss: Gloss) -> None:
    told = gloss("learn", "transformer", "--limit", "3", "--format", "terminal")
    assert told.out.startswith("To understand Transformer: 3 steps, 12 farther left out\n")
    assert "gloss learn transformer --limit 15" in " ".join(told.out.split())
    found = value(gloss("learn", "transformer", "--limit", "3", "--json"), "Reading")
    assert (len(found["steps"]), found["steps"][-1]["slug"], found["left_out"]) == (3, "transformer", 12)


def test_miss_is_one_object_words_on_stderr_and_exit_code_1(gloss: Gloss) -> None:
    told = gloss("learn", "zzzz", "--json")
    found = value(told, "Reading")
    assert (found["query"], found["found"], found["steps"]) == ("zzzz", False, [])
    assert told.err.startswith('gloss: no entry for "zzzz"\n')
    assert (told.code, gloss("learn", "zzzz").out) == (1, "")


@pytest.mark.parametrize("line", [["learn", ""], ["learn", "rag", "--from", " "]])
def test_empty_term_is_wrong_usage(gloss: Gloss, line: list[str]) -> None:
    told = gloss(*line)
    assert (told.out, told.code) == ("", 2)
    assert told.err.startswith("gloss: the term is empty\n  name one, such as: gloss learn ")


# Over all of it.


@pytest.mark.parametrize("width", ["40", "80"])
@pytest.mark.parametrize("line", [["path", "halucination", "gdpr", "--all"], ["learn", "transformer", "--from", "parameter"]])
def test_ways_fit_a_window(gloss: Gloss, monkeypatch: pytest.MonkeyPatch, line: list[str], width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    told = gloss(*line, "--format", "terminal")
    assert max(map(len, told.out.splitlines())) <= int(width)
    assert "next: gloss define " in told.out


@pytest.mark.usefixtures("project")
def test_ways_lead_across_glossaries(gloss: Gloss) -> None:
    told = gloss("path", "release train", "hallucination")
    assert "  1. Hallucination is mitigated by Release train: It waits for a reviewer on that day.\n" in told.out
    found = value(gloss("path", "hallucination", "release train", "--json"), "Route")
    ((step,),) = found["paths"]
    assert (step["kind"], step["written_by"], found["glossary"], found["to"]["glossary"]) == (
        "mitigated_by",
        "hallucination",
        "team",
        "team",
    )
    steps = value(gloss("learn", "release train", "--json"), "Reading")["steps"]
    assert [(step["slug"], step["glossary"]) for step in steps][-2:] == [("deployment", "ai"), ("release-train", "team")]
    assert steps[-2]["level"] == "beginner"


@pytest.mark.usefixtures("project")
def test_relation_that_is_its_own_inverse_is_told_from_its_writer_in_layers_as_in_one(gloss: Gloss) -> None:
    alone = "Evolutionary algorithm is an alternative to Gradient descent: "
    assert alone in gloss("path", "gradient descent", "evolutionary algorithm").out
    assert alone in gloss("path", "evolutionary algorithm", "gradient descent").out


def test_transformer_is_taught_from_the_ground_up() -> None:
    with store.open_glossary() as glossary:
        slugs = [lesson.slug for lesson in routes.learn(glossary, "transformer").lessons]
    assert slugs[:4] == ["algorithm", "artificial-intelligence", "ai-model", "machine-learning"]
    assert slugs[4:7] == ["parameter", "neural-network", "deep-learning"]
    assert slugs[7:10] == ["natural-language-processing", "token", "embedding"]
    assert slugs[10:] == ["probability-distribution", "activation-function", "softmax", "attention", "transformer"]


def test_no_bundled_list_names_an_entry_before_what_it_rests_on() -> None:
    with store.open_glossary() as glossary:
        for slug in glossary.all_slugs():
            reading = routes.learn(glossary, slug)
            order = [lesson.slug for lesson in reading.lessons]
            assert (order[-1], reading.left_out) == (slug, 0)
            for place, lesson in enumerate(reading.lessons):
                assert all(order.index(need.slug) > place for need in lesson.needed_by)
                assert bool(lesson.needed_by) == (lesson.slug != slug)
