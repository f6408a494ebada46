"""Commands for those who write glossaries and programs: check, fmt, schema."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from glosscli import labels, places, store, streams
from glosscli.commands import Json, chosen_format, command, count
from glosscli.errors import GlossError, UnreadableGlossary, UsageError

if TYPE_CHECKING:
    from glosscli.checks import Book, Rule
    from glosscli.glossary import Glossary
    from glosscli.model import Problem
    from glosscli.sources import Source

ProblemFormat = Literal["text", "json", "github", "sarif"]


@command()
def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Glossary files, or folders of them; where none is named the project's, else the bundled one.",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODES", help="Of the rules in force only these, such as E1,W205.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="All but these codes.")] = None,
    format: Annotated[
        ProblemFormat | None, typer.Option("--format", "-f", help="How to write the problems.", show_default="text")
    ] = None,
    json: Json = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Tell a rule, why it is one, and an example.")
    ] = None,
) -> int:
    """Check glossary files against the rules for entries.

    Every problem is a line: path:line:column: CODE words. Exit code 1 if there is an error; with --strict, or a warning.

    The head of a file says which rules are in force: profile, enable, disable. The entries that a file points to stand in it, in
    another file of the same command line, or in the bundled glossary.

    \b
    Examples:
      gloss check glossary.yaml
      gloss check --explain E102
    """
    from glosscli import checks, sources
    from glosscli.render import problems

    if explain is not None:
        rule = checks.RULES.get(explain.upper())
        if rule is None:
            raise UsageError(f"there is no rule '{explain}'", f"rules are: {' '.join(sorted(checks.RULES))}")
        streams.say(f"{rule.code}  {rule.text}\n\nIn force: {_when_in_force(rule)}.\n")
        return 0
    chosen, dropped = _codes(select), _codes(ignore)
    for code in (*chosen, *dropped):
        if not any(known.startswith(code) for known in checks.RULES):
            raise UsageError(f"no rule begins with '{code}'", f"rules are: {' '.join(sorted(checks.RULES))}")
    writer = problems.WRITERS[chosen_format(format, json, "text")]
    read: list[Source] = []
    unread: list[UnreadableGlossary] = []
    for path in files or places.project_glossaries(places.here()) or [store.bundled_source()]:
        try:
            for file in places.glossary_files(path):
                read.append(sources.read(file))  # noqa: PERF401  # those before one that cannot be read are kept
        except UnreadableGlossary as error:
            unread.append(error)
    found = Counter[bool]()
    with closing(Others(read)) as others:
        told = (
            sources.told(problem for problem in problems_of(source, others) if checks.selected(problem.code, chosen, dropped))
            for source in read
        )
        report = problems.Report(
            _counted(chain.from_iterable(told), found),
            [checks.RULES[code] for code in sorted(checks.RULES)],
            [error.words for error in unread],
            os.getcwd(),
        )
        for piece in writer(report):
            streams.say(piece)
    entries = sum(len(source.entries) for source in read)
    if read:
        streams.tell(f"{count(found[True], 'error')}, {count(found[False], 'warning')} in {count(entries, 'entry', 'entries')}")
    if unread:
        words = "; ".join(error.words for error in unread)
        raise UnreadableGlossary(words, unread[0].hint) if len(unread) > 1 else unread[0]
    return 1 if found[True] or (strict and found[False]) else 0


def problems_of(source: "Source", others: "Others") -> "Iterator[Problem]":
    """What breaks a rule in force in a glossary file."""
    from glosscli import checks

    book = book_of(source, others)
    yield from (problem for problem in source.problems if checks.in_force(problem.code, source.head))
    yield from checks.check_head(book, source.head_record)
    yield from checks.check(book, source.entries)
    if checks.in_force("W009", source.head):
        yield from filter(None, [_layout_problem(source.path, source)])


def book_of(source: "Source", others: "Others") -> "Book":
    """A glossary file as the rules see it, with the glossaries beside it."""
    from datetime import date

    from glosscli import checks, sources

    echoes = sources.read_fingerprints(store.bundled_echoes())
    return checks.Book(source.head, [entry for entry, _ in source.entries], date.today(), echoes, partial(others.have, source))


class Others:
    """The glossaries beside the one that is checked: the other files, and below them the bundled one, opened when it is needed."""

    def __init__(self, read: "Sequence[Source]") -> None:
        self._slugs = [
            (source, {entry.slug for entry, _ in source.entries if not isinstance(entry.extends, str)}) for source in read
        ]
        self._bundled: Glossary | None = None

    def have(self, source: "Source", slug: str) -> bool:
        """Whether another glossary than a source has an entry of this slug. Below the bundled one there is none."""
        if os.path.realpath(source.path) == os.path.realpath(store.bundled_source()):
            return False
        if any(slug in slugs for other, slugs in self._slugs if other is not source):
            return True
        if self._bundled is None:
            self._bundled = store.open_glossary()
        return self._bundled.entry(slug) is not None

    def close(self) -> None:
        """Let the bundled glossary go."""
        if self._bundled is not None:
            self._bundled.close()


def _counted(problems: "Iterable[Problem]", found: Counter[bool]) -> "Iterator[Problem]":
    """The problems, counted by whether they are errors as they pass."""
    for problem in problems:
        found[problem.is_error] += 1
        yield problem


def _when_in_force(rule: "Rule") -> str:
    if rule.basic:
        return f'always, unless the head of a glossary says "disable: [{rule.code}]"'
    return f'in the strict profile, or where the head of a glossary says "enable: [{rule.code}]"'


@command()
def fmt(
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE]...", help="Glossary files to write anew.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Only say which files would change; exit with 1 if one would.")] = False,
    sort: Annotated[
        bool, typer.Option("--sort", help="Sort the entries by slug, as is always done under profile: strict.")
    ] = False,
) -> int:
    """Write glossary files in their one layout.

    Comments and the order of the entries stay, and so does what stands above the first entry; a file with profile: strict is sorted
    by slug. A file with errors in its structure is left as it is.

    \b
    Examples:
      gloss fmt glossary.yaml
      gloss fmt --check glossary.yaml
    """
    from glosscli import sources
    from glosscli.formats import layout

    if not files:
        raise UsageError("name a file to write", "gloss fmt glossary.yaml")
    changed = 0
    for path in files:
        if not layout.applies_to(path):
            raise UsageError(f"{path} is not in YAML; only that has a layout", "name a file that ends in .yaml")
        with sources.changing(path) as before:
            source = sources.read_as(path, before)
            if source.problems:
                raise GlossError(f"{path} has {count(len(source.problems), 'problem')}; it is left as it is", f"gloss check {path}")
            wants_order = sort or source.head.profile == "strict"
            after = layout.document(before.decode(), source.entries, sort=wants_order).encode()
            if after == before:
                continue
            if not sources.says_the_same(source, after):
                words = f"{path} cannot be laid out without a change of what it says; it is left as it is"
                raise GlossError(words, "begin each entry on a line of its own, with '  - '")
            changed += 1
            if check:
                streams.say(f"{labels.shown(path)}\n")
            elif not sources.replace(path, before, after):
                raise GlossError(f"{path} changed while it was laid out; it is left as it is", f"gloss fmt {path}")
    streams.tell(f"{count(changed, 'file')} {'would change' if check else 'written anew'}")
    return 1 if check and changed else 0


@command()
def schema(
    glossary: Annotated[bool, typer.Option("--glossary", help="The schema of a glossary file instead, for editors.")] = False,
) -> int:
    """Print the JSON Schema of the answers that --json gives, or of a glossary file.

    An editor that knows the schema of a glossary file completes its fields, tells what they are for, and marks mistakes.

    \b
    Examples:
      gloss schema > answer.schema.json
      gloss schema --glossary > glossary.schema.json
    """
    from glosscli import schemas

    streams.say(schemas.text(schemas.glossary() if glossary else schemas.answers()))
    return 0


def _layout_problem(path: str, source: "Source") -> "Problem | None":
    """Where a file in YAML is not laid out as it should be; other formats have no layout."""
    from glosscli import sources
    from glosscli.formats import layout

    if not layout.applies_to(path):
        return None
    return layout.difference(sources.read_text(path), path, source.entries, sort=source.head.profile == "strict")


def _codes(given: Sequence[str] | None) -> list[str]:
    return [code.strip().upper() for codes in given or () for code in codes.split(",") if code.strip()]
