"""One more entry in a file: everything else stays to the byte, and what is read back is what was given."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosscli import additions, insertion, labels, sources
from glosscli.errors import GlossError
from glosscli.model import Entry

NEW = "  - term: Moose\n    definition: >-\n      A large deer.\n"
MOOSE = Entry(slug="moose", term="Moose", definition="A large deer.")


def moose() -> additions.Draft:
    return additions.draft(additions.text_of(MOOSE))


PLACES = {
    "at its place, where the others are sorted": (
        "name: a\nentries:\n  - {term: Ape, definition: B.}\n\n  # about zebras\n  - {term: Zebra, definition: B.}\n",
        "name: a\nentries:\n  - {term: Ape, definition: B.}\n\n" + NEW + "\n  # about zebras\n  - {term: Zebra, definition: B.}\n",
    ),
    "at the end, where they are not": (
        "entries:\n  - {term: Zebra, definition: B.}\n  - {term: Ape, definition: B.}\n",
        "entries:\n  - {term: Zebra, definition: B.}\n  - {term: Ape, definition: B.}\n" + NEW,
    ),
    "at the front, above the comment of the first": (
        "entries:\n  # the first\n  - {term: Zebra, definition: B.}\n",
        "entries:\n" + NEW + "\n  # the first\n  - {term: Zebra, definition: B.}\n",
    ),
    "below a comment that belongs to the entry above": (
        "entries:\n  - term: Ape\n    definition: B.\n    # more to come\n  - {term: Zebra, definition: B.}\n",
        "entries:\n  - term: Ape\n    definition: B.\n    # more to come\n" + NEW + "  - {term: Zebra, definition: B.}\n",
    ),
    "above what stands below the list": (
        "entries:\n  - {term: Ape, definition: B.}\n\n# vim: set sw=2:\n",
        "entries:\n  - {term: Ape, definition: B.}\n\n" + NEW + "\n# vim: set sw=2:\n",
    ),
    "set in as the others are": (
        'entries:\n- term: "Ape"\n  definition: |\n    # no comment\n- {term: Zebra, definition: B.}\n',
        'entries:\n- term: "Ape"\n  definition: |\n    # no comment\n- term: Moose\n  definition: >-\n    A large deer.\n'
        "- {term: Zebra, definition: B.}\n",
    ),
    "set in by four": (
        "entries:\n    - {term: Ape, definition: B.}\n",
        "entries:\n    - {term: Ape, definition: B.}\n\n    - term: Moose\n      definition: >-\n        A large deer.\n",
    ),
    "with the dash on a line of its own": (
        "entries:\n  - # the ape\n    term: Ape\n    definition: B.\n  -\n    term: Zebra\n    definition: B.\n",
        "entries:\n  - # the ape\n    term: Ape\n    definition: B.\n" + NEW + "  -\n    term: Zebra\n    definition: B.\n",
    ),
    "with line ends of Windows": (
        "entries:\r\n  - {term: Ape, definition: B.}\r\n",
        "entries:\r\n  - {term: Ape, definition: B.}\r\n\r\n" + NEW.replace("\n", "\r\n"),
    ),
    "after a last line that does not end": (
        "entries:\n  - {term: Ape, definition: B.}",
        "entries:\n  - {term: Ape, definition: B.}\n\n" + NEW,
    ),
    "in an empty list": ("name: a\nentries: []  # none yet\n", "name: a\nentries:  # none yet\n" + NEW),
    "in a list with nothing in it": ("name: a\nentries:\n\n# the end\n", "name: a\nentries:\n" + NEW + "\n# the end\n"),
    "below examples that are commented out": ("entries:\n  # - term: Ape\n", "entries:\n  # - term: Ape\n" + NEW),
    "in a file with a head only": ("name: a\n", "name: a\n\nentries:\n" + NEW),
    "in an empty file": ("", "entries:\n" + NEW),
    "before the end of the document": (
        "---\nentries:\n- {term: Ape, definition: B.}\n...\n",
        "---\nentries:\n- {term: Ape, definition: B.}\n\n- term: Moose\n  definition: >-\n    A large deer.\n...\n",
    ),
    "after text that keeps its line ends": (
        "entries:\n  - term: Ape\n    definition: |+\n      B.\n\n\n",
        "entries:\n  - term: Ape\n    definition: |+\n      B.\n\n\n" + NEW,
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_entry_is_put_in(place: str, tmp_path: Path) -> None:
    before, after = PLACES[place]
    path = tmp_path / "glossary.yaml"
    path.write_bytes(before.encode())
    line = additions.add(str(path), moose(), lambda *_: []).line
    assert path.read_bytes().decode() == after
    assert line is not None
    assert "Moose" in after.splitlines()[line - 1]


def test_slug_is_written_where_the_others_have_theirs(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("entries:\n  - {slug: ape, term: Ape, definition: B.}\n", encoding="utf-8")
    additions.add(str(path), moose(), lambda *_: [])
    assert "\n  - slug: moose\n    term: Moose\n" in path.read_text(encoding="utf-8")


def test_mark_at_the_beginning_of_a_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_bytes(b"\xef\xbb\xbfentries:\n  - {term: Ape, definition: B.}\n")
    assert additions.add(str(path), moose(), lambda *_: []).line == 4
    assert path.read_bytes() == b"\xef\xbb\xbfentries:\n  - {term: Ape, definition: B.}\n\n" + NEW.encode()


@pytest.mark.parametrize("data", [b"entries: [{term: Ape, definition: B.}]\n", b"entries:\n  - {term: \xff, definition: B.}\n"])
def test_file_into_which_nothing_can_be_put_is_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_bytes(data)
    with pytest.raises(GlossError, match="it is left as it is"):
        additions.add(str(path), moose(), lambda *_: [])
    assert path.read_bytes() == data


TEXT = st.text(st.characters(codec="utf-8"), max_size=80)
AWKWARD = st.sampled_from(
    ["NO", "1.0", "- a", "a: b", "# a", "a #b", '"', "'", "\\", "&a", "*a", "!a", "%", "@", "`", "é", "👩‍🚀", "~"]
)


def on_one_line(text: str) -> str:
    return " ".join(labels.clean(text).split())


@given(
    term=st.one_of(TEXT, AWKWARD).map(on_one_line).filter(bool),
    definition=st.one_of(TEXT, AWKWARD).map(on_one_line).filter(bool),
    aliases=st.lists(st.one_of(TEXT, AWKWARD).map(on_one_line).filter(bool), max_size=3),
)
def test_any_text_goes_in_and_comes_out_as_it_was(term: str, definition: str, aliases: list[str]) -> None:
    value = Entry(slug="any", term=term, aliases=tuple(aliases), definition=definition)
    text = "entries:\n- {term: Ape, definition: B.} # stays\n- term: Zebra\n  definition: 'it''s'\n"
    draft = additions.draft(additions.text_of(value))
    assert draft.entry == value
    before = sources.read_as("a.yaml", text.encode())
    changed, _ = next(insertion.ways(text, before.entries, "any", draft.lines))
    after = sources.read_as("a.yaml", changed.encode())
    assert value in [entry for entry, _ in after.entries]
    assert len(after.entries) == 3
