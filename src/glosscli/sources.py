"""A glossary file as a person keeps it: read with all that is wrong in it, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedReader, BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from glosscli import formats, labels, places, records
from glosscli.errors import GlossError, UnreadableGlossary
from glosscli.model import Entry, Head, Place, Problem
from glosscli.records import Record

if TYPE_CHECKING:
    from filelock import BaseFileLock

MOST_TOLD = 1_000
"""Problems of one file that are told: nobody reads more of them before mending some, and each one is held in memory."""

_ASIDE = ".gloss-aside-"
_ABANDONED = 3600
"""Seconds after which a file that is being written aside is taken for abandoned."""
_PATIENCE = 10.0
"""Seconds that a writer waits for another one of the same file; to write the largest takes less."""
_WIDE = {
    "UTF-32": re.compile(rb"\xff\xfe\0\0|\0\0\xfe\xff|\0\0\0[^\0]|[^\0]\0\0\0"),
    "UTF-16": re.compile(rb"\xff\xfe|\xfe\xff|\0[^\0]\0[^\0]|[^\0]\0[^\0]\0"),
}
"""How a file begins in an encoding of wide characters, with its mark or without; the first that fits."""


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
    return _collected(path, _items(path))


def read_as(path: str, data: bytes) -> Source:
    """Everything in a glossary file of that name that holds these bytes; nothing is opened."""
    return _collected(path, _read_items(path, _reader(path), BytesIO(data)))


def _collected(path: str, items: Iterator[tuple[Entry | Head | Problem, Record]]) -> Source:
    source = Source(path, _default_head(path), _nowhere(path))

    def wrong() -> Iterator[Problem]:
        for item, record in items:
            if isinstance(item, Problem):
                yield item
            elif isinstance(item, Head):
                source.head, source.head_record = item, record
            else:
                source.entries.append((item, record))

    source.problems += told(wrong())
    return source


def told(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Of the problems of one file those that are told; where there are more, the last one counts them."""
    all_of_them = iter(problems)
    yield from islice(all_of_them, MOST_TOLD)
    for one in all_of_them:
        more = sum(1 for _ in all_of_them)
        yield Problem(code=one.code, words=f"{one.words} (problems after this one, not told: {more:,})", place=one.place)


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


@dataclass(frozen=True, slots=True)
class Look:
    """How a file looks from outside: its size, and when it last changed (local time)."""

    bytes: int
    changed: datetime


def look(path: str) -> Look | None:
    """How a file looks from outside; None where it is gone."""
    with suppress(OSError):
        status = os.stat(path)
        return Look(status.st_size, datetime.fromtimestamp(status.st_mtime).astimezone())
    return None


def read_text(path: str) -> str:
    """The text of a file in UTF-8, as it is laid out. Raises ``UnreadableGlossary`` where it cannot be read."""
    return read_bytes(path).decode("utf-8-sig", "replace")


def read_bytes(path: str) -> bytes:
    """What a glossary file holds, to the byte. Raises ``UnreadableGlossary`` where it cannot be read."""
    with open_file(path) as file:
        _refuse_whole(path, file)
        return file.read()


def _items(path: str) -> Iterator[tuple[Entry | Head | Problem, Record]]:
    reader = _reader(path)
    with open_file(path) as file:
        yield from _read_items(path, reader, file)


def _reader(path: str) -> formats.Reader:
    reader = formats.READERS.get(_ending(path))
    if reader is None:
        known = ", ".join(formats.READERS)
        raise UnreadableGlossary(f"{path} is not a glossary file that gloss reads", f"name it with one of these endings: {known}")
    return reader


def _read_items(path: str, reader: formats.Reader, file: BinaryIO) -> Iterator[tuple[Entry | Head | Problem, Record]]:
    _refuse_whole(path, file)
    name = _default_head(path).name
    for item in reader(file, labels.shown(path)):
        if isinstance(item, Problem):
            yield _on_one_line(item), _nowhere(path)
            continue
        value: Entry | Head | None
        if item.part == "head":
            value, wrong = records.read_head(Record("head", {"name": name, **item.data}, item.place, item.places))
        else:
            value, wrong = records.read_entry(item)
        yield from ((_on_one_line(problem), item) for problem in wrong)
        if value is not None:
            yield value, item


def _refuse_whole(path: str, file: BinaryIO) -> None:
    """Raise ``UnreadableGlossary`` where nothing in a file is to be read: it is too large, or in an encoding of wide characters."""
    size, largest = file.seek(0, os.SEEK_END), formats.LARGEST.get(_ending(path))
    file.seek(0)
    if largest is not None and size > largest:
        words = f"{path} has {size:,} bytes; of a file in YAML at most {largest:,} are read"
        raise UnreadableGlossary(words, "write it in JSON Lines, an entry a line: such a file may have any size")
    start = file.read(4)
    file.seek(0)
    for name, beginning in _WIDE.items():
        if beginning.match(start):
            raise UnreadableGlossary(f"{path} is in {name}; gloss reads UTF-8", "save it as UTF-8")


def _on_one_line(problem: Problem) -> Problem:
    """A problem whose words, which may quote the file, are harmless to a terminal."""
    if problem.words.isprintable():
        return problem
    return Problem(code=problem.code, words=labels.shown(problem.words), place=problem.place)


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _default_head(path: str) -> Head:
    return Head(name=labels.slug(os.path.splitext(os.path.basename(path))[0]) or "glossary")


