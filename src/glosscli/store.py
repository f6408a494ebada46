"""Which glossary there is and where: from a source file to an open compiled glossary.

Reads files and the environment. The bundled glossary comes compiled with the package; any other file is compiled on first use
into the user's cache folder, named by its content, and found there again for as long as the file is the same. A cache that cannot
be read or written costs time, never an answer.
"""

import hashlib
import os
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field

from glosscli import __version__, glossary, labels
from glosscli.errors import GlossError, UnreadableGlossary
from glosscli.glossary import Glossary
from glosscli.model import Entry, Head, Place, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from glosscli.records import Record

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_SETTLED = 2.0
"""Seconds after which a change of a file is sure to show in its times, on every file system in use."""


@dataclass(slots=True)
class Source:
    """A glossary file as read: its head, its usable entries with where they stand, and what is wrong with its structure."""

    path: str
    text: str
    head: Head
    head_record: "Record"
    entries: "list[tuple[Entry, Record]]" = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def bundled_source() -> str:
    """The path of the bundled glossary's YAML: in the package, or in the checkout around it."""
    packaged = os.path.join(_PACKAGE, "data", "terms.yaml")
    return packaged if os.path.exists(packaged) else os.path.normpath(os.path.join(_PACKAGE, "..", "..", "data", "terms.yaml"))


def echoes() -> frozenset[int]:
    """Fingerprints of the word runs that no entry may share with pages it is measured against; see ``checks``."""
    path = os.path.join(os.path.dirname(bundled_source()), "echoes.txt")
    with suppress(OSError), open(path, encoding="ascii") as file:
        return frozenset(int(line, 16) for line in file if not line.startswith("#"))
    return frozenset()


def open_glossary(path: str | None = None) -> Glossary:
    """The glossary in a source file, compiled and open; the bundled one without a path.

    Raises ``UnreadableGlossary`` where there is no such file or nothing in it can be answered from.
    """
    if path is None:
        compiled = os.path.join(_PACKAGE, "data", "terms.db")
        if os.path.exists(compiled):
            return glossary.open_glossary(compiled)
        path = bundled_source()
    return _open_through_cache(os.path.abspath(path), path)


def compile_file(path: str, target: str) -> None:
    """Compile the glossary in a source file to a new file at ``target``, written aside and renamed."""
    data = _bytes_of(path)
    _compile(read_source(path, data), target, hashlib.sha256(data).hexdigest())


def read_source(path: str, data: bytes | None = None) -> Source:
    """Everything in a glossary file, right and wrong. ``data`` is its content where it has been read before.

    Raises ``UnreadableGlossary`` where the file cannot be read at all.
    """
    from glosscli import formats, records

    reader = formats.READERS.get(os.path.splitext(path)[1].lower())
    if reader is None:
        known = ", ".join(formats.READERS)
        raise UnreadableGlossary(f"{path} is not a glossary file that gloss reads", f"name it with one of these endings: {known}")
    text, problems = _decode(path, _bytes_of(path) if data is None else data)
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
        with _WrittenAside(path) as aside:
            with open(aside, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            shutil.copymode(path, aside)
    except OSError as error:
        raise GlossError(f"cannot write {source.path}: {error.strerror}; the file is as it was") from error


def _bytes_of(path: str) -> bytes:
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


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the cache notes about a source file: how it looked, when that was looked at, and the name of its content."""

    stamp: str
    at: float
    content: str


def _open_through_cache(path: str, shown: str) -> Glossary:
    folder = _cache_folder()
    note = os.path.join(folder, hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:24] + ".seen")
    stamp, changed = _stamp(path, shown)
    seen = _read_note(note)
    if seen and seen.stamp == stamp and seen.at > changed + _SETTLED:
        with suppress(UnreadableGlossary):
            return glossary.open_glossary(_compiled_path(folder, seen.content))
    looked = time.time()
    data = _bytes_of(shown)
    content = hashlib.sha256(data).hexdigest()
    compiled = _compiled_path(folder, content)
    try:
        return _note_and_open(compiled, note, _Seen(stamp, looked, content))
    except (UnreadableGlossary, OSError):
        source = read_source(shown, data)
    if not source.entries:
        raise UnreadableGlossary(f"{shown} holds no entry that can be read", f"gloss check {shown}")
    try:
        os.makedirs(folder, exist_ok=True)
        _compile(source, compiled, content)
        if seen and seen.content != content:
            with suppress(OSError):
                os.remove(_compiled_path(folder, seen.content))
        return _note_and_open(compiled, note, _Seen(stamp, looked, content))
    except (UnreadableGlossary, OSError):
        return glossary.hold(source.head, (entry for entry, _ in source.entries), _facts(source, content))


def _note_and_open(compiled: str, note: str, seen: _Seen) -> Glossary:
    opened = glossary.open_glossary(compiled)
    with suppress(OSError), _WrittenAside(note) as aside, open(aside, "w", encoding="ascii") as file:
        file.write(f"{seen.stamp}\n{seen.at!r}\n{seen.content}\n")
    return opened


def _read_note(note: str) -> _Seen | None:
    with suppress(OSError, ValueError), open(note, encoding="ascii") as file:
        stamp, at, content = file.read().splitlines()
        return _Seen(stamp, float(at), content)
    return None


def _stamp(path: str, shown: str) -> tuple[str, float]:
    """How a file looks from outside, and when it last changed (seconds): its times alone would prove nothing."""
    try:
        status = os.stat(path)
    except OSError:
        _bytes_of(shown)
        raise
    stamp = f"{status.st_dev} {status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
    return stamp, max(status.st_mtime, status.st_ctime)


def _cache_folder() -> str:
    import platformdirs

    return os.path.join(platformdirs.user_cache_dir("gloss", appauthor=False), "compiled")


def _compiled_path(folder: str, content: str) -> str:
    return os.path.join(folder, f"{content[:32]}-{__version__}-{glossary.LAYOUT}.db")


def _compile(source: Source, target: str, content: str) -> None:
    with _WrittenAside(target) as aside:
        glossary.write(aside, source.head, (entry for entry, _ in source.entries), _facts(source, content))


def _facts(source: Source, content: str) -> dict[str, str | int]:
    return {"content": content, "problems": sum(problem.is_error for problem in source.problems)}


class _WrittenAside:
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
