"""How answers look: held against files, and against what must be true of every entry at every width."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from conftest import ROOT
from glosscli import search, store, surroundings
from glosscli.commands import Format
from glosscli.glossary import Glossary
from glosscli.render import Style, diagrams, nearby, renderer

AsOnFile = Callable[[str, str], None]
HOSTILE = """\
  - slug: hostile
    term: "[bold]Evil[/bold] \\e]8;;https://evil.example\\e\\\\ link \\u202e"
    aliases: ["a`b|c*d_e<f>", "\\x9b31m"]
    definition: "A text \\e[31mwith \\a controls.\\x00"
    takeaway: "It [link=https://evil.example]hides[/link] :skull: nothing."
    references: [{title: "T\\e[2J", url: "https://e.example/\\e]0;x\\a", kind: paper}]
"""
ASIAN = """\
  - slug: transformer-ja
    term: トランスフォーマー
    aliases: [변환기, 變換器]
    category: 言語
    definition: 自己注意機構だけで系列を処理し、並列に学習できる深層学習モデルであり、翻訳や要約など多くの課題で使われている。
    takeaway: "e\u0301 and a\u0308 and n\u0303 are each one letter wide, whatever they are made of, and so is 👍🏽 two."
"""


@pytest.fixture
def subject(small: Path) -> Iterator[Glossary]:
    with store.open_glossary(str(small)) as glossary:
        yield glossary


@pytest.mark.parametrize("width", [40, 200])
@pytest.mark.parametrize("full", [False, True], ids=["page", "full"])
def test_terminal_page_is_as_on_file(subject: Glossary, as_on_file: AsOnFile, width: int, full: bool) -> None:
    answer = search.answer(subject, "gradient descent")
    text = renderer("terminal").answer(answer, Style(width=width, full=full))
    as_on_file(text, f"terminal-{'full' if full else 'page'}-{width}.txt")


@pytest.mark.parametrize("format", ["plain", "markdown", "json"])
@pytest.mark.parametrize("full", [False, True], ids=["page", "full"])
def test_other_formats_are_as_on_file(subject: Glossary, as_on_file: AsOnFile, format: Format, full: bool) -> None:
    answer = search.answer(subject, "gradient descent")
    as_on_file(renderer(format).answer(answer, Style(full=full)), f"{format}-{'full' if full else 'page'}.txt")


@pytest.mark.parametrize("format", ["terminal", "plain", "markdown"])
def test_related_terms_are_as_on_file(subject: Glossary, as_on_file: AsOnFile, format: Format) -> None:
    around = surroundings.around(subject, search.answer(subject, "gd"), depth=2)
    by_kind, tree = nearby.sheet(around, as_tree=False), nearby.sheet(around, as_tree=True)
    assert by_kind is not None
    assert tree is not None
    as_on_file(renderer(format).sheet(by_kind, Style()), f"{format}-related.txt")
    as_on_file(renderer(format).sheet(tree, Style()), f"{format}-tree.txt")


@pytest.mark.parametrize("language", sorted(diagrams.WRITERS))
def test_diagrams_are_as_on_file(subject: Glossary, as_on_file: AsOnFile, language: str) -> None:
    around = surroundings.around(subject, search.answer(subject, "gd"), depth=2)
    as_on_file(diagrams.WRITERS[language](around), f"related.{language}")


@pytest.mark.parametrize("format", ["terminal", "plain", "markdown", "json"])
def test_list_is_as_on_file(subject: Glossary, as_on_file: AsOnFile, format: Format) -> None:
    as_on_file("".join(renderer(format).listing(subject.entries(), Style())), f"{format}-list.txt")


def test_guess_is_as_on_file(subject: Glossary, as_on_file: AsOnFile) -> None:
    as_on_file(renderer("terminal").answer(search.answer(subject, "gradeint descnt"), Style()), "terminal-guess.txt")


def test_color_changes_nothing_but_color(subject: Glossary) -> None:
    answer = search.answer(subject, "gradient descent")
    plain = renderer("terminal").answer(answer, Style(full=True))
    colored = renderer("terminal").answer(answer, Style(full=True, color=True))
    without = re.sub(r"\x1b\][^\x1b]*\x1b\\", "", re.sub(r"\x1b\[[0-9;]*m", "", colored))
    assert [line.rstrip() for line in without.splitlines()] == plain.splitlines()
    assert "\x1b]8;" in colored
    assert "\x1b" not in plain


@pytest.mark.parametrize("width", [40, 200])
def test_every_page_of_the_bundled_glossary_fits_its_window(width: int) -> None:
    with store.open_glossary(str(ROOT / "data" / "terms.yaml")) as glossary:
        for entry in glossary.entries():
            text = renderer("terminal").answer(search.answer(glossary, entry.slug), Style(width=width, full=True))
            assert max(map(cell_len, text.splitlines())) <= width, entry.slug


def test_normal_page_fits_a_screen_of_24_lines() -> None:
    with store.open_glossary(str(ROOT / "data" / "terms.yaml")) as glossary:
        pages = [renderer("terminal").answer(search.answer(glossary, entry.slug), Style()) for entry in glossary.entries()]
    heights = sorted(page.count("\n") for page in pages)
    assert heights[len(heights) // 2] <= 24
    assert heights[-1] <= 40


@pytest.mark.parametrize("width", [40, 80])
def test_borders_are_straight_around_wide_and_combining_characters(width: int, glossary_file: Callable[..., Path]) -> None:
    with store.open_glossary(str(glossary_file(ASIAN))) as glossary:
        text = renderer("terminal").answer(search.answer(glossary, "transformer-ja"), Style(width=width))
    assert "トランスフォーマー" in text
    boxed = [line for line in text.splitlines() if line[0] in "╭│╰"]
    assert {cell_len(line) for line in boxed} == {width}


@pytest.mark.parametrize("format", ["terminal", "plain", "markdown", "json"])
@pytest.mark.parametrize("color", [False, True], ids=["plain", "color"])
def test_nothing_in_a_glossary_controls_the_terminal(format: Format, color: bool, glossary_file: Callable[..., Path]) -> None:
    with store.open_glossary(str(glossary_file(HOSTILE))) as glossary:
        answer = search.answer(glossary, "hostile")
        style = Style(full=True, color=color)
        text = renderer(format).answer(answer, style) + "".join(renderer(format).listing(glossary.entries(), style))
    own = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x07\x1b]*\x1b\\", "", text) if format == "terminal" and color else text
    assert not [character for character in own if unicodedata.category(character) == "Cc" and character not in "\n\t"]
    assert "\u202e" not in text
    if format in ("terminal", "plain"):
        assert "[bold]Evil[/bold]" in text


def test_markdown_of_a_hostile_entry_stays_text(glossary_file: Callable[..., Path]) -> None:
    with store.open_glossary(str(glossary_file(HOSTILE))) as glossary:
        text = renderer("markdown").answer(search.answer(glossary, "hostile"), Style(full=True))
    assert "a\\`b\\|c\\*d\\_e\\<f\\>" in text
