"""Which rules a glossary is held to: its profile, what its head switches, and what stands in other glossaries."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Run
from glosscli import checks
from glosscli.model import Head

Gloss = Callable[..., Run]
TERM = "  - term: Deploy window\n    definition: when releases go out\n"


def codes(told: Run) -> list[str]:
    """The codes of the problems that a run has told, in their order."""
    return re.findall(r"^[^ ]+:\d+:\d+: ([EW]\d{3}) ", told.out, re.MULTILINE)


def test_term_and_definition_are_enough_in_the_basic_profile(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = glossary_file(f"{TERM}  - {{term: Canary, definition: TODO}}\n")
    assert gloss("check", "--strict", str(path)) == Run("", "gloss: 0 errors, 0 warnings in 2 entries\n", 0)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", []),
        ("profile: basic\n", []),
        ("profile: strict\ndisable: [W]\n", ["E200"] * 8 + ["E101", "E103", "E104"]),
        ("enable: [E104]\n", ["E104"]),
        ("enable: [E1]\ndisable: [E10]\n", []),
        ("enable: [E103, E1]\ndisable: [E10]\n", ["E103"]),
        ("profile: strict\ndisable: [E, W]\n", []),
        ("profile: strict\ndisable: [E2, E10, W]\nenable: [E101]\n", ["E101"]),
        ("enable: [E104]\ndisable: [E104]\n", []),
    ],
)
def test_head_says_which_rules_are_in_force(
    head: str, expected: list[str], gloss: Gloss, glossary_file: Callable[..., Path]
) -> None:
    told = gloss("check", str(glossary_file(TERM, head=f"name: team\n{head}")))
    assert codes(told) == expected
    assert told.code == (1 if expected else 0)


def test_command_line_narrows_what_the_head_says(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = str(glossary_file(TERM, head="enable: [E1]\n"))
    assert codes(gloss("check", path, "--select", "E103,E200")) == ["E103"]
    assert codes(gloss("check", path, "--ignore", "E103,E104")) == ["E101"]


@pytest.mark.parametrize("code", sorted(checks.RULES))
def test_explanation_tells_when_a_rule_is_in_force(code: str, gloss: Gloss) -> None:
    always = checks.in_force(code, Head(name="team"))
    told = gloss("check", "--explain", code).out.splitlines()[-1]
    assert told.startswith("In force: always" if always else "In force: in the strict profile")
    assert checks.in_force(code, Head(name="team", profile="strict"))


def test_every_code_that_is_told_has_a_rule() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "glosscli").rglob("*.py")]
    told = {code for text in sources for code in re.findall(r"\"([EW]\d{3})\"", text)}
    assert told == checks.RULES.keys()


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("  - {term: A thing, definition: B, slug: one}\n  - {term: Another, definition: C, slug: one}\n", "E007"),
        ("  - {term: A, definition: B, category: cars}\n", "E215"),
        ("  - {term: A, definition: B, reviewed: 2999-01-01}\n", "E221"),
        ("  - {term: A, definition: B, confusions: [{with: nothing, difference: C}]}\n", "E301"),
        ("  - {term: A, definition: B, relations: [{kind: see_also, to: a, why: C}]}\n", "E304"),
        ("  - {term: A, definition: B, references: [{title: C, url: 'ftp://example.org', kind: book}]}\n", "E310"),
        ("  - {extends: nothing, aliases: [A]}\n", "E315"),
        ("  - {term: A, definition: B}\n  - {term: C, definition: D, aliases: [a]}\n", "E403"),
        ("  - {term: A, definition: B, aliases: ['--']}\n", "E404"),
        ("  - {term: A, definition: B, waived: {W998: no such rule}}\n", "E011"),
        ("  - {term: A, definition: B, colour: red}\n", "E003"),
    ],
)
def test_basic_profile_finds_what_no_glossary_can_mean(
    entry: str, code: str, gloss: Gloss, glossary_file: Callable[..., Path]
) -> None:
    told = gloss("check", str(glossary_file(entry, head="categories: {ops: Running things}\n")))
    assert {*codes(told)} == {code}
    assert told.code == 1


def test_waiver_of_a_rule_that_is_not_in_force_is_left_alone(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    entry = f"{TERM}    waived: {{W205: it has no limit}}\n"
    assert gloss("check", str(glossary_file(entry))).out == ""
    assert codes(gloss("check", str(glossary_file(entry, head="enable: [W205]\n")))) == ["E011"]


def test_unknown_code_in_the_head_is_told_where_it_stands(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = glossary_file(TERM, head="name: team\nenable: [E1, w105]\ndisable:\n  - E1\n  - E999\n")
    told = gloss("check", str(path))
    assert told.out == f"{path}:2:14: E012 no rule begins with 'w105'\n{path}:5:5: E012 no rule begins with 'E999'\n"
    assert told.code == 1


EXTENSION = """  - extends: rag
    abbreviation: RAG2
    takeaway: What it finds decides what it says, and what it finds must be checked.
    applications: [{area: Support, use: Answering what customers ask from the handbook of the product.}]
    category: ops
    relations: [{kind: see_also, to: llm, why: We run both of them on the same two machines.}]
    references: [{title: Our handbook, url: "https://example.org/rag", kind: article}]
    origin: {year: 2020, by: Us, reference: "https://example.org/elsewhere"}
