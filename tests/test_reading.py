"""What is read from a file, and what is said about the rest: each file in broken/ is named by what it shows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from glosscli import sources
from glosscli.errors import UnreadableGlossary

BROKEN = sorted(path for path in (Path(__file__).parent / "broken").iterdir() if path.suffix != ".txt")


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_file_gives_its_problems_and_the_rest_is_read(path: Path) -> None:
    source = sources.read(str(path))
    told = [str(problem).removeprefix(f"{path}:") for problem in source.problems]
    read = [f"read: {entry.slug}" for entry, _ in source.entries]
    assert "\n".join([*told, *read]) + "\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_scalar_is_text(glossary_file: Callable[..., Path]) -> None:
    path = glossary_file("  - term: NO\n    aliases: [1.10, null, ~, 0x1F, 2026-01-01]\n    definition: A country code.\n")
    ((entry, _),) = sources.read(str(path)).entries
    assert (entry.term, entry.aliases) == ("NO", ("1.10", "null", "~", "0x1F", "2026-01-01"))


def test_entry_without_slug_gets_one_from_its_term(glossary_file: Callable[..., Path]) -> None:
    path = glossary_file("  - term: Über-Modell (groß)\n    definition: A large thing.\n")
    ((entry, _),) = sources.read(str(path)).entries
    assert entry.slug == "uber-modell-gross"


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: w\r\nentries:\r\n  - term: A\r\n    definition: >-\r\n      One\r\n      two.\r\n")
    source = sources.read(str(path))
    assert [(entry.definition, str(entry.slug)) for entry, _ in source.entries] == [("One two.", "a")]
    assert source.problems == []


def test_bytes_that_are_not_utf8_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"name: l\nentries:\n  - term: Caf\xe9\n    definition: A place.\n")
    source = sources.read(str(path))
    assert [str(problem) for problem in source.problems] == [f"{path}:3:14: E001 byte 0xe9 is not UTF-8; save the file as UTF-8"]
    assert len(source.entries) == 1


def test_glossary_without_a_name_is_called_as_its_file(tmp_path: Path) -> None:
    path = tmp_path / "Our Terms.yaml"
    path.write_text("entries:\n  - term: A\n    definition: B.\n", encoding="utf-8")
    source = sources.read(str(path))
    assert (source.head.name, source.problems) == ("our-terms", [])


@pytest.mark.parametrize(("name", "words"), [("missing.yaml", "there is no file"), ("notes.txt", "is not a glossary file")])
def test_what_cannot_be_read_at_all_says_so(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(UnreadableGlossary, match=words):
        sources.read(str(tmp_path / name))
