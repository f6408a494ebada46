"""Two or three terms side by side: how they differ, what they share, and what is told where one is not known."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conftest import Run
from glosscli import comparisons, schemas, store
from glosscli.comparisons import Comparison

Gloss = Callable[..., Run]

KITCHEN = """\
  - {term: Tool, definition: A thing to work with.}
  - term: Pan
    definition: A flat thing to fry in.
    level: beginner
    in_practice: It browns what lies in it.
    applications: [{area: Breakfast, use: Fries an egg.}, {area: Supper, use: Fries a fish.}]
    confusions: [{with: pot, difference: A pan is flat.}]
    relations:
      - {kind: broader, to: vessel, why: It holds things.}
      - {kind: used_with, to: stove, why: It gets hot there.}
      - {kind: part_of, to: kitchen, why: It hangs there.}
  - term: Pot
    abbreviation: PT
    definition: A deep thing to boil in.
    takeaway: Mind the lid.
    confusions: [{with: pan, difference: A pot is deep.}]
    relations:
      - {kind: broader, to: vessel, why: It holds things too.}
      - {kind: used_with, to: stove, why: It stands there.}
      - {kind: contrasts_with, to: pan, why: One is deep and one is flat.}
  - term: Kettle
    aliases: [PT]
    definition: A pot with a spout.
    relations:
      - {kind: broader, to: pot, why: It is deep.}
      - {kind: prerequisite, to: stove, why: It needs one.}
  - term: Vessel
    definition: A thing that holds things.
    relations: [{kind: broader, to: tool, why: One works with it.}]
  - {term: Stove, definition: A thing that gets hot.}
  - term: Kitchen
    definition: A room to cook in.
    relations: [{kind: used_with, to: pot, why: The soup is made there.}]
"""


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    document = schemas.answers()
    return {"$ref": "#/$defs/Comparison", "$defs": document["$defs"]}


@pytest.fixture
def kitchen(glossary_file: Callable[..., Path]) -> Path:
    return glossary_file(KITCHEN)


def compared(path: Path, *queries: str) -> Comparison:
    with store.open_glossary(str(path)) as glossary:
        return comparisons.compare(glossary, queries)


def test_comparison_tells_differences_from_both_sides_first(gloss: Gloss, kitchen: Path) -> None:
    told = gloss("compare", "pan", "pot", "--only", "-g", str(kitchen))
    assert (told.err, told.code) == ("", 0)
    assert (
        told.out
        == """\
Pan and Pot (PT)

How they differ:
  Pan: A pan is flat.
  Pot (PT): A pot is deep.
What it is:
  Pan: A flat thing to fry in.
  Pot (PT): A deep thing to boil in.
Takeaway:
  Pot (PT): Mind the lid.
What it is for:
  Pan: It browns what lies in it.
  Pot (PT): Mind the lid.
A kind of:
  Pan: Vessel › Tool
  Pot (PT): Vessel › Tool
Category and level:
  Pan: beginner

How they are related:
  Pot: contrasts with Pan
    One is deep and one is flat.

What they share:
  Vessel: both are kinds of it
  Stove: used with both
  Kitchen: has as a part Pan; used with Pot

Where it is used:
  Pan:
    Breakfast: Fries an egg.
    Supper: Fries a fish.