def _nowhere(path: str) -> Record:
    return Record("head", {}, Place(path=labels.shown(path), line=1, column=1), {})


@contextmanager
def changing(path: str) -> Iterator[bytes]:
    """What a glossary file holds, to the byte; no other gloss that asks so too gets it before the end of the block.

    Raises ``UnreadableGlossary`` where it cannot be read, ``GlossError`` where another one does not let it go.
    """
    lock = _lock(path)
    try:
        yield read_bytes(path)
    finally:
        lock.release()


def _lock(path: str) -> BaseFileLock:
    """The lock of a file, taken; where no lock file can be made there is none, and ``replace`` alone must find a change."""
    from filelock import FileLock, Timeout

    folder = places.lock_folder()
    name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]
    lock = FileLock(os.path.join(folder, f"{name}.lock"), timeout=_PATIENCE)
    try:
        os.makedirs(folder, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise GlossError(f"{path} is being written by another gloss", "run this again when that one is done") from error
    except OSError:
        pass
    return lock


def replace(path: str, before: bytes, after: bytes) -> bool:
    """Put other bytes in a file's place, whole or not at all; False, and nothing done, where it no longer holds those before.

    Its permissions stay, and so does a link that leads to it. Raises ``GlossError`` where it cannot be written, and is as it was.
    """
    target = os.path.realpath(path)
    try:
        status = os.stat(target)
        if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise PermissionError(errno.EACCES, "it is read-only")
        with WrittenAside(target) as aside:
            with open(aside, "wb") as file:
                file.write(after)
                file.flush()
                os.fsync(file.fileno())
            with suppress(OSError, AttributeError):  # Only root may give a file away, and there is no chown on Windows.
                os.chown(aside, status.st_uid, status.st_gid)
            shutil.copymode(target, aside)
            if read_bytes(target) != before:
                raise _Changed
    except _Changed:
        return False
    except OSError as error:
        raise GlossError(f"cannot write {path}: {error.strerror}; the file is as it was") from error
    return True


class _Changed(Exception):
    """A file holds something else than when it was read."""


def says_the_same(source: Source, data: bytes) -> bool:
    """Whether other bytes for a glossary file hold the same head and the same entries, in any order, white space aside."""
    other = read_as(source.path, data)
    if other.problems or other.head != source.head:
        return False
    before, after = (sorted(str(_folded(msgspec.to_builtins(entry))) for entry, _ in side.entries) for side in (source, other))
    return before == after


def _folded(value: Any) -> Any:
    """Plain data in which runs of white space are one space."""
    if isinstance(value, dict):
        return {name: _folded(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [_folded(part) for part in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def write_new(path: str, text: str) -> bool:
    """Write a file that is not there yet, whole or not at all; False where there is one, which stays as it is.

    Raises ``GlossError`` where it cannot be written.
    """
    if os.path.lexists(path):
        return False
    aside = ""
    try:
        handle, aside = tempfile.mkstemp(prefix=_ASIDE, dir=os.path.dirname(path) or ".")
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        usual = os.umask(0)
        os.umask(usual)
        os.chmod(aside, 0o666 & ~usual)
        return _named(aside, path)
    except OSError as error:
        raise GlossError(f"cannot write {path}: {error.strerror}") from error
    finally:
        with suppress(OSError):
            os.remove(aside)


def _named(aside: str, path: str) -> bool:
    """Give a file that is written its name, unless another has taken it meanwhile."""
    try:
        os.link(aside, path)
    except FileExistsError:
        return False
    except OSError:  # A file system without hard links.
        os.rename(aside, path)
    return True


def read_fingerprints(path: str) -> frozenset[int]:
    """The numbers in a file of fingerprints, one a line in hexadecimal; none where there is no such file."""
    with suppress(OSError), open(path, encoding="ascii") as file:
        return frozenset(int(line, 16) for line in file if not line.startswith("#"))
    return frozenset()


def open_file(path: str) -> BufferedReader:
    """A file, open to be read: a regular one, or a link to one. Raises ``UnreadableGlossary`` with what is wrong otherwise."""
    try:
        file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115
    except FileNotFoundError as error:
        if os.path.islink(path):
            raise UnreadableGlossary(f"{path} is a link to {os.readlink(path)}, which is not there") from error
        raise UnreadableGlossary(f"there is no file {path}", "check the path, or leave it out for the bundled glossary") from error
    except OSError as error:
        if os.path.isdir(path):
            raise UnreadableGlossary(f"{path} is a folder, not a glossary file", "name a file in it") from error
        if os.path.exists(path) and not os.path.isfile(path):
            raise _NotRegular(path) from error
        raise UnreadableGlossary(f"cannot read {path}: {error.strerror}") from error
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise _NotRegular(path)
    return file


class _NotRegular(UnreadableGlossary):
    """A pipe, a socket or a device: what it holds has no end, or comes but once."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is not a regular file, and no other is read")


def _without_waiting(path: str, flags: int) -> int:
    """Open a file, also a pipe that nobody writes to, which would else be waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


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
