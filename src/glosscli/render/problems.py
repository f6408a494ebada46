"""Problems written out: as lines for people, as JSON, for the pages of a change on GitHub, and in SARIF for all other viewers."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from os.path import isabs
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import msgspec

from glosscli.checks.rule import Rule
from glosscli.model import Problem
from glosscli.version import __version__

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Report:
    """What one run of ``gloss check`` found, as it comes; the rules there are; which files could not be read, and why."""

    problems: Iterable[Problem]
    rules: Sequence[Rule]
    unread: Sequence[str]
    folder: str
    """The folder from which the paths in SARIF lead."""


def text(report: Report) -> Iterator[str]:
    """A line for each problem: path:line:column: CODE words."""
    for problem in report.problems:
        yield f"{problem}\n"


def lines(report: Report) -> Iterator[str]:
    """One JSON object a line for each problem, in the shape of ``model.ProblemData``."""
    for problem in report.problems:
        yield json.dumps(msgspec.to_builtins(problem.data()), ensure_ascii=False, separators=(",", ":")) + "\n"


def github(report: Report) -> Iterator[str]:
    """A command of GitHub Actions for each problem, which shows it beside its line."""
    for problem in report.problems:
        said = problem.data()
        place = f"file={_property(said.path)},line={said.line},col={said.column},title={_property(said.code)}"
        yield f"::{said.severity} {place}::{_escaped(said.message)}\n"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")


def sarif(report: Report) -> Iterator[str]:
    """One document in SARIF 2.1.0 with every rule, every problem, and what could not be read."""
    numbers = {rule.code: number for number, rule in enumerate(report.rules)}
    invocation: dict[str, Any] = {"executionSuccessful": not report.unread}
    if report.unread:
        notes = [{"level": "error", "message": {"text": words}} for words in report.unread]
        invocation["toolExecutionNotifications"] = notes
    run = {
        "tool": {"driver": {"name": "gloss", "version": __version__, "rules": [_sarif_rule(rule) for rule in report.rules]}},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(problem, numbers, report.folder) for problem in report.problems],
    }
    yield json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.text},
        "defaultConfiguration": {"level": "error" if rule.code.startswith("E") else "warning"},
    }


def _sarif_result(problem: Problem, numbers: dict[str, int], folder: str) -> dict[str, Any]:
    said = problem.data()
    place = {
        "artifactLocation": {"uri": address(said.path, folder)},
        "region": {"startLine": said.line, "startColumn": said.column},
    }
    return {
        "ruleId": said.code,
        "ruleIndex": numbers[said.code],
        "level": said.severity,
        "message": {"text": said.message},
        "locations": [{"physicalLocation": place}],
    }


def address(path: str, folder: str) -> str:
    """A path as the reference of a URI: from the folder where it lies in it, else from the root."""
    whole = PurePath(path)
    if isabs(path) and not whole.is_relative_to(folder):
        return whole.as_uri()
    inside = whole.relative_to(folder) if isabs(path) else whole
    return quote(inside.as_posix(), errors="surrogateescape")


WRITERS: dict[str, Callable[[Report], Iterator[str]]] = {"text": text, "json": lines, "github": github, "sarif": sarif}
"""How problems can be written, by the name of the format."""
