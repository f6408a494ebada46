"""From a source file to an open glossary: a cache costs time, never an answer."""

import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from glosscli import cache, sources, store
from glosscli.errors import UnreadableGlossary

pytestmark = pytest.mark.empty_cache
ONE = "  - {term: One, definition: The first.}\n"
TWO = "  - {term: One, definition: The other.}\n"


def definition(path: Path) -> str:
    with store.open_glossary(str(path)) as glossary:
        return next(glossary.entries()).definition


def compiled(home: Path) -> list[Path]:
    return sorted((home / "cache").rglob("*.db"))


def settle(path: Path) -> None:
    """Make a file look as if it had last changed long ago."""
    os.utime(path, (1_000_000_000, 1_000_000_000))


def test_second_look_up_opens_what_the_first_compiled(
    glossary_file: Callable[..., Path], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = glossary_file(ONE)
    assert definition(path) == "The first."
    (made,) = compiled(home)
    written = made.stat().st_mtime_ns
    monkeypatch.setattr(sources, "Stream", lambda *_: pytest.fail("the source was read again"))
    assert definition(path) == "The first."
    assert made.stat().st_mtime_ns == written


def test_settled_file_is_not_even_read_again(glossary_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = glossary_file(ONE)
    monkeypatch.setattr(cache, "_SETTLED", -1)
    assert definition(path) == "The first."
    monkeypatch.setattr(sources, "content_name", lambda _: pytest.fail("the file was read again"))
    assert definition(path) == "The first."


def test_edit_of_one_byte_is_seen_at_once(glossary_file: Callable[..., Path]) -> None:
    path = glossary_file(ONE)
    assert definition(path) == "The first."
    glossary_file(TWO)
    assert definition(path) == "The other."


def test_edit_is_seen_though_size_and_time_are_the_same(glossary_file: Callable[..., Path]) -> None:
    path = glossary_file(ONE)
    settle(path)
    assert definition(path) == "The first."
    size = path.stat().st_size
    glossary_file(TWO)
    settle(path)
    assert path.stat().st_size == size
    assert definition(path) == "The other."


def test_compiled_file_of_the_content_before_is_removed(glossary_file: Callable[..., Path], home: Path) -> None:
    path = glossary_file(ONE)
    definition(path)
    glossary_file(TWO)
    definition(path)
    assert len(compiled(home)) == 1


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\x00" + bytes(4000)])
def test_damaged_cache_is_made_again(glossary_file: Callable[..., Path], home: Path, damage: bytes) -> None:
    path = glossary_file(ONE)
    definition(path)
    (made,) = compiled(home)
    made.write_bytes(damage)
    assert definition(path) == "The first."
    assert made.read_bytes() != damage


def test_damaged_note_is_made_again(glossary_file: Callable[..., Path], home: Path) -> None:
    path = glossary_file(ONE)
    definition(path)
    (note,) = (home / "cache").rglob("*.seen")
    note.write_text("nonsense", encoding="ascii")
    assert definition(path) == "The first."


def test_cache_folder_that_is_a_file_costs_no_answer(glossary_file: Callable[..., Path], home: Path) -> None:
    (home / "cache").write_text("in the way", encoding="ascii")
    assert definition(glossary_file(ONE)) == "The first."


def test_home_that_cannot_be_written_costs_no_answer(
    glossary_file: Callable[..., Path], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = glossary_file(ONE)
    if os.path.isdir("/proc/self"):
        monkeypatch.setenv("XDG_CACHE_HOME", "/proc/self/nowhere")
    else:
        home.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert definition(path) == "The first."
    finally:
        home.chmod(stat.S_IRWXU)
    assert not compiled(home)


def test_run_without_a_home_answers(glossary_file: Callable[..., Path], gloss_process: Callable[..., Run]) -> None:
    told = gloss_process("-g", str(glossary_file(ONE)), "one", HOME="/nonexistent/home", XDG_CACHE_HOME="")
    assert "The first." in told.out
    assert (told.err, told.code) == ("", 0)


def test_many_first_runs_at_once_all_answer(glossary_file: Callable[..., Path], home: Path) -> None:
    path = glossary_file("".join(f"  - {{term: Term {number}, definition: The first.}}\n" for number in range(300)))
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "glosscli", "-g", str(path), "--only", "term 7"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(6)
    ]
    for run in runs:
        out, err = run.communicate(timeout=60)
        assert (run.returncode, err) == (0, b"")
        assert b"The first." in out
    assert len(compiled(home)) == 1
    assert not list((home / "cache").rglob(".*"))


def test_half_written_file_of_a_killed_run_is_never_opened(glossary_file: Callable[..., Path], home: Path) -> None:
    path = glossary_file(ONE)
    definition(path)
    (made,) = compiled(home)
    shutil.copy(made, made.with_name(".killed"))
    made.unlink()
    made.with_name(".killed").write_bytes(b"half")
    assert definition(path) == "The first."


def test_run_that_is_killed_while_it_compiles_leaves_nothing_wrong(
    tmp_path: Path, home: Path, gloss_process: Callable[..., Run]
) -> None:
    path = tmp_path / "large.jsonl"
    lines = (f'{{"term": "Term {number}", "definition": "The first."}}\n' for number in range(30_000))
    path.write_text("".join(lines), encoding="utf-8")
    run = subprocess.Popen([sys.executable, "-m", "glosscli", "-g", str(path), "--only", "term 7"], stdout=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not list((home / "cache").rglob(".gloss-aside-*")) and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    run.kill()
    run.communicate()
    assert compiled(home) == []
    (left,) = (home / "cache").rglob(".gloss-aside-*")
    settle(left)
    told = gloss_process("-g", str(path), "--only", "term 7")
    assert "The first." in told.out
    assert (told.err, told.code) == ("", 0)
    assert not left.exists()


@pytest.mark.parametrize("line", [["one"], ["one", "--json"], ["list"], ["onee"]])
def test_compiled_glossary_that_is_damaged_inside_is_made_again(
    glossary_file: Callable[..., Path], home: Path, gloss_process: Callable[..., Run], line: list[str]
) -> None:
    path = glossary_file("".join(f"  - {{term: One{'e' * number}, definition: The first.}}\n" for number in range(40)))
    whole = gloss_process(*line, "-g", str(path), "--only")
    (made,) = compiled(home)
    data = bytearray(made.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    made.write_bytes(data)
    again = gloss_process(*line, "-g", str(path), "--only")
    assert again == whole
    assert again.code in (0, 1)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX limits")
def test_disk_without_room_costs_no_answer(glossary_file: Callable[..., Path], home: Path) -> None:
    path = glossary_file("".join(f"  - {{term: Term {number}, definition: The first.}}\n" for number in range(300)))
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        "from glosscli.__main__ import run; sys.exit(run(sys.argv[1:]))"
    )
    line = [sys.executable, "-c", limited, "-g", str(path), "--only", "term 7"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.stdout.splitlines()[0], done.stderr, done.returncode) == ("Term 7", "", 0)
    assert not [item for item in (home / "cache").rglob("*") if item.is_file()]


def test_glossary_with_one_wrong_entry_answers_and_says_so(glossary_file: Callable[..., Path], gloss: Callable[..., Run]) -> None:
    path = glossary_file(ONE + "  - {term: Two}\n")
    told = gloss("-g", str(path), "one", "--json")
    assert '"found":true' in told.out
    assert told.err == f"gloss: {path} has 1 problem\n  gloss check {path}\n"
    assert told.code == 0


def test_glossary_without_a_usable_entry_is_told(glossary_file: Callable[..., Path]) -> None:
    path = glossary_file("  - {term: Two}\n")
    with pytest.raises(UnreadableGlossary, match="holds no entry"):
        store.open_glossary(str(path))


def test_path_with_odd_characters_is_opened(glossary_file: Callable[..., Path]) -> None:
    assert definition(glossary_file(ONE, name="täm #1?100%.yaml")) == "The first."
