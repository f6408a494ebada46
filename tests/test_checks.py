"""The rules: each is shown to find its bad example and to leave its good one alone."""

import contextlib
import datetime
import io
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Run
from glosscli import checks, sources
from glosscli.checks import text

TODAY = datetime.date(2026, 3, 1)
SUBJECT = "gradient-descent"
ECHO = frozenset({text.fingerprint(tuple("one two three four five six seven eight".split()))})
RULES = sorted(checks.RULES.keys() - {"W009"})
"""The rules whose examples are tried; W009 is about the file and has tests of its own."""


def codes_of(source: sources.Source) -> set[str]:
    """The codes of every problem of the subject, or of the reader, in a source."""
    book = checks.Book(source.head, [entry for entry, _ in source.entries], TODAY, ECHO)
    subjects = [(entry, record) for entry, record in source.entries if entry.slug == SUBJECT] or source.entries[1:2]
    found = (*source.problems, *checks.check_head(book, source.head_record), *checks.check(book, subjects))
    return {problem.code for problem in found}


def with_fields(small: Path, fields: str, target: Path) -> sources.Source:
    """The small glossary with some fields of the subject, or of the head, replaced by others."""
    if fields.partition(":")[0] in ("enable", "disable", "hide"):
        target.write_text(f"{fields}{small.read_text(encoding='utf-8')}", encoding="utf-8")
        return sources.read(str(target))
    before, start, rest = small.read_text(encoding="utf-8").partition(f"  - slug: {SUBJECT}\n")
    entry, blank, following = rest.partition("\n  - slug: ")
    replaced = {line.partition(":")[0] for line in fields.split("\n") if line[:1].strip()}
    kept = []
    field = "slug"
    for line in [start.replace("  - ", "    ").rstrip("\n"), *entry.rstrip("\n").split("\n")]:
        if line.startswith("    ") and line[4:5].strip():
            field = line.strip().partition(":")[0]
        if field not in replaced:
            kept.append(line[4:])
    body = textwrap.indent("\n".join([*kept, fields.rstrip("\n")]), "    ")
    target.write_text(f"{before}  - {body[4:]}\n{blank}{following}", encoding="utf-8")
    return sources.read(str(target))


def test_the_entry_that_examples_are_tried_on_breaks_no_rule(small: Path, tmp_path: Path) -> None:
    assert codes_of(sources.read(str(small))) == set()
    assert codes_of(with_fields(small, "level: intermediate", tmp_path / "same.yaml")) == set()


@pytest.mark.parametrize("code", RULES)
def test_bad_example_breaks_its_rule(code: str, small: Path, tmp_path: Path) -> None:
    assert code in codes_of(with_fields(small, checks.RULES[code].example("Bad"), tmp_path / "bad.yaml"))


@pytest.mark.parametrize("code", RULES)
def test_good_example_keeps_its_rule(code: str, small: Path, tmp_path: Path) -> None:
    assert code not in codes_of(with_fields(small, checks.RULES[code].example("Good"), tmp_path / "good.yaml"))


@pytest.mark.parametrize("code", RULES)
def test_rule_is_explained_with_an_example_of_each_side(code: str, gloss: Callable[..., Run]) -> None:
    told = gloss("check", "--explain", code.lower())
    assert (told.err, told.code) == ("", 0)
    assert told.out.startswith(f"{code}  ")
    for part in ("\nWhy: ", "\nGood:\n", "\nBad:\n"):
        assert part in told.out


def test_the_bundled_glossary_breaks_no_rule(gloss: Callable[..., Run]) -> None:
    told = gloss("check", "--strict", str(ROOT / "data" / "terms.yaml"))
    assert (told.out, told.code) == ("", 0)
    assert told.err.startswith("gloss: 0 errors, 0 warnings in ")


