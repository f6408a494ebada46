"""A glossary file as a person keeps it: read with all that is wrong in it, written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field

from glosscli import formats, labels, records
from glosscli.errors import GlossError, UnreadableGlossary
from glosscli.model import Entry, Head, Place, Problem
from glosscli.records import Record


@dataclass(slots=True)
class Source:
    """A glossary file as read: its head, its usable entries with where they stand, and what is wrong with its structure."""

    path: str
    text: str
    head: Head
    head_record: Record
    entries: list[tuple[Entry, Record]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(path: str, data: bytes | None = None) -> Source:
    """Everything in a glossary file, right and wrong. ``data`` is its content where it has been read before.

    Raises ``UnreadableGlossary`` where the file cannot be read at all.
    """
    reader = formats.READERS.get(os.path.splitext(path)[1].lower())
    if reader is None:
        known = ", ".join(formats.READERS)
        raise UnreadableGlossary(f"{path} is not a glossary file that gloss reads", f"name it with one of these endings: {known}")
    text, problems = _decode(path, read_bytes(path) if data is None else data)
    name = labels.slug(os.path.splitext(os.path.basename(path))[0]) or "glossary"
    nowhere = records.Record("head", {}, Place(path=path, line=1, column=1), {})
    source = Source(path, text, Head(name=name), nowhere, [], problems)
    for item in reader(text, path):
        if isinstance(item, Problem):
            source.problems.append(item)
        elif item.part == "head":
            head, wrong = records.read_head(records.Record("head", {"name": name, **item.data}, item.place, item.places))
            source.head, source.head_record = head or source.head, item
            source.problems += wrong
        else:
            entry, wrong = records.read_entry(item)
            source.problems += wrong
            if entry is not None:
                source.entries.append((entry, item))
    return source


def rewrite(source: Source, text: str) -> None:
    """Put another text in a glossary file's place, whole or not at all; its permissions stay.

    Raises ``GlossError`` where that cannot be done; the file is then as it was.
    """
    path = os.path.realpath(source.path)
    try:
        with WrittenAside(path) as aside:
            with open(aside, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            shutil.copymode(path, aside)
    except OSError as error:
        raise GlossError(f"cannot write {source.path}: {error.strerror}; the file is as it was") from error


def read_fingerprints(path: str) -> frozenset[int]:
    """The numbers in a file of fingerprints, one a line in hexadecimal; none where there is no such file."""
    with suppress(OSError), open(path, encoding="ascii") as file:
        return frozenset(int(line, 16) for line in file if not line.startswith("#"))
    return frozenset()


def read_bytes(path: str) -> bytes:
    """What stands in a file. Raises ``UnreadableGlossary`` with what is wrong where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError as error:
        raise UnreadableGlossary(f"there is no file {path}", "check the path, or leave it out for the bundled glossary") from error
    except OSError as error:
        raise UnreadableGlossary(f"cannot read {path}: {error.strerror}") from error


def _decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        words = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        problem = Problem(code="E001", words=words, place=Place(path=path, line=line, column=column))
        return data.decode("utf-8-sig", "replace"), [problem]


class WrittenAside:
    """A path beside the target to write to; renamed onto the target at the end, removed where that fails."""

    def __init__(self, target: str) -> None:
        self.target = target

    def __enter__(self) -> str:
        handle, self.aside = tempfile.mkstemp(prefix=".", dir=os.path.dirname(self.target))
        os.close(handle)
        return self.aside

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                os.replace(self.aside, self.target)
        finally:
            with suppress(OSError):
                os.remove(self.aside)
