"""The formats in which problems are written: each is what its reader takes, with nothing found too."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

from conftest import Run
from glosscli import checks, schemas
from glosscli.commands.writing import ProblemFormat
from glosscli.model import Place, Problem
from glosscli.render import problems

Gloss = Callable[..., Run]
BAD = "  - term: A\n    definition: B\n    reviewed: 2999-01-01\n    colour: red\n    waived: {W222: 'it is: so, 100%'}\n"
HEAD = "name: team\nenable: [W222]\n"
SARIF = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"properties": {"driver": {"required": ["name", "rules"]}}},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "result": {
            "type": "object",
            "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
            "properties": {
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {"required": ["text"]},
                "locations": {
                    "items": {
                        "properties": {
                            "physicalLocation": {
                                "properties": {
                                    "artifactLocation": {"properties": {"uri": {"format": "uri-reference"}}},
                                    "region": {
                                        "properties": {
                                            "startLine": {"type": "integer", "minimum": 1},
                                            "startColumn": {"type": "integer", "minimum": 1},
                                        }
                                    },
                                }
                            }
                        }
                    }
                },
            },
        }
    },
}
"""The parts of the SARIF schema that a viewer of problems needs."""


@pytest.fixture
def bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file with two errors and a waiver that is not needed, in the current folder; its name needs care."""
    monkeypatch.chdir(tmp_path)
    path = Path("our terms, 100%.yaml")
    path.write_text(f"{HEAD}entries:\n{BAD}", encoding="utf-8")
    return str(path)


def report(path: str, words: str) -> problems.Report:
    """One problem, as the command would have it written."""
    problem = Problem(code="W222", words=words, place=Place(path=path, line=3, column=5))
    return problems.Report([problem], [*checks.RULES.values()], [], "/home/team")


def test_formats_of_the_command_are_those_that_can_be_written() -> None:
    assert list(get_args(ProblemFormat)) == list(problems.WRITERS)


def test_text_is_the_format_that_is_not_asked_for(bad: str, gloss: Gloss) -> None:
    told = gloss("check", bad)
    assert told.out.startswith(f"{bad}:7:5: E003 unknown field 'colour'; ")
    assert told == gloss("check", bad, "--format", "text")
    assert told.code == 1


@pytest.mark.parametrize("option", ["--json", "-j", "--format=json"])
def test_json_has_an_object_a_line_that_is_published(option: str, bad: str, gloss: Gloss) -> None:
    told = gloss("check", bad, option)
    found = [json.loads(line) for line in told.out.splitlines()]
    for problem in found:
        jsonschema.validate(problem, {**schemas.answers(), "$ref": "#/$defs/Problem"})
    assert [(problem["code"], problem["severity"], problem["path"], problem["line"]) for problem in found] == [
        ("E003", "error", bad, 7),
        ("E221", "error", bad, 6),
        ("E011", "error", bad, 8),
    ]
    assert found[1]["message"] == "reviewed on 2999-01-01, which is in the future"
    assert told.err == "gloss: 3 errors, 0 warnings in 1 entry\n"
    assert told.code == 1


def test_github_is_given_a_command_for_each_problem(bad: str, gloss: Gloss) -> None:
    told = gloss("check", bad, "--format", "github", "--select", "E221")
    place = "file=our terms%2C 100%25.yaml,line=6,col=5,title=E221"
    assert told == Run(
        f"::error {place}::reviewed on 2999-01-01, which is in the future\n", "gloss: 1 error, 0 warnings in 1 entry\n", 1
    )


def test_github_command_holds_nothing_that_would_end_it() -> None:
    (line,) = problems.github(report("a:b,c\n%.yaml", "100 %: one,\r\ntwo::three"))
    assert line == "::warning file=a%3Ab%2Cc%0A%25.yaml,line=3,col=5,title=W222::100 %25: one,%0D%0Atwo::three\n"


def test_sarif_has_rules_and_results_that_point_to_them(bad: str, gloss: Gloss) -> None:
    told = gloss("check", bad, "--format", "sarif")
    document = json.loads(told.out)
    jsonschema.validate(document, SARIF)
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == checks.RULES.keys()
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["E003", "E221", "E011"]
    assert run["results"][1] == {
        "ruleId": "E221",
        "ruleIndex": next(number for number, rule in enumerate(rules) if rule["id"] == "E221"),
        "level": "error",
        "message": {"text": "reviewed on 2999-01-01, which is in the future"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "our%20terms%2C%20100%25.yaml"},
                    "region": {"startLine": 6, "startColumn": 5},
                }
            }
        ],
    }
    rule = next(rule for rule in rules if rule["id"] == "W222")
    assert rule["shortDescription"]["text"].startswith("The last review is at most 12 months ago")
    assert "\nBad:\n" in rule["help"]["text"]
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert told.code == 1


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("terms.yaml", "terms.yaml"),
        ("./docs/über uns.yaml", "docs/%C3%BCber%20uns.yaml"),
        ("../terms.yaml", "../terms.yaml"),
        ("/home/team/docs/terms.yaml", "docs/terms.yaml"),
        ("/srv/a b.yaml", "file:///srv/a%20b.yaml"),
        ("a\udcff.yaml", "a%FF.yaml"),
    ],
)
@pytest.mark.skipif("sys.platform == 'win32'", reason="shows the paths of other systems")
def test_sarif_names_a_file_from_the_current_folder(path: str, address: str) -> None:
    (text,) = problems.sarif(report(path, "words"))
    place: dict[str, Any] = json.loads(text)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": address}


def test_sarif_says_what_could_not_be_read(bad: str, gloss: Gloss) -> None:
    told = gloss("check", "missing.yaml", bad, "--format", "sarif")
    (run,) = json.loads(told.out)["runs"]
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [{"level": "error", "message": {"text": "there is no file missing.yaml"}}],
        }
    ]
    assert len(run["results"]) == 3
    assert told.code == 3


@pytest.mark.parametrize("format", ["text", "json", "github"])
def test_nothing_found_is_nothing_written(format: str, gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = glossary_file("  - {term: A, definition: B}\n")
    assert gloss("check", str(path), "--format", format) == Run("", "gloss: 0 errors, 0 warnings in 1 entry\n", 0)


def test_nothing_found_is_a_document_without_results(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    told = gloss("check", str(glossary_file("  - {term: A, definition: B}\n")), "--format", "sarif")
    document = json.loads(told.out)
    jsonschema.validate(document, SARIF)
    assert document["runs"][0]["results"] == []
    assert told.code == 0


def test_json_beside_another_format_is_wrong_usage(small: Path, gloss: Gloss) -> None:
    told = gloss("check", str(small), "--json", "--format", "sarif")
    assert (told.out, told.code) == ("", 2)
    assert told.err == "gloss: --json and --format sarif cannot both be meant\n  leave one of them out\n"