def test_ten_mistakes_are_ten_problems_with_their_places(gloss: Callable[..., Run]) -> None:
    path = ROOT / "tests" / "broken" / "ten_mistakes.yaml"
    told = gloss("check", str(path), "--select", "E00")
    lines = told.out.splitlines()
    assert len(lines) >= 10
    assert all(line.startswith(f"{path}:") for line in lines)
    assert told.code == 1


def test_warning_fails_only_when_strict(small: Path, tmp_path: Path, gloss: Callable[..., Run]) -> None:
    path = tmp_path / "warned.yaml"
    with_fields(small, "reviewed: 2001-01-31", path)
    assert gloss("check", str(path), "--select", "W").code == 0
    told = gloss("check", str(path), "--select", "W", "--strict")
    assert "W222 reviewed" in told.out
    assert told.code == 1


def test_waived_warning_is_not_shown(small: Path, tmp_path: Path) -> None:
    fields = "reviewed: 2001-01-31\nwaived:\n  W222: the field has not moved since\n"
    assert codes_of(with_fields(small, fields, tmp_path / "waived.yaml")) == set()


def test_error_cannot_be_waived(small: Path, tmp_path: Path) -> None:
    fields = "reviewed: 2999-01-31\nwaived:\n  E221: it will come\n"
    assert codes_of(with_fields(small, fields, tmp_path / "waived.yaml")) == {"E221", "E011"}


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ([], [], True),
        (["E1"], [], True),
        (["E2"], [], False),
        (["W"], [], False),
        ([], ["E"], False),
        (["E102"], ["E1"], True),
        (["E"], ["E102"], False),
        (["E102"], ["E102"], False),
    ],
)
def test_longer_of_select_and_ignore_decides(select: list[str], ignore: list[str], expected: bool) -> None:
    assert checks.selected("E102", select, ignore) is expected


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--explain", "E999"), "there is no rule 'E999'"),
        (("--select", "X"), "no rule begins with 'X'"),
        (("--ignore", "E1,Q"), "no rule begins with 'Q'"),
    ],
)
def test_unknown_code_is_wrong_usage(arguments: tuple[str, ...], words: str, gloss: Callable[..., Run]) -> None:
    told = gloss("check", *arguments)
    assert told.out == ""
    assert words in told.err
    assert told.code == 2


@pytest.mark.parametrize(
    ("abbreviation", "term", "right"),
    [
        ("RLHF", "Reinforcement learning from human feedback", True),
        ("LSTM", "Long short-term memory", True),
        ("RAG", "Retrieval-augmented generation", True),
        ("DoS", "Denial of service", True),
        ("LLM", "Language learning model", True),
        ("LLM", "Large model of language", False),
        ("VAE", "Variational autoencoder", False),
    ],
)
def test_abbreviation_spells_the_initials(abbreviation: str, term: str, right: bool, glossary_file: Callable[..., Path]) -> None:
    entry = f"  - term: {term}\n    abbreviation: {abbreviation}\n    definition: A thing.\n"
    path = glossary_file(entry, head="name: team\nenable: [E401]\n")
    source = sources.read(str(path))
    book = checks.Book(source.head, [entry for entry, _ in source.entries], TODAY)
    found = {problem.code for problem in checks.check(book, source.entries)}
    assert found == (set() if right else {"E401"})


def test_definition_example_in_docstrings_is_yaml() -> None:
    for rule in checks.RULES.values():
        for side in ("Good", "Bad"):
            assert rule.example(side) == textwrap.dedent(rule.example(side))


def test_code_of_the_bundled_glossary_runs() -> None:
    ran = 0
    for entry, _ in sources.read(str(ROOT / "data" / "terms.yaml")).entries:
        if entry.code is None or entry.code.language != "python":
            continue
        wanted = {
            line.split()[1].partition(".")[0] for line in entry.code.source.split("\n") if line.startswith(("import ", "from "))
        }
        if wanted <= sys.stdlib_module_names:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(entry.code.source, entry.slug, "exec"), {"__name__": entry.slug})
            ran += 1
    assert ran >= 10
