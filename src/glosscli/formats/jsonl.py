"""Glossaries in JSON Lines: one object a line, read as they come, so that a file of any size takes little memory.

A line with a ``term`` is an entry; the first line may be the head instead.
"""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from glosscli.model import Place, Problem
from glosscli.records import Record


def read(file: BinaryIO, path: str) -> Iterator[Record | Problem]:
    """The head, where there is one, and each entry; a problem in place of a line that cannot be read."""
    empty = True
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        place = Place(path=path, line=number, column=1)
        try:
            data = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield Problem(code="E001", words=f"not valid JSON in UTF-8: {error}", place=place)
            empty = False
            continue
        if not isinstance(data, dict):
            yield Problem(code="E004", words="an entry is an object with 'term' and 'definition'", place=place)
        elif empty and "term" not in data:
            yield Record("head", data, place, {})
        else:
            yield Record("entry", data, place, {}, harmless=line.isascii() and b"\\" not in line)
        empty = False
    if empty:
        words = "the file is empty; a glossary has an entry on each line"
        yield Problem(code="E004", words=words, place=Place(path=path, line=1, column=1))
