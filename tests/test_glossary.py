"""A compiled glossary, asked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from glosscli import glossary as compiled
from glosscli import store
from glosscli.errors import UnreadableGlossary
from glosscli.glossary import Filter, Glossary, writing
from glosscli.model import Entry, Head

ENTRIES = """\
  - slug: part
    term: Part
    category: things
    level: beginner
    tags: [small, round]
    definition: A part.
    relations:
      - {kind: part_of, to: whole, why: It is in it.}
      - {kind: mitigated_by, to: cure, why: It helps.}
      - {kind: used_with, to: gone, why: It left.}
  - {slug: whole, term: Whole, category: things, definition: A whole.}
  - slug: cure
    term: Cure
    category: acts
    tags: [rounder]
    definition: A cure.
    confusions: [{with: whole, difference: It is not.}]
"""


@pytest.fixture
def opened(glossary_file: Callable[..., Path]) -> Iterator[Glossary]:
    with store.open_glossary(str(glossary_file(ENTRIES))) as glossary:
        yield glossary


def related(glossary: Glossary, slug: str) -> list[tuple[str, str, str]]:
    number = next(number for number in range(1, 4) if glossary.brief(number)[0] == slug)
    return [(neighbor.kind, neighbor.slug, neighbor.why) for neighbor in glossary.page(number).related]


def test_relation_is_seen_from_both_sides_and_leads_only_to_entries(opened: Glossary) -> None:
    assert related(opened, "part") == [("part_of", "whole", "It is in it."), ("mitigated_by", "cure", "It helps.")]
    assert related(opened, "whole") == [("has_part", "part", "It is in it.")]
    assert related(opened, "cure") == [("mitigates", "part", "It helps.")]


def test_page_names_the_entries_that_it_points_to(opened: Glossary) -> None:
    page = opened.page(3)
    assert [(mixup.with_, mixup.term) for mixup in page.confusions] == [("whole", "Whole")]


@pytest.mark.parametrize(
    ("keep", "slugs"),
    [
        (Filter(), ["cure", "part", "whole"]),
        (Filter(category="things"), ["part", "whole"]),
        (Filter(level="beginner"), ["part"]),
        (Filter(tag="round"), ["part"]),
        (Filter(category="acts", level="beginner"), []),
    ],
)
def test_filter_keeps_what_fits_all_of_it(opened: Glossary, keep: Filter, slugs: list[str]) -> None:
    assert [entry.slug for entry in opened.entries(keep)] == slugs
    assert opened.count(keep) == len(slugs)
    assert [opened.brief(opened.nth(number, keep))[0] for number in range(len(slugs))] != [] or not slugs


def test_choices_are_what_occurs(opened: Glossary) -> None:
    assert opened.choices("category") == ["acts", "things"]
    assert opened.choices("tag") == ["round", "rounder", "small"]


def test_prefix_completes_slugs(opened: Glossary) -> None:
    assert opened.beginning_with("w", 10) == [("whole", "A whole.")]
    assert opened.beginning_with("", 2) == [("cure", "A cure."), ("part", "A part.")]


def test_of_two_entries_with_one_slug_the_first_is_kept(tmp_path: Path) -> None:
    entries = [Entry(slug="same", term="A", definition="First."), Entry(slug="same", term="B", definition="Second.")]
    path = str(tmp_path / "same.db")
    writing.write(path, writing.Listed(Head(name="same"), entries))
    with compiled.open_glossary(path) as glossary:
        assert [entry.definition for entry in glossary.entries()] == ["First."]


def test_file_of_another_layout_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "old.db")
    monkeypatch.setattr(writing, "LAYOUT", 999)
    writing.write(path, writing.Listed(Head(name="old"), []))
    monkeypatch.undo()
    with pytest.raises(UnreadableGlossary, match="layout 999"):
        compiled.open_glossary(path)


def test_opening_what_does_not_exist_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableGlossary, match="cannot open"):
        compiled.open_glossary(str(tmp_path / "none.db"))
    assert not list(tmp_path.glob("none*"))


def test_writing_where_one_cannot_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot write"):
        writing.write(str(tmp_path / "no" / "folder.db"), writing.Listed(Head(name="x"), []))
