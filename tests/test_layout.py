"""The one layout: what is written reads back the same, and nothing that a person wrote is lost."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Run
from glosscli import places, records, sources
from glosscli.formats import layout, yaml
from glosscli.model import Code, Entry, Formula, Reference
from glosscli.records import Record

LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"]), min_size=1, max_size=60
)
WORDS = LINES.map(lambda text: " ".join(text.split())).filter(bool)


def read_back(value: Entry) -> Entry:
    """What is read from the text that is written for an entry."""
    (record,) = (
        item
        for item in yaml.read_text(f"entries:\n{layout.entry(value)}\n", "file")
        if isinstance(item, Record) and item.part == "entry"
    )
    entry, problems = records.read_entry(record)
    assert problems == []
    assert entry is not None
    return entry


@given(term=WORDS, definition=WORDS, aliases=st.lists(WORDS, max_size=3), tags=st.lists(WORDS, max_size=2), source=LINES)
def test_any_entry_reads_back_as_it_was(term: str, definition: str, aliases: list[str], tags: list[str], source: str) -> None:
    value = Entry(
        slug="any",
        term=term,
        aliases=tuple(aliases),
        tags=tuple(tags),
        definition=definition,
        formula=Formula(plain=term),
        code=Code(language="text", source=f"x\n  {source.strip()}".rstrip() + "\ny"),
        references=(Reference(title=term, url="https://example.org/#a", year=1999, kind="paper"),),
    )
    assert read_back(value) == value


def test_every_bundled_entry_reads_back_as_it_was() -> None:
    for value, _ in sources.read(str(ROOT / "data" / "terms.yaml")).entries:
        assert read_back(value) == value, value.slug


MESSY = """# The head of the file.
name:   messy   # kept

entries:
  # about zebra
  - slug: zebra
    definition:   A striped animal.
    term: "Zebra"
  - slug: ape
    term: Ape
    level: beginner # why it is one
    definition: A primate.
"""
NEAT = """# The head of the file.
name:   messy   # kept

entries:
  # about zebra
  - slug: zebra
    term: Zebra
    definition: >-
      A striped animal.

  - slug: ape
    term: Ape
    level: beginner # why it is one
    definition: A primate.
