"""What a rule is: one function with one code, whose docstring says the rule, why it is one, and shows an example of each side."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from glosscli.checks.book import Book
from glosscli.model import Entry
from glosscli.records import Path

Finding = tuple[Path, str]
"""Where in the entry something is wrong, and in what words."""
Check = Callable[[Entry, Book], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its code; ``check`` finds what breaks it, None where the reader itself reports it."""

    code: str
    check: Check | None
    text: str

    def example(self, side: str) -> str:
        """The YAML shown under "Good:" or "Bad:"; empty where the rule shows none."""
        _, found, rest = self.text.partition(f"\n{side}:\n")
        if not found:
            return ""
        lines = []
        for line in rest.split("\n"):
            if line and not line.startswith("    "):
                break
            lines.append(line[4:])
        return "\n".join(lines).strip("\n") + "\n"


RULES: dict[str, Rule] = {}
"""Every rule by its code."""


def rule(code: str) -> Callable[[Check], Check]:
    """Register a function as the rule of a code. A released code never changes its meaning."""

    def register(check: Check) -> Check:
        _add(Rule(code, check, inspect.cleandoc(check.__doc__ or "")))
        return check

    return register


def reported_by_reader(code: str, text: str) -> None:
    """Register the explanation of a code that is found while reading."""
    _add(Rule(code, None, inspect.cleandoc(text)))


def _add(rule: Rule) -> None:
    if rule.code in RULES:
        raise ValueError(f"code {rule.code} is taken")
    RULES[rule.code] = rule
