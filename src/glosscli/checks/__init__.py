"""Coded rules over a glossary: what ``gloss check`` holds a file to.

Every rule is one function with one code (E stops a build, W is shown) in one of the modules here, by what it looks at. To add
one, write the function and say whether it is ``basic``, which every glossary is held to; its docstring is what ``gloss check
--explain`` prints, and its examples are run as tests. Which rules are in force is said in the head of the glossary: by its profile,
then by what it enables and disables.
"""

from collections.abc import Iterable, Iterator, Sequence

from glosscli.checks import definition, links, names, parts, prose, structure
from glosscli.checks.book import Book
from glosscli.checks.rule import RULES, Finding, Rule
from glosscli.model import Entry, Head, Problem
from glosscli.records import Record

__all__ = [
    "RULES",
    "Book",
    "Rule",
    "check",
    "check_head",
    "definition",
    "in_force",
    "links",
    "names",
    "parts",
    "prose",
    "selected",
    "structure",
]


def selected(code: str, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> bool:
    """Whether a code is asked for: by itself or by its beginning (``E1``, ``W``); what is ignored wins where it is not shorter."""
    chosen = _longest(select, code) if select else 0
    return chosen >= 0 and chosen > _longest(ignore, code)


def in_force(code: str, head: Head) -> bool:
    """Whether a glossary is held to a rule: by its profile, unless its head enables or disables the code, or how the code begins.

    Where it does both, the longer name counts, and to disable where they are equally long.
    """
    on, off = _longest(head.enable, code), _longest(head.disable, code)
    if max(on, off) < 0:
        return RULES[code].basic or head.profile == "strict"
    return on > off


def _longest(parts: Sequence[str], code: str) -> int:
    """How many letters the longest beginning of a code among some parts has; -1 where none begins it."""
    return max((len(part) for part in parts if code.startswith(part)), default=-1)


def check_head(book: Book, record: Record) -> Iterator[Problem]:
    """Everything in the head that breaks a rule in force, in the order of the rules."""
    for rule in RULES.values():
        if rule.check_head is not None and in_force(rule.code, book.head):
            for path, words in rule.check_head(book):
                yield Problem(code=rule.code, words=words, place=record.place_of(path))


def check(book: Book, recorded: Iterable[tuple[Entry, Record]]) -> Iterator[Problem]:
    """Everything in the entries that breaks a rule in force, entry by entry, in the order of the places.

    A warning that an entry waives, with a reason, is left out; a waiver of what does not occur is reported itself.
    """
    rules = [rule for rule in RULES.values() if in_force(rule.code, book.head)]
    codes = {rule.code for rule in rules}
    for entry, record in recorded:
        found = [
            Problem(code=rule.code, words=words, place=record.place_of(path))
            for rule in rules
            for path, words in _findings(rule, entry, book)
        ]
        waived = {problem.code for problem in found if problem.code in entry.waived and not problem.is_error}
        found += [
            Problem(code="E011", words=words, place=record.place_of(("waived", code)))
            for code, words in _idle_waivers(entry, waived)
            if "E011" in codes and (code in codes or code not in RULES)
        ]
        kept = (problem for problem in found if problem.code not in waived)
        yield from sorted(kept, key=lambda problem: (problem.place.line, problem.place.column, problem.code))


def _findings(rule: Rule, entry: Entry, book: Book) -> Iterator[Finding]:
    """What in an entry breaks a rule. One that extends another is asked only about what it holds itself."""
    if rule.check is None or (rule.whole and isinstance(entry.extends, str)):
        return
    for path, words in rule.check(entry, book):
        if not path or getattr(entry, str(path[0])):
            yield path, words


def _idle_waivers(entry: Entry, waived: set[str]) -> Iterator[tuple[str, str]]:
    for code in entry.waived:
        if code.startswith("E"):
            yield code, f"{code} cannot be waived; mend it"
        elif code not in waived:
            yield code, f"waiver of {code} is not needed; remove it"
