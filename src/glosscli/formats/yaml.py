"""Glossaries in YAML: every scalar is text, every value keeps its line and column, entries come one at a time.

Read from PyYAML's events, through its C parser where there is one. Of YAML only what a glossary needs is taken: no tags, no
anchors, no aliases; so nothing in a file can build an object or grow into more than it shows. A syntax error ends its entry, not
the file: reading goes on at the next line that begins an entry. No character is gone over more than a few times.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import yaml

from glosscli import labels
from glosscli.model import Place, Problem
from glosscli.records import DEEPEST, Path, Record

LARGEST = 32_000_000
"""Bytes of a file that are read: sixteen bundled glossaries. It is held in memory as a whole, which JSON Lines never are."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENTRIES = "entries"
_ABYSS = 100
"""Levels of nesting after which a value is not even read past: in brackets, each level makes every further one slower to parse."""
MOST_ERRORS = 1_000
"""Syntax errors after which the rest of a file is not read: after each, parsing begins anew."""
_FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]+")
"""Characters that YAML does not allow, those that only YAML takes for line ends, and a byte order mark that is not the first."""
_OPENING = re.compile(f"^{_ENTRIES}:", re.MULTILINE)
_FIRST_DASH = re.compile("^( *)-[ \n]", re.MULTILINE)


def read(file: BinaryIO, path: str) -> Iterator[Record | Problem]:
    """The head, then each entry, of a glossary in YAML; a problem in place of what cannot be read.

    ``path`` names the file in places.
    """
    data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        line, column = before.count("\n"), len(before) - (before.rfind("\n") + 1)
        words = f"byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8"
        yield _problem("E001", words, path, line, column)
        text = data.decode("utf-8-sig", "replace")
    yield from read_text(text, path)


def read_text(text: str, path: str) -> Iterator[Record | Problem]:
    """The head, then each entry, of a glossary in YAML; a problem in place of what cannot be read.

    The file is a mapping: the fields of the head, and ``entries``, a list. ``text`` is the whole file, ``path`` names it in places.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    yield from _forbidden(text, path)
    document = _Document(_FORBIDDEN.sub(lambda found: " " * len(found.group().replace("\ufeff", "")), text), path)
    for _ in range(MOST_ERRORS):
        try:
            yield from document.records()
            return
        except yaml.MarkedYAMLError as error:
            yield document.syntax_error(error)
            rest = document.rest()
            if rest is None:
                return
            document = rest
    words = f"{MOST_ERRORS:,} syntax errors; the rest of the file is not read"
    yield _problem("E001", words, path, document.first_line, 0)


def _forbidden(text: str, path: str) -> Iterator[Problem]:
    """Each run of characters that cannot stand in YAML."""
    line = seen = begin = 0
    for found in _FORBIDDEN.finditer(text):
        if lines := text.count("\n", seen, found.start()):
            line += lines
            begin = text.rfind("\n", seen, found.start()) + 1
        seen = found.start()
        more = f" and {len(found.group()) - 1:,} more" if len(found.group()) > 1 else ""
        words = f"character U+{ord(text[seen]):04X}{more} cannot stand in YAML; remove {'them' if more else 'it'}"
        yield _problem("E005", words, path, line, seen - begin)


class _TooDeep(yaml.MarkedYAMLError):
    """A value is nested so deep that it is not even read past."""


class _Rest:
    """The rest of a text from a place on, as a file: the parser takes it piece by piece."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start

    def read(self, size: int) -> str:
        """The next so many characters."""
        piece = self.text[self.start : self.start + size]
        self.start += size
        return piece


class _Document:
    """One pass over a file, or over the rest of it from an entry on: ``start`` and ``first_line`` say where, counted from 0."""

    def __init__(self, text: str, path: str, start: int = 0, first_line: int = 0, indent: str | None = None) -> None:
        self.text = text
        self.path = path
        self.start = start
        self.first_line = first_line
        self.indent = indent
        self.entry = start
        self.events: Iterator[Any] = yaml.parse(cast(Any, _Rest(text, start)), Loader=_LOADER)
        self.problems: list[Problem] = []

    def records(self) -> Iterator[Record | Problem]:
        """The head and the entries; only entries where the pass begins at one."""
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            yield self._problem("E004", "the file is empty; a glossary has 'name' and 'entries'", event)
            return
        event = next(self.events)
        if self.start:
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
                words = f"field '{labels.shortened(name or '')}' stands below 'entries'; move it above"
                self.problems.append(self._problem("E006", words, key))
            if name != _ENTRIES:
                self._field(name, head, places, (), 1)
                continue
            value = next(self.events)
            yield from self._told()
            yield Record("head", dict(head), self._place(start), places)
            told = True
            head[_ENTRIES] = ()
            if isinstance(value, yaml.SequenceStartEvent):
                self.indent = None if value.flow_style else " " * (self._position(value)[1] - 1)
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
            self.entry = self.start + event.start_mark.index
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
            name = labels.shortened(event.value)
            self.problems.append(self._problem("E002", f"field '{name}' stands here a second time", event))
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
            words = f"alias '*{labels.shortened(event.anchor or '')}' is not followed; write the value out"
            self.problems.append(self._problem("E006", words, event))
            return None
        if event.anchor is not None:
            words = f"anchor '&{labels.shortened(event.anchor)}' is not used; remove it"
            self.problems.append(self._problem("E006", words, event))
        if event.tag is not None and event.tag != "!":
            self.problems.append(
                self._problem("E006", f"tag '{labels.shortened(event.tag)}' has no meaning here; remove it", event)
            )
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
        """Read past a value without building it. Raises ``_TooDeep`` where that would take too long."""
        depth = 0
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _ABYSS:
                    mark: Any = event.start_mark
                    raise _TooDeep(problem=f"more than {_ABYSS} levels deep; write it flatter", problem_mark=mark)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth == 0:
                return
            event = next(self.events)

    def syntax_error(self, error: yaml.MarkedYAMLError) -> Problem:
        """What ended this pass, as a problem at its place."""
        ends_too_late = error.problem == "found unexpected end of stream"
        mark: Any = (error.context_mark if ends_too_late else error.problem_mark) or error.problem_mark or error.context_mark
        words = " ".join(part for part in (error.context, error.problem) if part)
        code, words = ("E006", words) if isinstance(error, _TooDeep) else ("E001", f"not valid YAML: {words}")
        return _problem(code, words, self.path, self.first_line + mark.line, mark.column)

    def rest(self) -> "_Document | None":
        """A pass from the next line on that begins an entry; None where there is none."""
        if self.indent is None:
            opening = _OPENING.search(self.text, self.entry)
            first = opening and _FIRST_DASH.search(self.text, opening.end())
            if first is None:
                return None
            self.indent, start = first.group(1), first.start()
        else:
            following = re.compile(f"\n{self.indent}-[ \n]").search(self.text, self.entry)
            if following is None:
                return None
            start = following.start() + 1
        return _Document(self.text, self.path, start, self.first_line + self.text.count("\n", self.start, start), self.indent)

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
