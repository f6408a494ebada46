"""Glossaries for programs: the page of examples, and what it promises."""

import doctest
import threading
from pathlib import Path

import pytest

from conftest import ROOT
from glosscli import open_glossary, search, store
from glosscli.errors import GlossError
from glosscli.glossary.page import Page

TEAM = "name: team\nentries:\n  - {term: Deploy window, aliases: [release slot], definition: Two hours on Tuesday.}\n"


def fields(page: Page) -> dict[str, object]:
    page.slug  # noqa: B018  # takes the page apart
    return {name: plain(value) for name, value in vars(page).items() if not name.startswith("_")}


def plain(value: object) -> object:
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return {name: plain(item) for name, item in vars(value).items()} if hasattr(value, "__dict__") else value


def test_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "glossary.yaml").write_text(TEAM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(ROOT / "docs" / "library.md"), module_relative=False, encoding="utf-8")
    assert failed == 0
    assert tried > 15


def test_values_are_those_of_the_command_line() -> None:
    with open_glossary() as library, store.open_glossary() as glossary:
        ours, theirs = library.find("rag").entry, search.answer(glossary, "rag").entry
        assert ours is not None
        assert theirs is not None
        assert ours.json == theirs.json


def test_page_is_the_same_after_closing() -> None:
    with open_glossary() as library:
        open_page = library["gradient-descent"]
        closed_page = library["gradient-descent"]
        before = fields(open_page)
    assert fields(closed_page) == before
    assert before["references"]


def test_each_thread_asks_a_library_of_its_own() -> None:
    found: list[str] = []

    def ask() -> None:
        with open_glossary() as library:
            for _ in range(20):
                entry = library.find("llm").entry
                found.append(entry.term if entry else "")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Large language model"] * 80


def test_library_of_another_thread_or_a_closed_one_says_so_and_its_pages_stay_good() -> None:
    told: list[object] = []

    def ask() -> None:
        try:
            library.find("llm")
        except GlossError as error:
            told.append(error.words)
        told.append(page.term)

    with open_glossary() as library:
        page = library["gradient-descent"]
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert told == ["the glossary is closed, or was opened by another thread", "Gradient descent"]
    with pytest.raises(GlossError, match="is closed"):
        library.find("llm")


def test_slug_that_is_absent_raises_key_error() -> None:
    with open_glossary() as library, pytest.raises(KeyError):
        library["no-such-entry"]


def test_what_is_wrong_is_raised_with_words_and_exit_code(tmp_path: Path) -> None:
    with pytest.raises(GlossError, match="there is no file") as raised:
        open_glossary(tmp_path / "none.yaml")
    assert raised.value.exit_code == 3


def test_glossaries_in_force_are_those_of_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "glossary.yaml").write_text(TEAM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with open_glossary() as library:
        assert library.names == ("ai",)
    with open_glossary(in_force=True) as library:
        assert library.names == ("team", "ai")
    with open_glossary(tmp_path / "glossary.yaml", bundled=False) as library:
        assert (library.names, [page.slug for page in library]) == (("team",), ["deploy-window"])
    monkeypatch.setenv("GLOSS_BUNDLED", "no")
    with open_glossary(in_force=True) as library:
        assert library.names == ("team",)


def test_importing_the_package_loads_next_to_nothing() -> None:
    import subprocess
    import sys

    program = "import sys, glosscli; print([name for name in sys.modules if name.startswith('glosscli')], 'msgspec' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "['glosscli'] False\n"
