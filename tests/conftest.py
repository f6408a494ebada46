"""Every test has a home and a cache of its own, no network, and no environment that changes the output."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from glosscli import store
from glosscli.__main__ import run

CACHE_VARIABLES = ("XDG_CACHE_HOME", "LOCALAPPDATA")
HERE = Path(__file__).parent
ROOT = HERE.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite", action="store_true", help="write what is rendered now to tests/rendered/, to be read and committed"
    )


@dataclass(frozen=True)
class Run:
    """What a run of gloss left behind."""

    out: str
    err: str
    code: int


@pytest.fixture(scope="session")
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder in which the bundled glossary of the checkout is compiled."""
    folder = tmp_path_factory.mktemp("compiled")
    with pytest.MonkeyPatch.context() as patch:
        for name in CACHE_VARIABLES:
            patch.setenv(name, str(folder))
        store.open_glossary().close()
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, compiled_once: Path) -> Path:
    """An empty home folder; in its cache lies the bundled glossary, compiled, except where a test asks for an empty cache."""
    folder = tmp_path / "home"
    folder.mkdir()
    if not request.node.get_closest_marker("empty_cache"):
        shutil.copytree(compiled_once, folder / "cache", copy_function=os.link)
    for name in (
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "VISUAL",
        "EDITOR",
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "TERM",
        "PYTHONUTF8",
        "PYTHONIOENCODING",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in os.environ:
        if name.startswith("GLOSS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    for name in CACHE_VARIABLES:
        monkeypatch.setenv(name, str(folder / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    return folder


@pytest.fixture
def gloss(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Runs a command line in this process, without the quick way."""

    def line(*arguments: str) -> Run:
        code = run(list(arguments), quick=False)
        captured = capsys.readouterr()
        return Run(captured.out, captured.err, code)

    return line


@pytest.fixture
def gloss_process() -> Callable[..., Run]:
    """Runs a command line as a process of its own, from its entry point."""

    def run(*arguments: str, stdin: str = "", **environment: str) -> Run:
        done = subprocess.run(
            [sys.executable, "-m", "glosscli", *arguments],
            input=stdin.encode(),
            capture_output=True,
            env={**os.environ, **environment},
            check=False,
            timeout=60,
        )
        return Run(done.stdout.decode(), done.stderr.decode(), done.returncode)

    return run


@pytest.fixture
def glossary_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a glossary file: entries given as YAML, under a head."""

    def write(entries: str, name: str = "team.yaml", head: str = "name: team\n") -> Path:
        path = tmp_path / name
        path.write_text(f"{head}entries:\n{entries}", encoding="utf-8")
        return path

    return write


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Sets an editor that runs a few lines of Python over the text of the file it is given, and notes its arguments."""

    def set_editor(lines: str, code: int = 0) -> Path:
        script, noted = tmp_path / "the editor.py", tmp_path / "noted"
        program = "import sys, pathlib\nfile = pathlib.Path(sys.argv[-1])\ntext = file.read_text(encoding='utf-8')\n"
        program += f"pathlib.Path({str(noted)!r}).write_text('\\n'.join(sys.argv[1:]) + '\\n' + text, encoding='utf-8')\n"
        program += f"{lines}\nfile.write_text(text, encoding='utf-8')\nsys.exit({code})\n"
        script.write_text(program, encoding="utf-8")
        monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}"')
        return noted

    return set_editor


@pytest.fixture
def as_on_file(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Holds a text against the file of that name in tests/rendered/."""

    def hold(text: str, name: str) -> None:
        path = HERE / "rendered" / name
        if request.config.getoption("--rewrite"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return hold


@pytest.fixture
def small() -> Path:
    """A glossary of a few entries that breaks no rule."""
    return HERE / "files" / "small.yaml"
