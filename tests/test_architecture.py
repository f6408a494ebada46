"""The shape of the house: one library, one door; imports only point down; the nevers of CONTRIBUTING.md."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

SOURCE = ROOT / "src" / "glosscli"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path for path in SOURCE.rglob("*.py")
}
FLOORS = ["__main__", "cli", "commands", "completion", "streams", "library", "store", "cache"]
FLOORS += ["additions", "editors", "sources", "settings"]
FLOORS += [
    "places",
    "insertion",
    "formats",
    "render",
    "schemas",
    "surroundings",
    "routes",
    "comparisons",
    "overview",
    "search",
    "passages",
    "checks",
    "layers",
    "stack",
    "glossary",
    "records",
    "relations",
    "replies",
    "model",
    "segments",
    "labels",
    "errors",
    "version",
]
"""From the roof down."""
DOORS = {
    "typer": {"cli", "commands", *(f"commands.{name}" for name in ("authoring", "look_up", "overview", "routes", "writing"))},
    "sqlite3": {"glossary", "glossary.page", "glossary.writing"},
    "_sqlite3": {"glossary", "glossary.page"},
    "rapidfuzz": {"search"},
    "yaml": {"formats.yaml"},
    "rich": {"render.terminal"},
    "platformdirs": {"places"},
    "filelock": {"sources"},
    "click": set(),
}
PURE = {"model", "labels", "records", "relations", "routes", "schemas", "search", "surroundings", "passages", "segments", "checks"}
PURE |= {"errors", "replies", "insertion"}
PURE |= {"comparisons", "overview"}


def imported(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it, by full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def own(path: Path) -> set[str]:
    """The modules of gloss that a file imports, by their names in the house."""
    return {name.removeprefix("glosscli.") for name in imported(path) if name.startswith("glosscli.")} & set(MODULES)


def floor(module: str) -> int:
    return FLOORS.index(module.partition(".")[0])


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_library_has_one_door(library: str) -> None:
    users = {name for name, path in MODULES.items() if any(found.partition(".")[0] == library for found in imported(path))}
    assert users == DOORS[library]


@pytest.mark.parametrize("module", sorted(MODULES.keys() - {"glosscli", "__init__"}))
def test_imports_only_point_down(module: str) -> None:
    for target in own(MODULES[module]):
        if target.partition(".")[0] != module.partition(".")[0]:
            assert floor(target) > floor(module), f"{module} imports {target}"


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name.partition(".")[0] in PURE))
def test_pure_modules_touch_nothing_outside(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"open", "print", "input"}
    assert not {name.partition(".")[0] for name in imported(MODULES[module])} & {
        "os",
        "io",
        "pathlib",
        "sys",
        "time",
        "shutil",
        "tempfile",
    }


@pytest.mark.parametrize("package", ["formats", "render"])
def test_formats_and_renderers_do_not_import_each_other(package: str) -> None:
    others = {"formats": "render", "render": "formats"}
    shared = {"render.words", "render.sheet", "render"}
    for module in MODULES:
        if module.startswith(f"{package}."):
            beside = {name for name in own(MODULES[module]) if name.startswith((f"{package}.", f"{others[package]}."))}
            assert beside <= shared, module


def test_error_becomes_words_in_one_place() -> None:
    catching = [
        name
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and any(isinstance(part, ast.Name) and part.id == "GlossError" for part in ast.walk(node.type or node))
        and any(isinstance(part, ast.Attribute) and part.attr in ("tell", "words") for part in ast.walk(node))
    ]
    assert catching == ["__main__"]


@pytest.mark.parametrize(
    "line", [["rag"], ["define", "rag", "--json"], ["hallucinations", "--format=markdown"], ["path", "rag", "llm"]]
)
def test_exact_look_up_loads_no_heavy_library(line: list[str], tmp_path: Path) -> None:
    program = (
        "import sys; from glosscli import store; store.open_glossary().close()\n"
        "for name in [*sys.modules]:\n"
        "    if name.partition('.')[0] in ('yaml', 'glosscli'): del sys.modules[name]\n"
        "from glosscli.__main__ import run\n"
        f"code = run({line!r})\n"
        "heavy = {name.partition('.')[0] for name in sys.modules}\n"
        "heavy &= {'typer', 'rich', 'yaml', 'rapidfuzz', 'pydantic', 'click', 'markdown_it', 'pygments'}\n"
        "print(code, sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == "0 []\n"
    assert done.stdout


def test_commands_load_no_pydantic() -> None:
    program = "import sys; from glosscli.__main__ import run; run(['list']); sys.exit('pydantic' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)


def test_no_module_outgrows_one_idea() -> None:
    assert {name for name, path in MODULES.items() if len(path.read_text(encoding="utf-8").splitlines()) > 450} == set()
