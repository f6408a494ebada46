"""Glossaries in JSON Lines."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from glosscli import sources
from glosscli.formats import jsonl

LINES = """\
{"name": "lines", "title": "A glossary in lines"}
{"term": "One", "definition": "The first.", "aliases": ["Uno"]}

{"slug": "two", "term": "Two", "definition": "The second, \\u001b[31mred.", "reviewed": "2026-01-31"}
{"term": "Three"}
{"term": "Four", "definition": 4}
not json
["a", "list"]
{"term": "Five", "definition": "The fifth.", "colour": "red"}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "lines.jsonl"
    file.write_text(LINES, encoding="utf-8")
    return file


def test_lines_are_read_and_what_is_wrong_is_told_at_its_line(path: Path) -> None:
    source = sources.read(str(path))
    assert (source.head.name, source.head.title) == ("lines", "A glossary in lines")
    assert [(entry.slug, entry.definition) for entry, _ in source.entries] == [
        ("one", "The first."),
        ("two", "The second, [31mred."),
        ("five", "The fifth."),
    ]
    told = [str(problem).removeprefix(f"{path}:") for problem in source.problems]
    assert told == [
        "4:1: E005 'definition' contains control or text-direction characters; remove them",
        "5:1: E004 required field 'definition' is missing",
        "6:1: E004 definition: expected text, got a whole number",
        "7:1: E001 not valid JSON in UTF-8: JSON is malformed: invalid character (byte 4)",
        "8:1: E004 an entry is an object with 'term' and 'definition'",
        "9:1: E003 unknown field 'colour'; known are " + told[-1].partition("known are ")[2],
    ]


def test_lines_are_asked_like_any_glossary(path: Path, gloss: Callable[..., Run]) -> None:
    told = gloss("-g", str(path), "--only", "uno")
    assert told.out == "One\nAlso: Uno\n\nThe first.\n"
    assert (told.err, told.code) == (f"gloss: {path} has 6 problems\n  gloss check {path}\n", 0)


def test_lines_have_no_layout(path: Path, gloss: Callable[..., Run]) -> None:
    told = gloss("fmt", str(path))
    assert (told.code, told.out) == (2, "")
    assert "W009" not in gloss("check", str(path)).out


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_empty_file_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "empty.jsonl"
    file.write_text(text, encoding="utf-8")
    assert [problem.code for problem in sources.read(str(file)).problems] in (["E004"], ["E001"])


def test_what_is_listed_as_json_is_a_glossary_again(gloss: Callable[..., Run], small: Path, tmp_path: Path) -> None:
    listed = gloss("list", "--json", "-g", str(small), "--only")
    assert listed.code == 0
    again = tmp_path / "again.jsonl"
    again.write_text(listed.out, encoding="utf-8")
    source = sources.read(str(again))
    by_term = sorted((entry for entry, _ in sources.read(str(small)).entries), key=lambda entry: entry.term.lower())
    assert [entry for entry, _ in source.entries] == by_term
    assert source.problems == []


def test_bundled_glossary_as_listed_has_no_problem(gloss: Callable[..., Run], tmp_path: Path) -> None:
    again = tmp_path / "again.jsonl"
    again.write_text(gloss("list", "--json").out, encoding="utf-8")
    source = sources.read(str(again))
    assert (source.problems, len(source.entries) > 400) == ([], True)


def test_line_that_is_too_long_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    file = tmp_path / "long.jsonl"
    fits = b'{"term": "Fits", "definition": "The first."}'.ljust(jsonl.LONGEST_LINE) + b"\n"
    too_long = b'{"term": "Long", "definition": "%s"}\n' % (b"x" * 3 * jsonl.LONGEST_LINE)
    file.write_bytes(fits + too_long + b'{"term": "Last", "definition": "The last."}')
    source = sources.read(str(file))
    words = "a line of more than 1,000,000 bytes; an entry is one object on a line of its own"
    assert [str(problem) for problem in source.problems] == [f"{file}:2:1: E001 {words}"]
    assert [entry.slug for entry, _ in source.entries] == ["fits", "last"]


@pytest.mark.parametrize(("field", "most"), [("aliases", 200), ("tags", 200), ("example", 100_000)])
def test_longest_text_that_fits_is_read_and_no_longer_one(field: str, most: int, tmp_path: Path) -> None:
    for length in (most, most + 1):
        file = tmp_path / f"{length}.jsonl"
        value = "x" * length if field == "example" else ["x" * length]
        file.write_text(json.dumps({"term": "A", "definition": "B.", field: value}), encoding="utf-8")
        source = sources.read(str(file))
        assert [problem.code for problem in source.problems] == ["E004"] * (length - most)
        assert bool(getattr(source.entries[0][0], field)) == (length == most)
