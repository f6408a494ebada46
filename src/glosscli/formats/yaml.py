"""Glossaries in YAML: every scalar is text, every value keeps its line and column, entries come one at a time.

Read from PyYAML's events, through its C parser where there is one. Of YAML only what a glossary needs is taken: no tags, no
anchors, no aliases; so nothing in a file can build an object or grow into more than it shows. A syntax error ends its entry, not
the file: reading goes on at the next line that begins an entry.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

import yaml
from yaml.reader import Reader as _Characters

from glosscli.model import Place, Problem
from glosscli.records import Path, Record

DEEPEST = 12
"""Levels of nesting that are read; an entry needs five."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENTRIES = "entries"


def read(file: BinaryIO, path: str) -> Iterator[Record | Problem]:
    """The head, then each entry, of a glossary in YAML; a problem in place of what cannot be read.

    ``path`` names the file in places.
    """
    data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start)
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1)
        yield _problem("E001", f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8", path, line, column)
        text = data.decode("utf-8-sig", "replace")
    yield from read_text(text, path)


def read_text(text: str, path: str) -> Iterator[Record | Problem]:
    """The head, then each entry, of a glossary in YAML; a problem in place of what cannot be read.

    The file is a mapping: the fields of the head, and ``entries``, a list. ``text`` is the whole file, ``path`` names it in places.
    """
    for forbidden in _Characters.NON_PRINTABLE.finditer(text):
        line = text.count("\n", 0, forbidden.start())
        column = forbidden.start() - (text.rfind("\n", 0, forbidden.start()) + 1)
        character = f"U+{ord(forbidden.group()):04X}"
        yield _problem("E005", f"character {character} cannot stand in YAML; remove it", path, line, column)
    text = _Characters.NON_PRINTABLE.sub(" ", text)
    document = _Document(text, path, first_line=0)
    while True:
        try:
            yield from document.records()
            return
        except yaml.MarkedYAMLError as error:
            mark: Any = error.problem_mark if error.problem_mark is not None else error.context_mark
            words = " ".join(part for part in (error.context, error.problem) if part)
            yield _problem("E001", f"not valid YAML: {words}", path, document.first_line + mark.line, mark.column)
            resume = document.next_entry_line()
            if resume is None:
                return
            document = _Document(text, path, first_line=resume, indent=document.indent)


class _Document:
    """One pass over a file, or over the rest of it from the line of an entry on."""

    def __init__(self, text: str, path: str, first_line: int, indent: str | None = None) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.indent = indent
        self.entry_line = first_line - 1 if first_line else -1
        rest = text if not first_line else text.split("\n", first_line)[-1]
        self.events: Iterator[Any] = yaml.parse(rest, Loader=_LOADER)
        self.problems: list[Problem] = []

    def records(self) -> Iterator[Record | Problem]:
        """The head and the entries; only entries where the pass begins at one."""
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            yield self._problem("E004", "the file is empty; a glossary has 'name' and 'entries'", event)
            return
        event = next(self.events)
        if self.first_line:
            yield from self._entries()
        elif isinstance(event, yaml.MappingStartEvent):
            yield from self._top(event)
        else:
            self._skip(event)
            yield self._problem("E004", "a glossary file is a mapping with 'name' and 'entries'", event)
        next(self.events)
        for extra in self.events:
            if isinstance(extra, yaml.DocumentStartEvent):
                yield self._problem("E006", "a second document begins here; a glossary is one document", extra)
                return

    def _top(self, start: Any) -> Iterator[Record | Problem]:
        head: dict[str, Any] = {}
        places: dict[Path, tuple[int, int]] = {}
        told = False
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            name = self._key(key, head, places, ())
            if told:
                self.problems.append(self._problem("E006", f"field '{name}' stands below 'entries'; move it above", key))
            if name != _ENTRIES:
                self._field(name, head, places, (), 1)
                continue
            value = next(self.events)
            yield from self._told()
            yield Record("head", dict(head), self._place(start), places)
            told = True
            head[_ENTRIES] = ()
            if isinstance(value, yaml.SequenceStartEvent):
                yield from self._entries()
            else:
                self._skip(value)
                yield self._problem("E004", "'entries' is a list of entries", value)
        if not told:
            yield self._problem("E004", "required field 'entries' is missing", start)
            yield Record("head", dict(head), self._place(start), places)
        yield from self._told()

    def _entries(self) -> Iterator[Record | Problem]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            self.entry_line = self.first_line + event.start_mark.line
            if self.indent is None:
                self.indent = self._indent_of(self.entry_line)
            places: dict[Path, tuple[int, int]] = {}
            data = self._value(event, places, (), 1)
            yield from self._told()
            if isinstance(data, dict):
                yield Record("entry", data, self._place(event), places)
            else:
                yield self._problem("E004", "an entry is a mapping with 'term' and 'definition'", event)

    def _told(self) -> Iterator[Problem]:
        yield from self.problems
        self.problems = []

    def _key(self, event: Any, known: dict[str, Any], places: dict[Path, tuple[int, int]], path: Path) -> str | None:
        """The name of a field, or None where it cannot be one (its value is then read and dropped)."""
        if not isinstance(event, yaml.ScalarEvent):
            self._skip(event)
            self.problems.append(self._problem("E006", "a field name is a word", event))
            return None
        if event.value in known:
            self.problems.append(self._problem("E002", f"field '{event.value}' stands here a second time", event))
            return None
        places[(*path, event.value)] = self._position(event)
        return str(event.value)

    def _field(self, name: str | None, data: dict[str, Any], places: dict[Path, tuple[int, int]], path: Path, depth: int) -> None:
        if name is None:
            self._skip(next(self.events))
            return
        here = (*path, name)
        position = places[here]
        data[name] = self._value(next(self.events), places, here, depth)
        places[here] = position

    def _value(self, event: Any, places: dict[Path, tuple[int, int]], path: Path, depth: int) -> Any:
        """Text, a list or a mapping; None in place of what has been reported."""
        places[path] = self._position(event)
        if isinstance(event, yaml.AliasEvent):
            self.problems.append(self._problem("E006", f"alias '*{event.anchor}' is not followed; write the value out", event))
            return None
        if event.anchor is not None:
            self.problems.append(self._problem("E006", f"anchor '&{event.anchor}' is not used; remove it", event))
        if event.tag is not None and event.tag != "!":
            self.problems.append(self._problem("E006", f"tag '{event.tag}' has no meaning here; remove it", event))
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if depth > DEEPEST:
            self._skip(event)
            self.problems.append(self._problem("E006", f"more than {DEEPEST} levels deep; write it flatter", event))
            return None
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
                items.append(self._value(item, places, (*path, len(items)), depth + 1))
            return items
        data: dict[str, Any] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            self._field(self._key(key, data, places, path), data, places, path, depth + 1)
        return data

    def _skip(self, event: Any) -> None:
        """Read past a value, however deep, without building it."""
        depth = 0
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth == 0:
                return
            event = next(self.events)

    def next_entry_line(self) -> int | None:
        """The next line that begins an entry after the one that could not be read, counted from 0; None where there is none."""
        lines = self.text.split("\n")
        if self.indent is None:
            begin = next((number for number, line in enumerate(lines) if line.startswith(f"{_ENTRIES}:")), len(lines))
            first = next((number for number in range(begin, len(lines)) if lines[number].lstrip(" ").startswith("- ")), None)
            if first is None:
                return None
            self.indent = self._indent_of(first)
            if self.entry_line < 0:
                return first
        start = f"{self.indent}- "
        return next((number for number in range(self.entry_line + 1, len(lines)) if lines[number].startswith(start)), None)

    def _indent_of(self, line: int) -> str:
        words = self.text.split("\n", line + 1)[line]
        return words[: len(words) - len(words.lstrip(" "))]

    def _position(self, event: Any) -> tuple[int, int]:
        mark = event.start_mark
        return self.first_line + mark.line + 1, mark.column + 1

    def _place(self, event: Any) -> Place:
        line, column = self._position(event)
        return Place(path=self.path, line=line, column=column)

    def _problem(self, code: str, words: str, event: Any) -> Problem:
        return Problem(code=code, words=words, place=self._place(event))


def _problem(code: str, words: str, path: str, line: int, column: int) -> Problem:
    return Problem(code=code, words=words, place=Place(path=path, line=line + 1, column=column + 1))