"""


def test_extension_may_leave_out_what_it_takes_from_below(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    entries = EXTENSION.replace("to: llm", "to: large-language-model").replace(
        "extends: rag", "extends: retrieval-augmented-generation"
    )
    path = glossary_file(entries, head="name: team\nprofile: strict\ndisable: [W009]\ncategories: {tools: Ours}\n")
    assert gloss("check", "--strict", str(path)) == Run("", "gloss: 0 errors, 0 warnings in 1 entry\n", 0)


def test_extension_is_held_to_what_it_says_itself(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    entry = "  - {extends: hallucination, definition: refers to it, takeaway: Short.}\n"
    told = gloss("check", str(glossary_file(entry, head="profile: strict\ndisable: [W009]\n")))
    assert codes(told) == ["E101", "E103", "E103", "E104", "E201"]


def test_entry_of_the_bundled_glossary_is_a_target(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    entry = """  - term: Answer desk
    definition: B
    confusions: [{with: chatbot, difference: C}]
    relations: [{kind: broader, to: hallucination, why: D}]
  - extends: hallucination
"""
    assert gloss("check", str(glossary_file(entry))).code == 0


def test_hidden_entry_is_no_target(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    entry = "  - {term: A, definition: B, relations: [{kind: see_also, to: chatbot, why: C}]}\n  - extends: hallucination\n"
    path = glossary_file(entry, head="hide: [hallucination, chatbot, halucination]\n")
    told = gloss("check", str(path))
    assert told.out == (
        f"{path}:1:32: W013 no other glossary has an entry 'halucination' to hide\n"
        f"{path}:3:59: E304 'chatbot' is hidden at the head of the file\n"
        f"{path}:4:5: E315 'hallucination' is hidden at the head of the file\n"
    )


def test_entry_of_another_file_of_the_line_is_a_target(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    one = glossary_file("  - {term: Ship room, definition: B}\n  - {extends: nowhere-else}\n", name="one.yaml")
    two = glossary_file("  - {extends: ship-room, aliases: [SR]}\n  - {extends: nowhere-else}\n", name="two.yaml")
    assert codes(gloss("check", str(two))) == ["E315", "E315"]
    told = gloss("check", str(one), str(two))
    assert told.out == (
        f"{one}:4:6: E315 no other glossary has an entry 'nowhere-else' to extend\n"
        f"{two}:4:6: E315 no other glossary has an entry 'nowhere-else' to extend\n"
    )


def test_below_the_bundled_glossary_there_is_nothing(
    gloss: Gloss, glossary_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = glossary_file("  - {term: A, definition: B, relations: [{kind: see_also, to: c, why: D}]}\n", name="bundled.yaml")
    team = glossary_file("  - {term: C, definition: D}\n", name="team.yaml")
    monkeypatch.setattr("glosscli.store.bundled_source", lambda: str(bundled))
    assert codes(gloss("check", str(bundled), str(team))) == ["E304"]


@pytest.mark.empty_cache
def test_bundled_glossary_is_opened_only_for_a_target_that_is_not_in_the_files(
    gloss: Gloss, glossary_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glosscli.store.open_glossary", lambda: pytest.fail("it was opened"))
    path = glossary_file(
        "  - {term: A, definition: B, relations: [{kind: see_also, to: c, why: D}]}\n  - {term: C, definition: D}\n"
    )
    assert gloss("check", str(path)).code == 0


def test_unreadable_file_hides_no_problem_of_the_others(gloss: Gloss, glossary_file: Callable[..., Path], tmp_path: Path) -> None:
    path = glossary_file("  - {term: A}\n")
    missing = tmp_path / "missing.yaml"
    told = gloss("check", str(missing), str(path))
    assert codes(told) == ["E004"]
    assert told.err == (
        "gloss: 1 error, 0 warnings in 0 entries\n"
        f"gloss: there is no file {missing}\n  check the path, or leave it out for the bundled glossary\n"
    )
    assert told.code == 3


def test_every_unreadable_file_is_named(gloss: Gloss, tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    told = gloss("check", str(tmp_path / "missing.yaml"), str(tmp_path / "folder.yaml"), str(tmp_path / "notes.txt"))
    assert (told.out, told.code) == ("", 3)
    assert all(words in told.err for words in ("there is no file", "holds no glossary file", "is not a glossary file"))
