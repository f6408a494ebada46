"""Compiled glossaries, kept in the user's cache folder and named by the content of their sources.

A file is compiled when it is first asked and found again for as long as it is the same: as seen from outside in the usual case, by
its content where that proves nothing. A cache that cannot be read or written costs time, never an answer.
"""

from __future__ import annotations

import os
from zlib import crc32

from glosscli import glossary, places
from glosscli.errors import UnreadableGlossary
from glosscli.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from glosscli.glossary import Glossary
    from glosscli.sources import Stream

_SETTLED = 2.0
"""Seconds after which a change of a file is sure to show in its times, on every file system in use."""


class _Seen:
    """What is noted about a source file: its path, how it looked, when that was looked at (seconds), the name of its content."""

    __slots__ = ("at", "content", "path", "stamp")

    def __init__(self, path: str, stamp: str, at: float, content: str) -> None:
        self.path = path
        self.stamp = stamp
        self.at = at
        self.content = content


def open_through(path: str) -> Glossary:
    """The glossary in a source file, compiled before or now, and open.

    Raises ``UnreadableGlossary`` where there is no such file or nothing in it can be answered from.
    """
    folder = places.compiled_folder()
    whole = os.path.abspath(path)
    note = os.path.join(folder, f"{crc32(os.fsencode(whole)):08x}.seen")
    seen = _read_note(note, whole)
    stamp, changed = _stamp(path)
    if seen and seen.stamp == stamp and seen.at > changed + _SETTLED:
        try:
            return glossary.open_glossary(_compiled(folder, seen.content))
        except UnreadableGlossary:
            pass
    return _look_closer(path, whole, folder, note, stamp, seen)


def compile_file(path: str, target: str) -> None:
    """Compile the glossary in a source file to a new file at ``target``, written aside and renamed."""
    from glosscli import sources

    _compile(path, target, sources.content_name(path))


def forget(compiled: str) -> bool:
    """Remove a compiled glossary that is damaged; whether it was one of this cache, so that it can be made again."""
    if os.path.dirname(compiled) != places.compiled_folder():
        return False
    try:
        os.remove(compiled)
    except OSError:
        return False
    return True


def _look_closer(path: str, whole: str, folder: str, note: str, stamp: str, seen: _Seen | None) -> Glossary:
    """Open what was compiled from the very content of the file, or compile it."""
    import time
    from contextlib import suppress

    from glosscli import sources
    from glosscli.glossary import writing

    looked = time.time()
    content = sources.content_name(path)
    compiled = _compiled(folder, content)
    noted = _Seen(whole, stamp, looked, content)
    with suppress(UnreadableGlossary):
        opened = glossary.open_glossary(compiled)
        _write_note(note, noted)
        return opened
    try:
        os.makedirs(folder, exist_ok=True)
        _compile(path, compiled, content)
        if seen and seen.content != content:
            with suppress(OSError):
                os.remove(_compiled(folder, seen.content))
        opened = glossary.open_glossary(compiled)
        _write_note(note, noted)
        return opened
    except OSError:
        stream = sources.Stream(path)
        return writing.hold(stream, lambda: _facts(stream, content))


def _compiled(folder: str, content: str) -> str:
    return os.path.join(folder, f"{content}-{__version__}-{glossary.LAYOUT}.db")


def _stamp(path: str) -> tuple[str, float]:
    """How a file looks from outside, and when it last changed (seconds): its times alone would prove nothing."""
    try:
        status = os.stat(path)
    except OSError as error:
        from glosscli import sources

        sources.open_file(path).close()
        raise UnreadableGlossary(f"cannot read {path}: {error.strerror}") from error
    stamp = f"{status.st_dev} {status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
    return stamp, max(status.st_mtime, status.st_ctime)


def _read_note(note: str, whole: str) -> _Seen | None:
    try:
        with open(note, encoding="utf-8", errors="surrogateescape") as file:
            path, stamp, at, content = file.read().split("\n")
            return _Seen(path, stamp, float(at), content) if path == whole else None
    except (OSError, ValueError):
        return None


def _write_note(note: str, seen: _Seen) -> None:
    from contextlib import suppress

    from glosscli import sources

    text = f"{seen.path}\n{seen.stamp}\n{seen.at!r}\n{seen.content}"
    with suppress(OSError), sources.WrittenAside(note) as aside, open(aside, "wb") as file:
        file.write(text.encode("utf-8", "surrogateescape"))


def _compile(path: str, target: str, content: str) -> None:
    """Compile a file whose content has this name; a file that changes meanwhile is compiled under no wrong name."""
    from glosscli import sources
    from glosscli.glossary import writing

    with sources.WrittenAside(target) as aside:
        stream = sources.Stream(path)
        writing.write(aside, stream, lambda: _facts(stream, content))
        if sources.content_name(path) != content:
            raise OSError(f"{path} changed while it was read")


def _facts(stream: Stream, content: str) -> dict[str, str | int]:
    if not stream.entries:
        raise UnreadableGlossary(f"{stream.path} holds no entry that can be read", f"gloss check {stream.path}")
    return {"content": content, "problems": stream.errors}
