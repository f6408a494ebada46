"""A glossary file as a person keeps it: read with all that is wrong in it, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BufferedReader

from glosscli import formats, labels, records
from glosscli.errors import GlossError, UnreadableGlossary
from glosscli.model import Entry, Head, Place, Problem
from glosscli.records import Record

_ASIDE = ".gloss-aside-"
_ABANDONED = 3600
"""Seconds after which a file that is being written aside is taken for abandoned."""


@dataclass(slots=True)
class Source:
    """A glossary file as read: its head and usable entries with where they stand, and what is wrong with its structure."""

    path: str
    head: Head
    head_record: Record
    entries: list[tuple[Entry, Record]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(path: str) -> Source:
    """Everything in a glossary file, right and wrong. Raises ``UnreadableGlossary`` where the file cannot be read at all."""
    source = Source(path, _default_head(path), _nowhere(path))
    for item, record in _items(path):
        if isinstance(item, Problem):
            source.problems.append(item)
        elif isinstance(item, Head):
            source.head, source.head_record = item, record
        else:
            source.entries.append((item, record))
    return source


class Stream:
    """The usable entries of a glossary file, one at a time; when all have been taken, also its head and what was wrong."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.head = _default_head(path)
        self.entries = 0
        self.errors = 0

    def __iter__(self) -> Iterator[Entry]:
        for item, _ in _items(self.path):
            if isinstance(item, Problem):
                self.errors += item.is_error
            elif isinstance(item, Head):
                self.head = item
            else:
                self.entries += 1
                yield item


def read_text(path: str) -> str:
    """The text of a file in UTF-8, as it is laid out. Raises ``UnreadableGlossary`` where it cannot be read."""
    with open_file(path) as file:
        return file.read().decode("utf-8-sig", "replace")


def _items(path: str) -> Iterator[tuple[Entry | Head | Problem, Record]]:
    reader = formats.READERS.get(os.path.splitext(path)[1].lower())
    if reader is None:
        known = ", ".join(formats.READERS)
        raise UnreadableGlossary(f"{path} is not a glossary file that gloss reads", f"name it with one of these endings: {known}")
    name = _default_head(path).name
    with open_file(path) as file:
        for item in reader(file, path):
            if isinstance(item, Problem):
                yield item, _nowhere(path)
                continue
            value: Entry | Head | None
            if item.part == "head":
                value, wrong = records.read_head(Record("head", {"name": name, **item.data}, item.place, item.places))
            else:
                value, wrong = records.read_entry(item)
            yield from ((problem, item) for problem in wrong)
            if value is not None:
                yield value, item


def _default_head(path: str) -> Head:
    return Head(name=labels.slug(os.path.splitext(os.path.basename(path))[0]) or "glossary")


def _nowhere(path: str) -> Record:
    return Record("head", {}, Place(path=path, line=1, column=1), {})


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


def open_file(path: str) -> BufferedReader:
    """A file, open to be read. Raises ``UnreadableGlossary`` with what is wrong where it cannot be."""
    try:
        return open(path, "rb")
    except FileNotFoundError as error:
        raise UnreadableGlossary(f"there is no file {path}", "check the path, or leave it out for the bundled glossary") from error
    except OSError as error:
        raise UnreadableGlossary(f"cannot read {path}: {error.strerror}") from error


def content_name(path: str) -> str:
    """A name for the content of a file: other content, other name."""
    with open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def _remove_abandoned(folder: str) -> None:
    """Remove what runs that were killed have left beside a target, when it is too old to be in use."""
    with suppress(OSError), os.scandir(folder) as items:
        for item in items:
            if item.name.startswith(_ASIDE) and item.stat().st_mtime < time.time() - _ABANDONED:
                os.remove(item.path)


class WrittenAside:
    """A path beside the target to write to; renamed onto the target at the end, removed where that fails."""

    def __init__(self, target: str) -> None:
        self.target = target

    def __enter__(self) -> str:
        folder = os.path.dirname(self.target)
        _remove_abandoned(folder)
        handle, self.aside = tempfile.mkstemp(prefix=_ASIDE, dir=folder)
        os.close(handle)
        return self.aside

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                os.replace(self.aside, self.target)
        finally:
            with suppress(OSError):
                os.remove(self.aside)
