"""Glossaries in JSON Lines: one object a line, read as they come, so that a file of any size takes little memory.

A line with a ``term`` is an entry; the first line may be the head instead.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from glosscli.model import Place, Problem
from glosscli.records import LONGEST_TEXT, Record

LONGEST_LINE = 1_000_000
"""Bytes of one line that are read: an entry is a few thousand, and a line is held in memory as a whole."""
_ADDED = frozenset({"glossary", "base", "related"})
"""Fields of an answer that no entry has in a file; a listing is a glossary again without them."""


def read(file: BinaryIO, path: str) -> Iterator[Record | Problem]:
    """The head, where there is one, and each entry; a problem in place of a line that cannot be read."""
    empty = True
    for number, line in enumerate(_lines(file), start=1):
        if number == 1 and line:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line is not None and not line.strip():
            continue
        place = Place(path=path, line=number, column=1)
        if line is None:
            words = f"a line of more than {LONGEST_LINE:,} bytes; an entry is one object on a line of its own"
            yield Problem(code="E001", words=words, place=place)
            empty = False
            continue
        try:
            data = msgspec.json.decode(line)
            values = _without_null(data) if b"null" in line else data
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield Problem(code="E001", words=f"not valid JSON in UTF-8: {error}", place=place)
            empty = False
            continue
        if not isinstance(data, dict):
            yield Problem(code="E004", words="an entry is an object with 'term' and 'definition'", place=place)
        elif empty and "term" not in data:
            yield Record("head", values, place, {})
        else:
            yield Record("entry", _as_recorded(values), place, {}, harmless=_is_harmless(line))
        empty = False
    if empty:
        words = "the file is empty; a glossary has an entry on each line"
        yield Problem(code="E004", words=words, place=Place(path=path, line=1, column=1))


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a file; None in place of one that is too long, of which no more than a piece is ever held."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield None


def _as_recorded(values: dict[str, Any]) -> dict[str, Any]:
    """An entry without what gloss adds when it lists one: which glossary it is from, and the terms of those it is mixed up with."""
    recorded = {name: value for name, value in values.items() if name not in _ADDED}
    mixups = recorded.get("confusions")
    if isinstance(mixups, list):
        recorded["confusions"] = [
            {name: value for name, value in mixup.items() if name != "term"} if isinstance(mixup, dict) else mixup
            for mixup in mixups
        ]
    return recorded


def _without_null(value: Any) -> Any:
    """The value without what is null in it: a field without a value is one that is not there."""
    if isinstance(value, dict):
        return {key: _without_null(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_null(item) for item in value if item is not None]
    return value


def _is_harmless(line: bytes) -> bool:
    """Whether no text in a line can be too long or hold a character that must be removed."""
    return len(line) <= LONGEST_TEXT and line.isascii() and b"\\" not in line and b"\x7f" not in line
