"""Commands for those who write glossaries and programs: check, fmt, schema."""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from glosscli import labels, streams
from glosscli.commands import command, count
from glosscli.errors import GlossError, UsageError

if TYPE_CHECKING:
    from glosscli.model import Problem
    from glosscli.sources import Source


@command()
def check(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]...", help="Glossary files; the bundled one if none is named.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODES", help="Only these codes, such as E1,W205.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="All but these codes.")] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Tell a rule, why it is one, and an example.")
    ] = None,
) -> int:
    """Check glossary files against the rules for entries.

    Every problem is a line: path:line:column: CODE words. Exit code 1 if there is an error; with --strict, or a warning.

    \b
    Examples:
      gloss check glossary.yaml
      gloss check --explain E102
    """
    from datetime import date

    from glosscli import checks, sources, store

    if explain is not None:
        rule = checks.RULES.get(explain.upper())
        if rule is None:
            raise UsageError(f"there is no rule '{explain}'", f"rules are: {' '.join(sorted(checks.RULES))}")
        streams.say(f"{rule.code}  {rule.text}\n")
        return 0
    chosen, dropped = _codes(select), _codes(ignore)
    for code in (*chosen, *dropped):
        if not any(known.startswith(code) for known in checks.RULES):
            raise UsageError(f"no rule begins with '{code}'", f"rules are: {' '.join(sorted(checks.RULES))}")
    echoes = sources.read_fingerprints(store.bundled_echoes())
    errors = warnings = entries = 0
    for path in files or [store.bundled_source()]:
        source = sources.read(path)
        entries += len(source.entries)
        book = checks.Book(source.head, [entry for entry, _ in source.entries], date.today(), echoes)
        layouts = filter(None, [_layout_problem(path, source)])
        found = chain(source.problems, checks.check(book, source.entries), layouts)
        for problem in sources.told(problem for problem in found if checks.selected(problem.code, chosen, dropped)):
            errors += problem.is_error
            warnings += not problem.is_error
            streams.say(f"{problem}\n")
    streams.tell(f"{count(errors, 'error')}, {count(warnings, 'warning')} in {count(entries, 'entry', 'entries')}")
    return 1 if errors or (strict and warnings) else 0


@command()
def fmt(
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE]...", help="Glossary files to write anew.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Only say which files would change; exit with 1 if one would.")] = False,
) -> int:
    """Write glossary files in their one layout, sorted by slug.

    Comments stay, and so does what stands above the first entry. A file with errors in its structure is left as it is.

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
            after = layout.document(before.decode(), source.entries).encode()
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
def schema() -> int:
    """Print the JSON Schema of the answers that --json gives.

    \b
    Examples:
      gloss schema
      gloss schema > answer.schema.json
    """
    from json import dumps

    from glosscli.render import lines

    streams.say(dumps(lines.schema(), indent=2, ensure_ascii=False) + "\n")
    return 0


def _layout_problem(path: str, source: "Source") -> "Problem | None":
    """Where a file in YAML is not laid out as it should be; other formats have no layout."""
    from glosscli import sources
    from glosscli.formats import layout

    return layout.difference(sources.read_text(path), path, source.entries) if layout.applies_to(path) else None


def _codes(given: Sequence[str] | None) -> list[str]:
    return [code.strip().upper() for codes in given or () for code in codes.split(",") if code.strip()]