"""
    )


def test_what_nobody_says_is_left_out(gloss: Gloss, kitchen: Path) -> None:
    told = gloss("compare", "kitchen", "tool", "--only", "-g", str(kitchen))
    assert told.out == "Kitchen and Tool\n\nWhat it is:\n  Kitchen: A room to cook in.\n  Tool: A thing to work with.\n"


@pytest.mark.parametrize(
    ("queries", "kinds"),
    [
        (["pan", "pot"], [("vessel", (1, 1))]),
        (["pan", "kettle"], [("vessel", (1, 2))]),
        (["kettle", "pot"], [("pot", (1, 0))]),
        (["pan", "pot", "tool"], [("tool", (2, 2, 0))]),
        (["pan", "stove"], []),
    ],
)
def test_nearest_kind_that_all_are_is_told(kitchen: Path, queries: list[str], kinds: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(kind.slug, kind.steps) for kind in compared(kitchen, *queries).broader] == kinds


def test_neighbors_that_all_have_are_told_with_the_kind_from_each_side(kitchen: Path) -> None:
    found = compared(kitchen, "pan", "pot", "kettle").neighbors
    assert [(one.slug, one.kinds) for one in found] == [("stove", ("used_with", "used_with", "prerequisite"))]
    assert found[0].whys == ("It gets hot there.", "It stands there.", "It needs one.")


def test_relation_is_told_from_the_side_that_writes_it(kitchen: Path) -> None:
    found = compared(kitchen, "pot", "kettle").relations
    assert [(one.slug, one.kind, one.to, one.why) for one in found] == [("kettle", "broader", "pot", "It is deep.")]


def test_three_entries_are_told_apart_pair_by_pair(gloss: Gloss) -> None:
    told = gloss("compare", "machine learning", "deep learning", "artificial intelligence", "--format", "markdown")
    assert (told.err, told.code) == ("", 0)
    assert told.out.startswith(
        "# Machine learning (ML), Deep learning (DL) and Artificial intelligence (AI)\n\n## How they differ\n"
    )
    assert "\n- **Machine learning and Deep learning**\n  - Deep learning is the part" in told.out
    assert "\n|  | Machine learning (ML) | Deep learning (DL) | Artificial intelligence (AI) |\n" in told.out
    assert "- **Artificial intelligence**: the broader kind of Machine learning and Deep learning\n" in told.out
    assert "<br>" in told.out


@pytest.mark.parametrize("line", ["fine-tuning rag", "rag vs LLM", "zzzz rag", "rag rag", "fine-tunin rag llm"])
def test_json_is_one_object_of_the_published_shape(gloss: Gloss, schema: dict[str, Any], line: str) -> None:
    told = gloss("compare", *line.split(), "--json")
    (found,) = map(json.loads, told.out.splitlines())
    jsonschema.validate(found, schema)
    assert list(found) == ["found", "sides", "differences", "relations", "broader", "neighbors", "glossary"]
    assert told.code == (0 if found["found"] else 1)


def test_json_of_a_miss_says_which_term_and_what_may_have_been_meant(gloss: Gloss) -> None:
    told = gloss("compare", "rag", "deep", "--json")
    found = json.loads(told.out)
    assert [(side["query"], side["found"]) for side in found["sides"]] == [("rag", True), ("deep", False)]
    assert found["sides"][1]["entry"] is None
    assert "deep-learning" in [one["slug"] for one in found["sides"][1]["suggestions"]]
    assert told.err.startswith('gloss: no entry for "deep"; did you mean: ')


def test_each_term_that_is_not_found_is_told(gloss: Gloss) -> None:
    told = gloss("compare", "zzzz", "rag", "qqqq")
    assert (told.out, told.code) == ("", 1)
    assert [line for line in told.err.splitlines() if line.startswith("gloss:")] == [
        'gloss: no entry for "zzzz"',
        'gloss: no entry for "qqqq"',
    ]


@pytest.mark.parametrize("format", ["plain", "terminal", "markdown"])
def test_guess_is_marked_where_a_person_reads_it(gloss: Gloss, format: str) -> None:
    told = gloss("compare", "rag", "halucination", "--format", format)
    assert told.code == 0
    assert 'Hallucination (a guess for "halucination")' in " ".join(told.out.split())
    assert gloss("compare", "rag", "halucination", "--format", format, "--exact").code == 1


@pytest.mark.parametrize(
    ("line", "words", "hint"),
    [
        (["rag"], "compare takes two or three terms, not 1", "put quotes around"),
        (["a", "b", "c", "d"], "compare takes two or three terms, not 4", "put quotes around"),
        (["rag", " "], "a term is empty", "gloss compare fine-tuning rag"),
        ([], "missing argument 'A B [C]'", "gloss compare --help"),
    ],
)
def test_other_than_two_or_three_terms_is_wrong_usage(gloss: Gloss, line: list[str], words: str, hint: str) -> None:
    told = gloss("compare", *line)
    assert (told.out, told.code) == ("", 2)
    assert told.err.startswith(f"gloss: {words}\n")
    assert hint in told.err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["rag", "rag"], '"rag" is named twice: Retrieval-augmented generation'),
        (["rag", "LLM", "rags"], '"rag" and "rags" are one entry: Retrieval-augmented generation'),
    ],
)
def test_one_entry_twice_is_told_in_one_line(gloss: Gloss, line: list[str], words: str) -> None:
    told = gloss("compare", *line)
    assert (told.out, told.code) == ("", 1)
    assert told.err == f"gloss: {words}\n  gloss define retrieval-augmented-generation\n"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("rag vs fine-tuning", "Retrieval-augmented generation (RAG) and Fine-tuning"),
        ("rag and llm or fine-tuning", "Retrieval-augmented generation (RAG), Large language model (LLM) and Fine-tuning"),
    ],
)
def test_word_that_a_person_says_between_terms_is_no_term(gloss: Gloss, line: str, title: str) -> None:
    assert gloss("compare", *line.split()).out.startswith(f"{title}\n")


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (["deep", "learning", "overfitting"], 'gloss compare "deep learning" overfitting'),
        (["rag", "deep", "learning"], 'gloss compare rag "deep learning"'),
        (["machine", "learning"], 'gloss define "machine learning"'),
    ],
)
def test_term_that_lacks_its_quotes_is_told_with_them(gloss: Gloss, line: list[str], hint: str) -> None:
    told = gloss("compare", *line)
    assert told.code == 1
    assert f"\n  {hint}\n" in told.err


def test_label_of_several_entries_stands_for_each_of_them(gloss: Gloss, kitchen: Path) -> None:
    one = [side.entry.slug for side in compared(kitchen, "PT", "pot").sides if side.entry]
    both = [side.entry.slug for side in compared(kitchen, "PT", "PT").sides if side.entry]
    assert (one, sorted(both)) == (["kettle", "pot"], ["kettle", "pot"])
    told = gloss("compare", "ann", "rag")
    assert told.code == 0
    assert (
        told.err
        == 'gloss: "ann" is also Approximate nearest neighbor\n  gloss compare neural-network approximate-nearest-neighbor\n'
    )
    assert gloss("compare", "ann", "ann").err == ""


def test_entry_of_a_team_stands_beside_a_bundled_one(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = glossary_file(
        "  - term: House search\n"
        "    definition: How we search.\n"
        "    confusions: [{with: retrieval-augmented-generation, difference: Ours writes nothing.}]\n"
        "    relations: [{kind: broader, to: grounding, why: It rests on documents.}]\n"
        "  - {extends: retrieval-augmented-generation, aliases: [the oracle]}\n"
    )
    told = gloss("compare", "hous search", "the oracle", "-g", str(path))
    assert (told.err, told.code) == ("", 0)
    assert "How they differ:\n  House search: Ours writes nothing.\nWhat it is:\n" in told.out
    assert "  Grounding: both are kinds of it\n" in told.out
    assert "Glossary:\n  House search: from team\n  Retrieval-augmented generation (RAG): from team, extending ai\n" in told.out


@pytest.mark.parametrize("width", [30, 40, 59, 60, 80, 88, 89, 100, 200])
@pytest.mark.parametrize("queries", [("fine-tuning", "rag"), ("machine learning", "deep learning", "artificial intelligence")])
def test_columns_stand_side_by_side_only_where_they_are_no_ribbons(
    gloss: Gloss, monkeypatch: pytest.MonkeyPatch, width: int, queries: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    told = gloss("compare", *queries, "--format", "terminal")
    assert (told.err, told.code) == ("", 0)
    lines = told.out.splitlines()
    assert max(map(len, lines)) <= width
    heading = next(number for number, line in enumerate(lines) if "What it is ─" in line)
    assert ("  " in lines[heading + 1].strip("│ ")) == (width >= (60 if len(queries) == 2 else 89))
