"""Opening the file of an entry in an editor: which entry, which editor, and what is said when it is closed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from glosscli import editors
from glosscli.errors import GlossError, UsageError

Gloss = Callable[..., Run]


def glossary(path: Path, *terms: str) -> Path:
    """A glossary file with entries of these terms, the first one on line 2."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("entries:\n" + "".join(f"  - {{term: {term}, definition: D.}}\n" for term in terms), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A glossary of the project that one stands in, one's own, and one that is set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GLOSS_GLOSSARIES", str(tmp_path / "set"))
    return {
        "project": glossary(tmp_path / "glossary.yaml", "Ape", "Deploy window"),
        "own": glossary(home / ".config" / "gloss" / "glossary.yaml", "Ape", "Bee"),
        "set": glossary(tmp_path / "set" / "more.yaml", "Cat"),
    }


@pytest.mark.parametrize(
    ("term", "file", "line"),
    [
        ("ape", "project", 2),
        ("deploy window", "project", 3),
        ("Bees", "own", 3),
        ("cat", "set", 2),
        ("deploy windwo", "project", 3),
    ],
)
def test_entry_is_found_in_the_nearest_file_that_has_it(
    gloss: Gloss, files: dict[str, Path], term: str, file: str, line: int, tmp_path: Path
) -> None:
    told = gloss("edit", "--where", *term.split())
    assert told.out == f"{files[file].relative_to(tmp_path)}:{line}\n"
    assert told.code == 0
    assert told.err == ("" if "windwo" not in term else 'gloss: no entry for "deploy windwo"; this is "Deploy window"\n')


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("rag", '"rag" is in the bundled glossary only, which is not edited\n  gloss add rag --extend adds to it'),
        ("zzzz", 'no entry for "zzzz" in glossary.yaml, set/more.yaml\n  gloss add zzzz'),
    ],
)
def test_entry_that_is_in_none_of_them_is_told_with_what_can_be_done(
    gloss: Gloss, files: dict[str, Path], term: str, words: str
) -> None:
    files["own"].unlink()
    assert gloss("edit", term) == Run("", f"gloss: {words}\n", 1)


def test_editor_opens_the_file_and_what_is_wrong_then_is_told(
    gloss: Gloss, files: dict[str, Path], editor: Callable[..., Path]
) -> None:
    noted = editor("text += '  - {term: Dog, definition: E., colour: red}\\n'")
    told = gloss("edit", "deploy window")
    assert noted.read_text(encoding="utf-8").startswith(f"{files['project']}\nentries:")
    assert told == Run("", "gloss: glossary.yaml has 1 error now\n  gloss check glossary.yaml\n", 1)
    editor("text = text.replace(', colour: red', '')")
    assert gloss("edit", "deploy window") == Run("", "", 0)


def test_editor_that_fails_is_told(gloss: Gloss, files: dict[str, Path], editor: Callable[..., Path]) -> None:
    editor("", code=4)
    told = gloss("edit", "ape")
    assert (told.out, told.code) == ("", 3)
    assert told.err.endswith("ended with exit code 4\n")


def test_without_an_editor_it_is_told_how_to_set_one(gloss: Gloss, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    assert gloss("edit", "ape") == Run("", 'gloss: no editor is set\n  set $EDITOR, or in config.toml: editor = "nano"\n', 2)
    monkeypatch.setenv("GLOSS_EDITOR", "no-such-editor -w")
    told = gloss("edit", "ape")
    assert (told.code, told.err.splitlines()[0]) == (3, "gloss: there is no editor 'no-such-editor'")
    monkeypatch.setenv("GLOSS_EDITOR", "'unclosed")
    assert gloss("edit", "ape").err == "gloss: the editor is set to ''unclosed', in which a quotation does not end\n"


def test_editor_that_is_set_overrules_the_environment() -> None:
    environment = {"VISUAL": "vim", "EDITOR": "ed"}
    assert editors.wanted("nano -w", environment) == ["nano", "-w"]
    assert editors.wanted(None, environment) == ["vim"]
    assert editors.wanted(None, {"EDITOR": "'my ed' -x"}) == ["my ed", "-x"]
    with pytest.raises(UsageError):
        editors.wanted(None, {"VISUAL": " "})


@pytest.mark.parametrize(
    ("editor", "line"),
    [
        ("vim", "vim +12 a b.yaml"),
        ("/usr/bin/nano -w", "/usr/bin/nano -w +12 a b.yaml"),
        ("emacsclient -t", "emacsclient -t +12 a b.yaml"),
        ("hx", "hx a b.yaml:12"),
        ("code", "code --wait --goto a b.yaml:12"),
        ("code -w", "code -w --goto a b.yaml:12"),
        ("C:\\Programs\\Code.CMD", "C:\\Programs\\Code.CMD --wait --goto a b.yaml:12"),
        ("cursor --wait", "cursor --wait --goto a b.yaml:12"),
        ("subl", "subl --wait a b.yaml:12"),
        ("zed --wait", "zed --wait a b.yaml:12"),
        ("notepad.exe", "notepad.exe a b.yaml"),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(editor: str, line: str) -> None:
    assert " ".join(editors.line_of(editor.split(), "a b.yaml", 12)) == line


def test_editor_that_cannot_be_run_is_told(tmp_path: Path) -> None:
    program = tmp_path / "broken"
    program.write_text("#!/no/such/interpreter\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(GlossError, match="cannot run the editor"):
        editors.open_at([str(program)], "file", 1)
