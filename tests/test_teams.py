"""What a team is told to do is so: the page for teams and the hooks for pre-commit."""

import re
import shlex
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, Run
from glosscli import settings

Gloss = Callable[..., Run]
PAGE = (ROOT / "docs" / "teams.md").read_text(encoding="utf-8")
BLOCKS = [textwrap.dedent(block) for block in re.findall(r"(?:^    .*\n(?:\n(?=    ))?)+", PAGE, re.MULTILINE)]
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def block(start: str) -> str:
    """The block of the page that begins so."""
    return next(block for block in BLOCKS if block.startswith(start))


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The glossary of the page, in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yaml").write_text(block("name: team"), encoding="utf-8")
    return tmp_path / "glossary.yaml"


def test_glossary_of_the_page_breaks_no_rule(shown: Path, gloss: Gloss) -> None:
    assert gloss("check", "--strict", str(shown)) == Run("", "gloss: 0 errors, 0 warnings in 3 entries\n", 0)


@pytest.mark.parametrize("line", re.findall(r"(?:^    |- run: )(gloss .+)$", PAGE, re.MULTILINE))
def test_command_of_the_page_runs(line: str, shown: Path, gloss: Gloss) -> None:
    told = gloss(*shlex.split(line.partition(" |")[0].partition(" >")[0])[1:])
    assert told.code == 0, told.err


def test_page_names_the_hooks_there_are() -> None:
    (repository,) = yaml.safe_load(block("repos:"))["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in HOOKS]
    assert [hook["entry"] for hook in HOOKS] == ["gloss check", "gloss fmt"]


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("glossary.yaml", ["gloss-check", "gloss-fmt"]),
        ("docs/glossary.yml", ["gloss-check", "gloss-fmt"]),
        (".gloss/ops.yaml", ["gloss-check", "gloss-fmt"]),
        ("service/.gloss/a/b.yml", ["gloss-check", "gloss-fmt"]),
        (".gloss/terms.jsonl", ["gloss-check"]),
        (".gloss/README.md", []),
        ("my-glossary.yaml", []),
        ("data/terms.yaml", []),
        ("x.gloss/terms.yaml", []),
    ],
)
def test_hooks_take_glossaries_and_nothing_else(path: str, ids: list[str]) -> None:
    assert [hook["id"] for hook in HOOKS if re.search(hook["files"], path)] == ids


def test_settings_of_the_page_are_those_there_are_and_hold(home: Path) -> None:
    rows = re.findall(r"^\| `((\w+) = [^`]+)` \| `(GLOSS_\w+)`[^|]* \| (.+) \|$", PAGE, re.MULTILINE)
    assert [(name, variable) for _, name, variable, _ in rows] == [(name, one.variable) for name, one in settings.KNOWN.items()]
    for line, name, _, does in rows:
        assert does.replace("`", "").partition(":")[0] == settings.KNOWN[name].does
        path = home / ".config" / "gloss" / "config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(line, encoding="utf-8")
        found = settings.load({})
        assert (found.origin(name), found.wrong, found.unknown) == (str(path), [], [])
