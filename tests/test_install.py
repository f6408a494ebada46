"""Every way to have gloss finds its glossary: really built, really installed, asked from outside the checkout."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT

pytest.importorskip("pip")


def run(*command: str, cwd: Path, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def outside() -> dict[str, str]:
    """The environment without the path to the checkout that the other tests are given."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A wheel and an sdist, built from a copy of what is under version control and what is about to be."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", str(folder), cwd=ROOT, environment=outside())
    return {"wheel": next(folder.glob("*.whl")), "sdist": next(folder.glob("*.tar.gz"))}


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[..., Path]:
    """Installs something into an environment of its own, which borrows only the dependencies of this one."""

    def install(*what: str) -> Path:
        folder = tmp_path / "environment"
        venv.create(folder, with_pip=False, symlinks=os.name != "nt")
        scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        python = scripts / Path(sys.executable).name
        packages = run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
        Path(packages, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        pip = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(python),
            "--disable-pip-version-check",
            "install",
            "--no-index",
            "--no-deps",
        ]
        run(*pip, "--no-build-isolation", *what, cwd=tmp_path, environment=outside())
        return scripts / "gloss"

    return install


def ask(gloss: Path, cwd: Path) -> None:
    assert "Generative AI" in run(str(gloss), "define", "generative-ai", cwd=cwd, environment=outside())
    assert "entries" in run(str(gloss), "--version", cwd=cwd, environment=outside())
    run(str(gloss), "check", "--strict", cwd=cwd, environment=outside())


def test_wheel_holds_source_compiled_form_schema_and_man_page(distributions: dict[str, Path]) -> None:
    with zipfile.ZipFile(distributions["wheel"]) as wheel:
        names = wheel.namelist()
    for name in (
        "data/terms.yaml",
        "data/terms.db",
        "py.typed",
        "answer.schema.json",
        "glossary.schema.json",
        "templates/glossary.yaml",
    ):
        assert f"glosscli/{name}" in names
    assert any(name.endswith("data/share/man/man1/gloss.1") for name in names)


@pytest.mark.empty_cache
def test_installed_wheel_answers_and_writes_no_cache(
    distributions: dict[str, Path], fresh: Callable[..., Path], tmp_path: Path, home: Path
) -> None:
    ask(fresh(str(distributions["wheel"])), tmp_path)
    assert not (home / "cache").exists()


def test_installed_sdist_answers(distributions: dict[str, Path], fresh: Callable[..., Path], tmp_path: Path) -> None:
    ask(fresh(str(distributions["sdist"])), tmp_path)


def test_sdist_holds_what_its_tests_need(distributions: dict[str, Path]) -> None:
    with tarfile.open(distributions["sdist"]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"tests/conftest.py", "data/terms.yaml", "data/echoes.txt", "README.md", "pyproject.toml", "LICENSE"} <= names


def test_editable_install_answers_from_the_checkout(fresh: Callable[..., Path], tmp_path: Path) -> None:
    ask(fresh("-e", str(ROOT)), tmp_path)


def test_module_in_a_checkout_answers(tmp_path: Path) -> None:
    environment = {**outside(), "PYTHONPATH": str(ROOT / "src")}
    out = run(sys.executable, "-m", "glosscli", "define", "generative-ai", cwd=tmp_path, environment=environment)
    assert out.startswith("Generative AI\n")