"""


def sorted_by_slug(neat: str) -> str:
    """The neat text with the ape before the zebra."""
    head, zebra, ape = (
        neat.partition("  # about")[0],
        neat.partition("entries:\n")[2].partition("\n  - slug: ape")[0],
        "  - slug: ape",
    )
    return f"{head}{ape}{neat.partition(ape)[2]}\n{zebra}"


@pytest.mark.parametrize(
    ("head", "options", "order"), [("", [], str), ("", ["--sort"], sorted_by_slug), ("profile: strict\n", [], sorted_by_slug)]
)
def test_comments_stay_and_order_where_no_one_wants_it_sorted(
    tmp_path: Path, gloss: Callable[..., Run], head: str, options: list[str], order: Callable[[str], str]
) -> None:
    path = tmp_path / "messy.yaml"
    path.write_text(head + MESSY, encoding="utf-8")
    assert gloss("fmt", "--check", *options, str(path)) == Run(f"{path}\n", "gloss: 1 file would change\n", 1)
    assert path.read_text(encoding="utf-8") == head + MESSY
    assert gloss("fmt", *options, str(path)) == Run("", "gloss: 1 file written anew\n", 0)
    assert path.read_text(encoding="utf-8") == head + order(NEAT)
    assert gloss("fmt", *options, str(path)) == Run("", "gloss: 0 files written anew\n", 0)
    assert "W009" not in gloss("check", str(path)).out


KEPT = {
    "the slug that follows from the term is not added": (
        "entries:\n- term: Ape\n  definition: A primate.\n",
        "entries:\n  - term: Ape\n    definition: >-\n      A primate.\n",
    ),
    "lines end as they did": (
        "entries:\r\n  - {term: Ape, definition: B.}\r\n",
        "entries:\r\n  - term: Ape\r\n    definition: >-\r\n      B.\r\n",
    ),
    "text that looks like a comment of the next entry is text": (
        "entries:\n- term: Ape\n  definition: |\n    B.\n    # of it\n- {term: Bee, definition: C.}\n",
        "entries:\n  - term: Ape\n    definition: >-\n      B.\n\n      # of it\n\n  - term: Bee\n    definition: >-\n      C.\n",
    ),
    "a comment that is set in deeper belongs to the entry above": (
        "entries:\n- term: Ape\n  definition: B.\n  # of it\n- {term: Bee, definition: C.}\n",
        "entries:\n  - term: Ape\n    definition: B.\n    # of it\n\n  - term: Bee\n    definition: >-\n      C.\n",
    ),
    "a comment below the list stays there": (
        "entries:\n  - {term: Ape, definition: B.}\n# vim: set sw=2:\n",
        "entries:\n  - term: Ape\n    definition: >-\n      B.\n# vim: set sw=2:\n",
    ),
    "a list in brackets gets a dash each": (
        "name: a\nentries: [{term: Ape, definition: B.}]\n",
        "name: a\nentries:\n  - term: Ape\n    definition: >-\n      B.\n",
    ),
    "a list in brackets with comments stays": (
        "entries: [ # one\n  {term: Ape, definition: B.}]\n",
        "entries: [ # one\n  {term: Ape, definition: B.}]\n",
    ),
    "dashes on lines of their own": (
        "entries:\n  -\n    term: Ape\n    definition: B.\n",
        "entries:\n  - term: Ape\n    definition: >-\n      B.\n",
    ),
}


@pytest.mark.parametrize("what", KEPT)
def test_what_a_person_gave_stays(what: str, tmp_path: Path, gloss: Callable[..., Run]) -> None:
    before, after = KEPT[what]
    path = tmp_path / "team.yaml"
    path.write_bytes(before.encode())
    assert gloss("fmt", str(path)).code == 0
    assert path.read_bytes().decode() == after


def test_file_that_cannot_be_laid_out_without_a_change_is_left_as_it_is(tmp_path: Path, gloss: Callable[..., Run]) -> None:
    path = tmp_path / "team.yaml"
    text = 'entries:\n  - term: Zoo # one\n    definition: "B.\n  # quoted"\n  - {term: Bee, definition: C.}\n'
    path.write_text(text, encoding="utf-8")
    told = gloss("fmt", "--sort", str(path))
    words = "cannot be laid out without a change of what it says; it is left as it is"
    assert told == Run("", f"gloss: {path} {words}\n  begin each entry on a line of its own, with '  - '\n", 3)
    assert path.read_text(encoding="utf-8") == text


def test_layout_that_differs_is_a_warning_at_its_line(tmp_path: Path, gloss: Callable[..., Run]) -> None:
    path = tmp_path / "messy.yaml"
    path.write_text(f"enable: [W009]\n{MESSY}", encoding="utf-8")
    told = gloss("check", str(path))
    assert told.out == f"{path}:8:1: W009 the layout differs here from what gloss fmt writes\n"
    assert gloss("check", "--explain", "W009").out.startswith("W009  The file stands in the one layout")


@pytest.mark.parametrize("text", ["entries:\n  - term: A\n    definition: B.\n    definition: C.\n", "name: [", "just words\n"])
def test_file_with_errors_is_left_as_it_is(tmp_path: Path, gloss: Callable[..., Run], text: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    told = gloss("fmt", str(path))
    assert (told.out, told.code) == ("", 3)
    assert f"gloss check {path}" in told.err
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions and links")
def test_permissions_and_links_stay(tmp_path: Path, gloss: Callable[..., Run]) -> None:
    real = tmp_path / "real.yaml"
    real.write_text(MESSY, encoding="utf-8")
    real.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(real)
    assert gloss("fmt", str(link)).code == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == NEAT
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["link.yaml", "real.yaml"]


def test_file_that_cannot_be_written_is_told_and_is_as_it_was(
    tmp_path: Path, gloss: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "messy.yaml"
    path.write_text(MESSY, encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    told = gloss("fmt", str(path))
    assert (told.code, told.err) == (3, f"gloss: cannot write {path}: No space left on device; the file is as it was\n")
    assert path.read_text(encoding="utf-8") == MESSY
    assert [item.name for item in tmp_path.iterdir() if item.is_file()] == ["messy.yaml"]


def test_fmt_without_a_file_is_wrong_usage(gloss: Callable[..., Run]) -> None:
    assert gloss("fmt") == Run("", "gloss: name a file to write\n  gloss fmt glossary.yaml\n", 2)


def test_line_of_a_text_that_looks_like_a_comment_stays_with_its_entry(tmp_path: Path, gloss: Callable[..., Run]) -> None:
    path = tmp_path / "code.yaml"
    code = "    code:\n      language: text\n      source: |-\n        # x\n"
    path.write_text(f"entries:\n  - term: B\n    definition: C.\n{code}  # y\n  - term: A\n    definition: C.\n", encoding="utf-8")
    assert gloss("fmt", "--sort", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == (
        f"entries:\n  # y\n  - term: A\n    definition: >-\n      C.\n\n  - term: B\n    definition: >-\n      C.\n{code}"
    )


def test_comment_that_repeats_a_line_of_the_text_stays(tmp_path: Path, gloss: Callable[..., Run]) -> None:
    path = tmp_path / "code.yaml"
    code = "    code:\n      language: text\n      source: |-\n        # x\n"
    path.write_text(f"entries:\n  - term: B\n    # x\n    definition: C.\n{code}", encoding="utf-8")
    assert gloss("fmt", str(path)).code == 0
    assert path.read_text(encoding="utf-8").count("# x\n") == 2


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["Windows", "old Macintosh"])
def test_line_ends_and_byte_order_mark_stay(end: str, tmp_path: Path, gloss: Callable[..., Run]) -> None:
    path = tmp_path / "messy.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MESSY.replace("\n", end).encode())
    assert gloss("fmt", str(path)).code == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + NEAT.replace("\n", end).encode()
    assert "W009" not in gloss("check", str(path)).out


def test_layout_that_would_change_what_a_file_says_is_not_written(
    tmp_path: Path, gloss: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "messy.yaml"
    path.write_text(MESSY, encoding="utf-8")
    monkeypatch.setattr(layout, "document", lambda *_, **__: NEAT.replace("primate", "parrot"))
    told = gloss("fmt", str(path))
    assert (told.out, told.code) == ("", 3)
    assert told.err.startswith(f"gloss: {path} cannot be laid out without a change of what it says; it is left as it is\n")
    assert path.read_text(encoding="utf-8") == MESSY


def test_file_that_another_writes_meanwhile_is_left_as_that_one_wrote_it(
    tmp_path: Path, gloss: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "messy.yaml"
    path.write_text(MESSY, encoding="utf-8")
    says_the_same = sources.says_the_same

    def meanwhile(*arguments: Any) -> bool:
        path.write_text("theirs", encoding="utf-8")
        return says_the_same(*arguments)

    monkeypatch.setattr(sources, "says_the_same", meanwhile)
    words = f"gloss: {path} changed while it was laid out; it is left as it is\n  gloss fmt {path}\n"
    assert gloss("fmt", str(path)) == Run("", words, 3)
    assert path.read_text(encoding="utf-8") == "theirs"
    assert [item.name for item in tmp_path.iterdir() if item.is_file()] == ["messy.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_read_only_file_is_left_as_it_is(tmp_path: Path, gloss: Callable[..., Run]) -> None:
    path = tmp_path / "messy.yaml"
    path.write_text(MESSY, encoding="utf-8")
    path.chmod(0o444)
    words = f"gloss: cannot write {path}: it is read-only; the file is as it was\n"
    assert gloss("fmt", str(path)) == Run("", words, 3)
    assert path.read_text(encoding="utf-8") == MESSY


def test_writer_waits_for_another_and_says_so_where_that_takes_too_long(
    tmp_path: Path, gloss: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "messy.yaml"
    path.write_text(MESSY, encoding="utf-8")
    monkeypatch.setattr(sources, "_PATIENCE", 0.1)
    with sources.changing(str(path)) as before:
        words = f"gloss: {path} is being written by another gloss\n  run this again when that one is done\n"
        assert gloss("fmt", str(path)) == Run("", words, 3)
        assert before == MESSY.encode() == path.read_bytes()
    assert gloss("fmt", str(path)).code == 0


COUNTER = """
import sys
from glosscli import sources
for _ in range(20):
    with sources.changing(sys.argv[1]) as before:
        assert sources.replace(sys.argv[1], before, before + b"x")
"""


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "counted.yaml"
    path.write_bytes(b"")
    writers = [subprocess.Popen([sys.executable, "-c", COUNTER, str(path)]) for _ in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert path.read_bytes() == b"x" * 40


def test_file_is_written_where_no_lock_can_be_made(
    tmp_path: Path, gloss: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "messy.yaml"
    path.write_text(MESSY, encoding="utf-8")
    (tmp_path / "taken").write_text("no folder", encoding="utf-8")
    monkeypatch.setattr(places, "lock_folder", lambda: str(tmp_path / "taken"))
    assert gloss("fmt", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == NEAT
