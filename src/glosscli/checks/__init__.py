"""Coded rules over a glossary: what ``gloss check`` holds a file to.

Every rule is one function with one code (E stops a build, W is shown) in one of the modules here, by what it looks at. To add
one, write the function; its docstring is what ``gloss check --explain`` prints, and its examples are run as tests.
"""

from collections.abc import Iterable, Iterator, Sequence

from glosscli.checks import definition, links, names, parts, prose, structure
from glosscli.checks.book import Book
from glosscli.checks.rule import RULES, Rule
from glosscli.model import Entry, Problem
from glosscli.records import Record

__all__ = ["RULES", "Book", "Rule", "check", "definition", "links", "names", "parts", "prose", "selected", "structure"]


def selected(code: str, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> bool:
    """Whether a code is asked for: by itself or by its beginning (``E1``, ``W``); what is ignored wins where it is longer."""
    chosen = max((len(part) for part in select if code.startswith(part)), default=-1 if select else 0)
    dropped = max((len(part) for part in ignore if code.startswith(part)), default=-1)
    return chosen >= 0 and chosen > dropped


def check(book: Book, recorded: Iterable[tuple[Entry, Record]]) -> Iterator[Problem]:
    """Everything in the entries that breaks a rule, entry by entry, in the order of the places.

    A warning that an entry waives, with a reason, is left out; a waiver of what does not occur is reported itself.
    """
    for entry, record in recorded:
        found = [
            Problem(code=rule.code, words=words, place=record.place_of(path))
            for rule in RULES.values()
            if rule.check is not None
            for path, words in rule.check(entry, book)
        ]
        waived = {problem.code for problem in found if problem.code in entry.waived and not problem.is_error}
        for code in entry.waived:
            if code not in waived:
                words = (
                    f"{code} cannot be waived; mend it" if code.startswith("E") else f"waiver of {code} is not needed; remove it"
                )
                found.append(Problem(code="E011", words=words, place=record.place_of(("waived", code))))
        kept = (problem for problem in found if problem.code not in waived)
        yield from sorted(kept, key=lambda problem: (problem.place.line, problem.place.column, problem.code))
