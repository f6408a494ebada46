"""One more entry in a glossary file: put in, held to the file's checks, written whole - or kept aside for whoever wrote it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from glosscli import insertion, places, sources
from glosscli.errors import GlossError, UsageError
from glosscli.formats import layout
from glosscli.model import Entry, Place, Problem
from glosscli.records import Record
from glosscli.sources import Source

Check = Callable[[Source, Sequence[tuple[Entry, Record]]], Iterable[Problem]]
"""What finds the problems of some entries of a file, at the places that are given with them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry that is to be added, as a small glossary file: its text, and what was read from it."""

    text: str
    source: Source

    @property
    def entry(self) -> Entry | None:
        """The entry; None where the text holds none that can be read without a problem."""
        return self.source.entries[0][0] if self.source.entries and not self.source.problems else None

    @property
    def record(self) -> Record:
        """Where the parts of the entry stand in the text."""
        return self.source.entries[0][1]

    @property
    def lines(self) -> list[str]:
        """The lines of the entry in the one layout, and of the comments above and in it."""
        laid_out = layout.document(self.text, self.source.entries, sort=False).split("\n")
        start = layout.with_comments(
            laid_out, next(number for number, line in enumerate(laid_out) if line.lstrip().startswith("-"))
        )
        return "\n".join(laid_out[start:]).rstrip().split("\n")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a draft: the line at which the entry now stands, None where it was not taken; and what is wrong with it."""

    line: int | None
    problems: tuple[Problem, ...]


def draft(text: str, path: str = "draft.yaml") -> Draft:
    """What a text says that should hold the one entry to be added; ``path`` names it in places."""
    text = text.replace("\r\n", "\n")
    source = sources.read_as(path, text.encode("utf-8", "replace"))
    if len(source.entries) > 1 or not (source.entries or source.problems):
        words = f"{len(source.entries) or 'no'} entries stand here; one is added at a time"
        source.problems.append(Problem(code="E004", words=words, place=Place(path=path, line=1, column=1)))
    return Draft(text, source)


def text_of(value: Entry) -> str:
    """An entry as a glossary file of its own."""
    return f"entries:\n{layout.entry(value, slug=False)}\n"


def add(path: str, wanted: Draft, check: Check) -> Added:
    """Add an entry to a glossary file in YAML, unless ``check`` finds an error in it.

    All else in the file stays as it is, to the byte. Raises ``UsageError`` where the file has the entry already, ``GlossError``
    where nothing can be put in without a change of what the file says, or where it cannot be written.
    """
    if wanted.entry is None:
        return Added(None, tuple(wanted.source.problems))
    with sources.changing(path) as before:
        after, line, source = _with(path, before, wanted, wanted.entry)
        added = next(value for value, _ in source.entries if value.slug == wanted.entry.slug)
        problems = tuple(check(source, [(added, wanted.record)]))
        if any(problem.is_error for problem in problems):
            return Added(None, problems)
        if not sources.replace(path, before, after):
            raise GlossError(f"{path} changed while the entry was added; it is left as it is", "run this again")
    return Added(line, problems)


def keep(text: str, name: str) -> str:
    """Keep the text of an entry where its writer finds it again, and say where.

    Raises ``GlossError`` with the text itself where it cannot be kept.
    """
    folder = places.kept_folder()
    try:
        os.makedirs(folder, exist_ok=True)
        number = 1
        while not sources.write_new(path := os.path.join(folder, f"{name}{f'-{number}' if number > 1 else ''}.yaml"), text):
            number += 1
    except (OSError, GlossError) as error:
        raise GlossError(f"cannot keep the entry in {folder}; here it is, so that it is not lost", text.rstrip()) from error
    return path


def _with(path: str, before: bytes, wanted: Draft, entry: Entry) -> tuple[bytes, int, Source]:
    """What the file holds with the entry in it, the line of the entry, and all that is read from it then."""
    source = sources.read_as(path, before)
    if any(known.slug == entry.slug for known, _ in source.entries):
        raise UsageError(f"{path} has an entry '{entry.slug}' already", f"gloss edit {entry.slug}")
    mark, text = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b"", ""
    try:
        text = before.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossError(f"{path} is not in UTF-8; it is left as it is", f"gloss check {path}") from error
    for changed, line in insertion.ways(text, source.entries, entry.slug, _lines(wanted, source, entry)):
        after = mark + changed.encode()
        read = sources.read_as(path, after)
        if _only_adds(source, read, entry):
            return after, line, read
    words = f"cannot add to {path} without a change of what else it says; it is left as it is"
    raise GlossError(words, f"gloss fmt {path} writes its entries as a list" if not source.problems else f"gloss check {path}")


def _lines(wanted: Draft, source: Source, entry: Entry) -> Sequence[str]:
    """The lines of the entry, with its slug where the file's entries have theirs."""
    lines = wanted.lines
    gives_slugs = source.head.profile == "strict" or any("slug" in record.data for _, record in source.entries)
    if gives_slugs and layout.entry(entry, slug=False).split("\n") == lines:
        return layout.entry(entry).split("\n")
    return lines


def _only_adds(before: Source, after: Source, entry: Entry) -> bool:
    """Whether the entry has been added, and nothing else has changed."""
    known, now = [item for item, _ in before.entries], [item for item, _ in after.entries]
    number = next((number for number, item in enumerate(now) if item.slug == entry.slug), None)
    if number is None or now[number] != entry or now[:number] + now[number + 1 :] != known or before.head != after.head:
        return False
    return not Counter(map(_spoken, after.problems)) - Counter(map(_spoken, before.problems))


def _spoken(problem: Problem) -> tuple[str, str]:
    return problem.code, problem.words


def moved(problems: Sequence[Problem], path: str) -> list[Problem]:
    """Problems of a draft at the same places in the file in which it is kept."""
    return [msgspec.structs.replace(problem, place=msgspec.structs.replace(problem.place, path=path)) for problem in problems]
