"""What a rule is: one function with one code, whose docstring says the rule, why it is one, and shows an example of each side.

A rule that is ``basic`` holds in every glossary; the others in those that choose the strict profile, or enable them. A rule about a
``whole`` entry is not asked of one that extends another, since what is not given there is taken from below.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from glosscli.checks.book import Book
from glosscli.model import Entry
from glosscli.records import Path

Finding = tuple[Path, str]
"""Where in the entry something is wrong, and in what words."""
Check = Callable[[Entry, Book], Iterator[Finding]]
HeadCheck = Callable[[Book], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with its code; one of ``check`` and ``check_head`` finds what breaks it, neither where reading itself reports it."""

    code: str
    text: str
    basic: bool
    whole: bool = False
    check: Check | None = None
    check_head: HeadCheck | None = None

    @property
    def summary(self) -> str:
        """What the rule says, without its reason and examples."""
        return " ".join(self.text.partition("\n\n")[0].split())

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


def rule(code: str, *, basic: bool = False, whole: bool = False) -> Callable[[Check], Check]:
    """Register a function as the rule of a code. A released code never changes its meaning."""

    def register(check: Check) -> Check:
        _add(Rule(code=code, text=inspect.cleandoc(check.__doc__ or ""), basic=basic, whole=whole, check=check))
        return check

    return register


def head_rule(code: str, *, basic: bool = False) -> Callable[[HeadCheck], HeadCheck]:
    """Register a function as the rule of a code about the head of a glossary."""

    def register(check: HeadCheck) -> HeadCheck:
        _add(Rule(code=code, text=inspect.cleandoc(check.__doc__ or ""), basic=basic, check_head=check))
        return check

    return register


def reported_by_reader(code: str, text: str, *, basic: bool = True) -> None:
    """Register the explanation of a code that is found while reading."""
    _add(Rule(code=code, text=inspect.cleandoc(text), basic=basic))


def _add(rule: Rule) -> None:
    if rule.code in RULES:
        raise ValueError(f"code {rule.code} is taken")
    RULES[rule.code] = rule
