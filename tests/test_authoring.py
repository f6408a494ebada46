"""Beginning and growing a glossary: what is written, what is said, and that nothing anyone wrote is ever lost."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

from conftest import Run
from glosscli import places, schemas

needs_posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX terminals and limits")
Gloss = Callable[..., Run]
TEAM = """# ours
name: team
entries:
  - term: Ape      # kept as it is
    definition: 'A primate.'
  - {term: Zebra, definition: A striped animal.}
"""
MOOSE = "  - term: Moose\n    definition: >-\n      A large deer.\n"
WITH_MOOSE = TEAM.replace("  - {term: Z", MOOSE + "  - {term: Z")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that one stands in, with a glossary of a team."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "glossary.yaml").write_text(TEAM, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def team(project: Path) -> Path:
    """The glossary file of the project."""
    return project / "glossary.yaml"


def kept() -> list[Path]:
    folder = Path(places.kept_folder())
    return sorted(folder.iterdir()) if folder.exists() else []


# init


def test_starter_breaks_no_rule_and_fits_its_schema(gloss: Gloss, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "The A-Team"
    folder.mkdir()
    monkeypatch.chdir(folder)
    told = gloss("init")
    assert (told.out, told.code) == ("glossary.yaml\nglossary.schema.json\n", 0)
    assert told.err.startswith("gloss: wrote 2 files\n  gloss add TERM")
    assert gloss("check", "--strict", "glossary.yaml") == Run("", "gloss: 0 errors, 0 warnings in 2 entries\n", 0)
    assert gloss("fmt", "--check", "glossary.yaml").code == 0
    text = Path("glossary.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=glossary.schema.json\n")
    assert "\nname: the-a-team\n" in text
    assert Path("glossary.schema.json").read_text(encoding="utf-8") == schemas.text(schemas.glossary())
    jsonschema.validate(yaml.safe_load(text), schemas.glossary())
    assert gloss("-g", "glossary.yaml", "release slot").out.startswith("Deploy window\n")


def test_example_that_is_commented_out_in_the_starter_works(gloss: Gloss, tmp_path: Path) -> None:
    assert gloss("init", str(tmp_path)).code == 0
    path = tmp_path / "glossary.yaml"
    text = path.read_text(encoding="utf-8")
    for line in ("# title:", "# hide:", "# - extends:", "#   aliases:", "#     - our"):
        assert line in text
        text = text.replace(line, line[2:])
    path.write_text(text, encoding="utf-8")
    assert gloss("check", "--strict", str(path)).code == 0


def test_init_overwrites_nothing(gloss: Gloss, team: Path) -> None:
    told = gloss("init")
    assert (told.out, told.code) == ("glossary.schema.json\n", 0)
    assert "gloss: glossary.yaml is there already; it is left as it is\n" in told.err
    assert team.read_text(encoding="utf-8") == TEAM
    told = gloss("init")
    assert (told.out, told.code) == ("", 1)
    assert told.err.count("is there already; it is left as it is\n") == 2


def test_init_has_the_glossary_checked_where_it_is_kept(gloss: Gloss, project: Path) -> None:
    told = gloss("init", "--ci", "github", "--ci", "pre-commit")
    assert told.code == 0
    workflow = yaml.safe_load((project / ".github" / "workflows" / "glossary.yml").read_text(encoding="utf-8"))
    runs = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]
    assert runs[0] == "pip install glosscli"
    assert gloss(*runs[1].split()[1:]).code == 0
    ((hook,),) = (repo["hooks"] for repo in yaml.safe_load((project / ".pre-commit-config.yaml").read_text())["repos"])
    assert gloss(*hook["entry"].split()[1:], "glossary.yaml").code == 0


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (["nowhere"], 3, "gloss: there is no folder nowhere\n  mkdir nowhere\n"),
        (["--ci", "gitlab"], 2, "gloss: gloss cannot be set up for 'gitlab'\n  --ci knows: github, pre-commit\n"),
    ],
)
def test_init_says_what_cannot_be(gloss: Gloss, project: Path, line: list[str], code: int, words: str) -> None:
    assert gloss("init", *line) == Run("", words, code)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs a folder that nobody can write to")
def test_init_where_nothing_can_be_written_is_one_clear_line(gloss: Gloss) -> None:
    told = gloss("init", "/proc/self")
    assert (told.out, told.code) == ("", 3)
    assert told.err.startswith("gloss: cannot write /proc/self/glossary.yaml: ")
    assert told.err.count("\n") == 1


# add


def test_added_entry_stands_at_its_place_and_all_else_stays(gloss: Gloss, team: Path) -> None:
    told = gloss("add", "Moose", "--definition", "A large deer.")
    assert told == Run("glossary.yaml:6\n", 'gloss: added "Moose" to glossary.yaml:6\n', 0)
    assert team.read_text(encoding="utf-8") == WITH_MOOSE
    assert gloss("-g", str(team), "moose").out.startswith("Moose\n")


def test_every_option_comes_into_the_entry(gloss: Gloss, team: Path) -> None:
    text = TEAM.replace("entries:", "categories: {wild: Not tame}\nentries:")
    team.write_text(text, encoding="utf-8")
    line = "add black bear --definition D. --alias Baribal --alias NO --abbreviation BB --takeaway T. --category wild"
    assert gloss(*line.split(), "--level", "beginner", "--tag", "a", "--tag", "b, c", "--lookup", "big \x1b[31manimal").code == 0
    (added,) = (entry for entry in yaml.safe_load(team.read_text(encoding="utf-8"))["entries"] if entry["term"] == "black bear")
    assert added == {
        "term": "black bear",
        "abbreviation": "BB",
        "aliases": ["Baribal", "NO"],
        "lookup": ["big [31manimal"],
        "category": "wild",
        "level": "beginner",
        "tags": ["a", "b, c"],
        "definition": "D.",
        "takeaway": "T.",
    }


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["Ape", "-d", "B."], "glossary.yaml has an entry 'ape' already\n  gloss edit ape"),
        (["Moose"], 'an entry needs a definition\n  gloss add Moose --definition "..."'),
        ([], 'name the term to add\n  gloss add TERM --definition "..."'),
        (["部署", "-d", "B."], "no id can be made from '部署'; give it one\n  gloss add '部署' --slug in-latin-letters"),
        (["rag", "-x"], 'say what to add to the entry\n  gloss add rag --extend --alias "another name"'),
        (
            ["cv", "-x", "-a", "B"],
            '"cv" means cross-validation and computer-vision; name one of them\n  gloss add cross-validation --extend',
        ),
        (
            ["Moose", "--to", "a.jsonl"],
            "a.jsonl is not in YAML; entries are added only to that\n  gloss add TERM --to glossary.yaml",
        ),
        (["Moose", "--from", "b.yaml"], "with --from the entry is taken from a file\n  gloss add --from b.yaml"),
    ],
)
def test_line_that_cannot_be_meant_is_told_and_writes_nothing(gloss: Gloss, team: Path, line: list[str], words: str) -> None:
    Path("a.jsonl").write_text('{"term": "A", "definition": "B."}\n', encoding="utf-8")
    assert gloss("add", *line) == Run("", f"gloss: {words}\n", 2)
    assert team.read_text(encoding="utf-8") == TEAM
    assert kept() == []


def test_term_without_latin_letters_takes_the_slug_that_it_is_given(gloss: Gloss, team: Path) -> None:
    assert gloss("add", "部署", "-d", "B.", "--slug", "deployment").code == 0
    assert "  - slug: deployment\n    term: 部署\n" in team.read_text(encoding="utf-8")


def test_extension_adds_to_the_entry_that_the_term_finds(gloss: Gloss, team: Path) -> None:
    told = gloss("add", "rag", "--extend", "--alias", "our search bot")
    assert told.out == "glossary.yaml:6\n"
    added = "  - extends: retrieval-augmented-generation\n    aliases:\n      - our search bot\n"
    assert team.read_text(encoding="utf-8") == TEAM.replace("  - {term: Z", added + "  - {term: Z")
    told = gloss("add", "halucination", "--extend", "--alias", "B")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith('gloss: no entry for "halucination"')


def test_without_a_project_the_own_glossary_is_made_and_added_to(
    gloss: Gloss, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = Path("home", ".config", "gloss", "glossary.yaml")
    assert gloss("add", "Moose", "-d", "A large deer.") == Run(f"{own}:5\n", f'gloss: added "Moose" to {own}:5\n', 0)
    assert gloss("add", "Ape", "-d", "A primate.").out == f"{own}:5\n"
    assert gloss("check", "--strict", str(own)).code == 0
    monkeypatch.setenv("GLOSS_OWN", str(tmp_path / "mine.yaml"))
    assert gloss("add", "Moose", "-d", "A large deer.").out == f"{Path('mine.yaml')}:5\n"


@pytest.mark.parametrize("names", [["b.yaml", "c.yaml", "a.jsonl"], []])
def test_project_may_be_a_folder(gloss: Gloss, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str]) -> None:
    folder = tmp_path / ".gloss"
    folder.mkdir()
    for name in names:
        (folder / name).write_text(TEAM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    chosen = names[0] if names else "glossary.yaml"
    assert gloss("add", "Moose", "-d", "A large deer.").out.startswith(os.path.join(".gloss", chosen))


def test_entry_that_breaks_a_rule_is_kept_and_taken_when_it_is_mended(gloss: Gloss, team: Path) -> None:
    told = gloss("add", "Moose", "-d", "A large deer.", "--category", "wild", "--alias", "Zebra")
    (aside,) = kept()
    assert aside.name == "moose.yaml"
    assert (told.out, told.code) == ("", 1)
    first, problem, last = told.err.splitlines()
    assert first == "gloss: glossary.yaml is left as it is; the entry has 1 error"
    assert problem.startswith(f"  {aside}:4:9: E403 label 'Zebra' leads to zebra too") or f"{aside}:3:5: E403" in problem
    assert last == f"  it is kept in {aside}; mend it there, then: gloss add --from {aside}"
    assert team.read_text(encoding="utf-8") == TEAM
    again = gloss("add", "--from", str(aside))
    assert (again.code, again.err, kept()) == (1, told.err, [aside])
    text = aside.read_text(encoding="utf-8")
    aside.write_text(f"# mended\n{text}    # by hand\n".replace("      - Zebra\n", "      - Elk\n"), encoding="utf-8")
    assert gloss("add", "--from", str(aside)).out == "glossary.yaml:6\n"
    added = "".join(text.partition("entries:\n")[2:]).replace("Zebra", "Elk") + "    # by hand\n"
    assert team.read_text(encoding="utf-8") == TEAM.replace("  - {term: Z", added + "  - {term: Z")
    assert kept() == []


def test_what_is_kept_is_never_written_over(gloss: Gloss, team: Path) -> None:
    for number in range(3):
        assert gloss("add", "Moose", "-d", f"A deer, {number}.", "--alias", "Zebra").code == 1
    assert [path.name for path in kept()] == ["moose-2.yaml", "moose-3.yaml", "moose.yaml"]


def test_strict_file_takes_only_what_keeps_the_rules_of_that_profile(gloss: Gloss, team: Path) -> None:
    team.write_text(TEAM.replace("entries:", "profile: strict\nentries:"), encoding="utf-8")
    told = gloss("add", "Moose", "-d", "A large deer.")
    assert told.code == 1
    assert "E200" in told.err
    assert team.read_text(encoding="utf-8") == TEAM.replace("entries:", "profile: strict\nentries:")


def test_warning_is_told_and_keeps_nothing_back(gloss: Gloss, team: Path) -> None:
    team.write_text(TEAM.replace("entries:", "enable: [W107]\nentries:"), encoding="utf-8")
    told = gloss("add", "Moose", "-d", "A deer that is not small.")
    assert (told.code, told.out) == (0, "glossary.yaml:7\n")
    assert told.err.startswith('gloss: added "Moose" to glossary.yaml:7\n  W107 definition begins with what it is not')


def test_file_of_one_s_own_is_added_from_and_stays(gloss: Gloss, team: Path) -> None:
    other = Path("other.yaml")
    other.write_text(f"name: other\nentries:\n{MOOSE}", encoding="utf-8")
    assert gloss("add", "--from", "other.yaml").code == 0
    assert other.exists()
    assert team.read_text(encoding="utf-8") == WITH_MOOSE
    other.write_text(f"entries:\n{MOOSE}{MOOSE.replace('Moose', 'Elk')}", encoding="utf-8")
    told = gloss("add", "--from", "other.yaml")
    assert told.code == 1
    assert "other.yaml:1:1: E004 2 entries stand here; one is added at a time" in told.err


def test_read_only_file_is_left_as_it_is(gloss: Gloss, team: Path) -> None:
    team.chmod(0o444)
    told = gloss("add", "Moose", "-d", "A large deer.")
    (aside,) = kept()
    words = f"cannot write glossary.yaml: it is read-only; the file is as it was; the entry is kept in {aside}"
    assert told == Run("", f"gloss: {words}\n  gloss add --from {aside}\n", 3)
    assert team.read_text(encoding="utf-8") == TEAM
    team.chmod(0o644)
    assert gloss("add", "--from", str(aside)).code == 0
    assert (team.read_text(encoding="utf-8"), kept()) == (WITH_MOOSE, [])


@needs_posix
@pytest.mark.parametrize("line", [["add", "Moose", "-d", "A large deer."], ["fmt", "glossary.yaml"], ["init", "new"]])
def test_full_disk_leaves_nothing_half_written(team: Path, line: list[str]) -> None:
    import resource

    Path("new").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "glosscli", *line],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("gloss: cannot write ")
    assert done.stderr.count("\n") == (2 if "the entry is kept in" in done.stderr else 1)
    assert team.read_text(encoding="utf-8") == TEAM
    assert [path.name for path in team.parent.rglob("*") if path.is_file()] == ["glossary.yaml"]


@needs_posix
def test_entry_is_shown_where_nothing_at_all_can_be_written(team: Path) -> None:
    import resource

    done = subprocess.run(
        [sys.executable, "-m", "glosscli", "add", "Moose", "-d", "A large deer."],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert (
        "here it is, so that it is not lost\n  entries:\n    - term: Moose\n      definition: >-\n        A large deer.\n"
        in done.stderr
    )


def test_many_at_once_lose_nothing(team: Path) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "glosscli", "add", f"Term {number}", "-d", "One of many."], stderr=subprocess.DEVNULL
        )
        for number in range(8)
    ]
    assert [run.wait(timeout=60) for run in runs] == [0] * 8
    terms = [entry["term"] for entry in yaml.safe_load(team.read_text(encoding="utf-8"))["entries"]]
    assert terms == ["Ape", *(f"Term {number}" for number in range(8)), "Zebra"]


# add, with an editor


def test_entry_is_written_in_the_editor(gloss: Gloss, team: Path, editor: Callable[..., Path]) -> None:
    noted = editor("text = text.rstrip() + '\\n      A large deer.\\n    # seen in June\\n    level: beginner\\n'")
    told = gloss("add", "Moose", "--edit")
    assert told == Run("glossary.yaml:6\n", 'gloss: added "Moose" to glossary.yaml:6\n', 0)
    shown = noted.read_text(encoding="utf-8")
    assert "# The entry that gloss add should add." in shown
    assert shown.endswith("entries:\n  - term: Moose\n    definition: >-\n      \n")
    added = MOOSE + "    # seen in June\n    level: beginner\n"
    assert team.read_text(encoding="utf-8") == TEAM.replace("  - {term: Z", added + "  - {term: Z")


def test_editor_is_not_opened_for_an_entry_that_is_there(gloss: Gloss, team: Path, editor: Callable[..., Path]) -> None:
    noted = editor("")
    assert gloss("add", "apes", "--slug", "ape", "--edit").code == 2
    assert not noted.exists()


def test_entry_that_came_there_meanwhile_loses_nothing_that_was_typed(
    gloss: Gloss, team: Path, editor: Callable[..., Path]
) -> None:
    editor(f"pathlib.Path({str(team)!r}).write_text({WITH_MOOSE!r}); text += '      A deer of mine.\\n'")
    told = gloss("add", "Moose", "--edit")
    (aside,) = kept()
    words = f"glossary.yaml has an entry 'moose' already; the entry is kept in {aside}"
    assert told == Run("", f"gloss: {words}\n  gloss add --from {aside}\n", 3)
    assert "A deer of mine." in aside.read_text(encoding="utf-8")
    assert team.read_text(encoding="utf-8") == WITH_MOOSE


@pytest.mark.parametrize("lines", ["", "text = ''", "text = '# nothing\\nentries:\\n'", "file.unlink(); sys.exit()"])
def test_nothing_written_in_the_editor_adds_nothing(gloss: Gloss, team: Path, editor: Callable[..., Path], lines: str) -> None:
    editor(lines)
    assert gloss("add", "Moose", "--edit") == Run("", "gloss: nothing was written; nothing is added\n", 1)
    assert (team.read_text(encoding="utf-8"), kept()) == (TEAM, [])


@pytest.mark.parametrize(
    ("lines", "code", "exit_code", "words"),
    [
        ("text += 'definition: [unclosed'", 0, 1, "E001 not valid YAML"),
        ("text = text.replace('Moose', 'Ape')", 0, 1, "definition: expected text, got none"),
        ("text += '      A deer.\\n  - {term: B, definition: C.}\\n'", 0, 1, "2 entries stand here"),
        ("text += '      A deer.\\n'", 7, 3, "ended with exit code 7; nothing is added, and what was written is kept in"),
        ("text += '      A deer.\\n'; import os; file.write_text(text); os.kill(os.getpid(), 9)", 0, 3, "was stopped by signal 9"),
    ],
)
def test_what_was_typed_is_kept_where_it_cannot_be_added(
    gloss: Gloss, team: Path, editor: Callable[..., Path], lines: str, code: int, exit_code: int, words: str
) -> None:
    editor(lines, code)
    told = gloss("add", "Moose", "--edit")
    (aside,) = kept()
    assert (told.out, told.code, team.read_text(encoding="utf-8")) == ("", exit_code, TEAM)
    assert words in told.err
    assert f"gloss add --from {aside}" in told.err
    assert aside.read_text(encoding="utf-8").startswith("entries:\n  - term: ")


def test_kept_entry_is_mended_in_the_editor(gloss: Gloss, team: Path, editor: Callable[..., Path]) -> None:
    gloss("add", "Moose", "-d", "A large deer.", "--alias", "Zebra")
    (aside,) = kept()
    editor("text = text.replace('    aliases:\\n      - Zebra\\n', '')")
    assert gloss("add", "--from", str(aside), "--edit").out == "glossary.yaml:6\n"
    assert (team.read_text(encoding="utf-8"), kept()) == (WITH_MOOSE, [])


# add, at a terminal


def at_a_terminal(line: list[str], typed: list[str], *, prompts: list[str], out: str = "") -> tuple[str, int]:
    """What a person sees at a terminal where they type an answer to each prompt, and the exit code."""
    import pty

    child, terminal = pty.fork()
    if child == 0:
        if out:
            os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT), 1)
        os.execv(sys.executable, [sys.executable, "-m", "glosscli", *line])
    seen, since = "", 0
    waiting = list(zip(prompts, typed, strict=True))
    typed_last, patience = "", 15
    while patience:
        if not select.select([terminal], [], [], 2)[0]:
            # A stop that comes just as the prompt begins to wait may be lost; a person presses again.
            os.write(terminal, typed_last.encode() if typed_last in ("\x03", "\x04") else b"")
            patience -= 1
            continue
        try:
            piece = os.read(terminal, 1000)
        except OSError:
            break
        if not piece:
            break
        seen += piece.decode("utf-8", "replace")
        if waiting and seen[since:].rstrip().endswith(waiting[0][0]):
            since = len(seen)
            typed_last = waiting.pop(0)[1]
            os.write(terminal, typed_last.encode())
    else:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert waiting == []
    return seen.replace("\r\n", "\n"), os.waitstatus_to_exitcode(status)


ALL = [
    "definition:",
    "definition:",
    "other names, with commas between (Enter: none):",
    "takeaway, what to keep of it (Enter: none):",
]


@needs_posix
def test_person_at_a_terminal_is_asked_for_what_is_needed(team: Path) -> None:
    seen, code = at_a_terminal(["add", "Moose"], ["\n", "A large deer – größer.\n", "Elk,  Alces\n", "\n"], prompts=ALL)
    assert code == 0
    assert "gloss: an entry needs a definition\n" in seen
    assert seen.endswith('gloss: added "Moose" to glossary.yaml:6\n')
    (added,) = (entry for entry in yaml.safe_load(team.read_text(encoding="utf-8"))["entries"] if entry["term"] == "Moose")
    assert added == {"term": "Moose", "aliases": ["Elk", "Alces"], "definition": "A large deer – größer."}


@needs_posix
def test_person_is_asked_for_the_term_too(team: Path) -> None:
    seen, code = at_a_terminal(["add"], ["Moose\n", "A large deer.\n", "\n", "\n"], prompts=["term:", *ALL[1:]])
    assert (code, team.read_text(encoding="utf-8")) == (0, WITH_MOOSE)
    assert 'added "Moose"' in seen


@needs_posix
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_stop_in_a_prompt_writes_nothing(team: Path, key: str) -> None:
    seen, code = at_a_terminal(["add", "Moose"], ["A large deer.\n", key], prompts=ALL[1:3])
    assert code == 130
    assert seen.endswith("\ngloss: nothing is added\n")
    assert (team.read_text(encoding="utf-8"), kept()) == (TEAM, [])


@needs_posix
def test_person_whose_standard_output_goes_elsewhere_is_asked_all_the_same(team: Path) -> None:
    seen, code = at_a_terminal(["add", "Moose"], ["A large deer.\n", "\n", "\n"], prompts=ALL[1:], out="out")
    assert (code, Path("out").read_text(encoding="utf-8")) == (0, "glossary.yaml:6\n")
    assert seen.endswith('gloss: added "Moose" to glossary.yaml:6\n')
