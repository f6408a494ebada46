"""What the documents say is so: every command they show runs."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from yaml import safe_load

from conftest import ROOT, Run
from glosscli import labels, records, sources
from glosscli.__main__ import COMMANDS
from glosscli.formats import jsonl, yaml
from test_architecture import FLOORS

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = [
    line.strip().partition("  #")[0].partition(" |")[0].strip() for line in re.findall(r"^    (gloss .+)$", README, re.MULTILINE)
]
FIVE = README.partition("<!-- five-commands -->\n")[2].partition("\n\n")[0].split("\n")
"""From an empty folder to a glossary of a team, in order."""
TEAM = """name: team
entries:
  - term: Our term
    definition: A term of ours.
"""


@pytest.mark.parametrize(
    "line", [line for line in SHOWN if "--install-completion" not in line and not any(line in shown for shown in FIVE)]
)
def test_command_in_the_readme_runs(line: str, gloss: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "glossary.yaml").write_text(TEAM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    if "$word" in line:
        line = line.replace('"$word"', "rag").partition(" >")[0]
    told = gloss(*shlex.split(line)[1:])
    assert told.code == 0, told.err
    assert told.out or "gloss fmt" in line or "gloss check" in line


def test_five_commands_lead_from_an_empty_folder_to_the_glossary_of_a_team(
    gloss: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: Callable[..., Path]
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    noted = editor("")
    told = [gloss(*shlex.split(line.partition("  #")[0])[1:]) for line in FIVE]
    assert [run.code for run in told] == [0] * 5, told
    assert told[2].out.startswith("error budget\n")
    assert str(folder / "glossary.yaml") in noted.read_text(encoding="utf-8").splitlines()
    assert told[4].err == "gloss: 0 errors, 0 warnings in 3 entries\n"
    text = (folder / "glossary.yaml").read_text(encoding="utf-8")
    schema = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert schema is not None
    jsonschema.validate(safe_load(text), json.loads((folder / schema.group(1)).read_text(encoding="utf-8")))
    workflow = (folder / ".github" / "workflows" / "glossary.yml").read_text(encoding="utf-8")
    assert gloss(*re.findall(r"- run: gloss (.+)\n", workflow)[0].split()).code == 0


def test_readme_shows_ten_examples_and_more() -> None:
    assert len(SHOWN) >= 10


def test_glossary_in_the_readme_is_read(gloss: Callable[..., Run], tmp_path: Path) -> None:
    text = re.search(r"^    name: team\n(?:    .*\n)+", README, re.MULTILINE)
    assert text is not None
    path = tmp_path / "glossary.yaml"
    path.write_text(re.sub("^    ", "", text.group(), flags=re.MULTILINE), encoding="utf-8")
    assert gloss("-g", str(path), "release slot").out.startswith("Deploy window\n")


def test_readme_and_changelog_name_every_command() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"gloss {command}" in README or f"gloss {command}" in changelog


def test_changelog_counts_the_entries() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    entries = (ROOT / "data" / "terms.yaml").read_text(encoding="utf-8").count("\n  - slug: ")
    assert f"with {entries} entries" in changelog


def test_map_of_the_code_names_every_file_from_the_roof_down() -> None:
    described = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Map of the code")[2].partition("\n## ")[0]
    assert re.findall(r"^    (\w+)/? ", described, re.MULTILINE) == FLOORS
    assert {path.stem for path in (ROOT / "src" / "glosscli").glob("*.py")} <= {*FLOORS, "__init__"}


def test_limits_in_the_documents_are_those_in_force() -> None:
    text = (ROOT / "docs" / "glossary-files.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| ([\d,]+) ", text, re.MULTILINE)
    assert [int(number.replace(",", "")) for _, number in rows] == [
        yaml.LARGEST,
        jsonl.LONGEST_LINE,
        records.LONGEST_TEXT,
        labels.LONGEST_QUERY,
        records.MOST_ITEMS["entry"],
        records.MOST_ITEMS["head"],
        records.DEEPEST,
        labels.MOST_MARKS,
        yaml.MOST_ERRORS,
        sources.MOST_TOLD,
    ]
