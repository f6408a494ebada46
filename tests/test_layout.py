"""The one layout: what is written reads back the same, and nothing that a person wrote is lost."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Run
from glosscli import records, sources
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
  - slug: ape
    term: Ape
    level: beginner # why it is one
    definition: A primate.

  # about zebra
  - slug: zebra
    term: Zebra
    definition: >-
      A striped animal.
"""


def test_entries_are_sorted_and_comments_stay(tmp_path: Path, gloss: Callable[..., Run]) -> None:
    path = tmp_path / "messy.yaml"
    path.write_text(MESSY, encoding="utf-8")
    assert gloss("fmt", "--check", str(path)) == Run(f"{path}\n", "gloss: 1 file would change\n", 1)
    assert path.read_text(encoding="utf-8") == MESSY
    assert gloss("fmt", str(path)) == Run("", "gloss: 1 file written anew\n", 0)
    assert path.read_text(encoding="utf-8") == NEAT
    assert gloss("fmt", str(path)) == Run("", "gloss: 0 files written anew\n", 0)


def test_layout_that_differs_is_a_warning_at_its_line(tmp_path: Path, gloss: Callable[..., Run]) -> None:
    path = tmp_path / "messy.yaml"
    path.write_text(f"enable: [W009]\n{MESSY}", encoding="utf-8")
    told = gloss("check", str(path))
    assert told.out == f"{path}:6:1: W009 the layout differs here from what gloss fmt writes\n"
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
