"""Plain data with places, as a format reads it, turned into an entry or a head - or into problems, each at its place.

The structure itself is validated by the model (msgspec), in one call where nothing is wrong. Here is what that library cannot do:
all problems of an entry at once, each with line and column, unknown keys with the nearest known one, and text made harmless.
"""

import difflib
import functools
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import msgspec

from glosscli import labels
from glosscli.model import SLUG, Entry, Head, Place, Problem, Value

Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=Value)

LONGEST_TEXT = 100_000
"""Characters of one text that are read: a chapter of a book. Some work on a text takes more than its length in time."""
MOST_ITEMS = {"entry": 1_000, "head": 10_000}
"""Items of one list, or fields of one mapping, that are read: every item is held against others, so their square counts."""
DEEPEST = 12
"""Levels of nesting that are read; an entry needs five."""
_MOST_UNKNOWN = 10
"""Unknown fields of one mapping that are told, each with the nearest known one; the rest are counted."""
_LABELS = frozenset({"slug", "extends", "term", "abbreviation", "aliases", "lookup", "category", "tags", "name", "to", "with"})
"""The fields that hold names: one line, no longer than a query."""


@dataclass(frozen=True, slots=True)
class Record:
    """One head or entry as it stands in a file: text, lists and mappings, and where each of them begins.

    None stands in place of a value that the reader has reported already.
    """

    part: Literal["head", "entry"]
    data: Mapping[str, Any]
    place: Place
    places: Mapping[Path, tuple[int, int]]
    harmless: bool = False
    """Whether the reader knows that no text in it holds a character that must be removed."""

    def place_of(self, path: Path) -> Place:
        """Where the value at ``path`` begins; the nearest value around it where the path leads nowhere."""
        for length in range(len(path), 0, -1):
            if position := self.places.get(path[:length]):
                return Place(path=self.place.path, line=position[0], column=position[1])
        return self.place


def read_entry(record: Record) -> tuple[Entry | None, list[Problem]]:
    """The entry that a record holds, or None where it cannot be used, and everything that is wrong with its structure.

    A value that is optional and wrong is reported and left out, so one bad reference does not take its entry away. An entry that
    extends another needs no term and no definition of its own, and has the slug of that entry.
    """
    data = dict(record.data)
    extended = data.get("extends")
    if isinstance(extended, str):
        absent = [name for name in ("term", "definition") if name not in data]
        entry, problems = _read(record, {"slug": extended, **dict.fromkeys(absent, extended), **data}, Entry)
        if entry is not None and entry.slug != entry.extends:
            words = f"an entry that extends '{entry.extends}' has that slug; leave 'slug' out"
            problems.append(Problem(code="E004", words=words, place=record.place_of(("slug",))))
            return None, problems
        return (entry and msgspec.structs.replace(entry, **dict.fromkeys(absent, ""))), problems
    if "slug" not in data:
        term = data.get("term")
        data["slug"] = labels.slug(term[: labels.LONGEST_QUERY]) if isinstance(term, str) else "without-a-term"
    return _read(record, data, Entry)


def read_head(record: Record) -> tuple[Head | None, list[Problem]]:
    """The head of a glossary file, or None where it cannot be used, and everything that is wrong with its structure."""
    return _read(record, dict(record.data), Head)


def _read(record: Record, data: dict[str, Any], model: type[Model]) -> tuple[Model | None, list[Problem]]:
    reading = _Reading(record)
    clean = data if record.harmless and _is_modest(data) else reading.clean(data, ())
    try:
        return msgspec.convert(clean, model, strict=False), reading.problems
    except msgspec.ValidationError:
        value = reading.take(clean, model, ())
        return value if isinstance(value, model) else None, reading.problems


def _is_modest(data: Mapping[str, Any]) -> bool:
    """Whether the lists and labels of an entry of at most ``LONGEST_TEXT`` characters are short: seen at a glance, as most are."""
    for name, value in data.items():
        items = value if isinstance(value, list) else [value]
        if len(items) > MOST_ITEMS["entry"]:
            return False
        if name in _LABELS and any(isinstance(item, str) and len(item) > labels.LONGEST_QUERY for item in items):
            return False
    return True


class _Wrong:
    """Stands in for a value that has been reported."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A walk over one record that takes what is right and reports all that is not."""

    record: Record
    problems: list[Problem] = field(default_factory=list)

    def clean(self, value: Any, path: Path) -> Any:
        """The value with harmless text in it; None in place of what is too long, too many or too deep."""
        if isinstance(value, str):
            return self.clean_text(value, path)
        if not isinstance(value, list | dict):
            return value
        if len(path) > DEEPEST:
            self.tell("E006", f"more than {DEEPEST} levels deep; write it flatter", path)
            return None
        if path and len(value) > (most := MOST_ITEMS[self.record.part]):
            self.tell("E004", f"{_name(path)}: {len(value):,} items, of which at most {most:,} can be read", path)
            return None
        if isinstance(value, list):
            return [self.clean(item, (*path, index)) for index, item in enumerate(value)]
        return {self.clean_key(key, path): self.clean(item, (*path, key)) for key, item in value.items()}

    def clean_text(self, text: str, path: Path) -> str | None:
        """Harmless text, that of a label on one line; None where it is too long."""
        is_label = next((step for step in reversed(path) if isinstance(step, str)), "") in _LABELS
        most = labels.LONGEST_QUERY if is_label else LONGEST_TEXT
        if len(text) > most:
            self.tell("E004", f"{_name(path)}: {len(text):,} characters, of which at most {most:,} can be read", path)
            return None
        harmless = labels.clean(text)
        if len(harmless) != len(text):
            what = "heaps of combining marks" if text.isprintable() else "control or text-direction characters"
            self.tell("E005", f"'{_name(path)}' contains {what}; remove them", path)
        return " ".join(harmless.split()) if is_label and "\n" in harmless else harmless

    def clean_key(self, key: str, path: Path) -> str:
        """The name of a field, harmless."""
        harmless = labels.clean(key)
        if len(harmless) != len(key):
            self.tell("E005", "a field name contains control or text-direction characters; remove them", (*path, key))
        return harmless

    def take(self, value: Any, expected: Any, path: Path) -> Any:
        """The value as the model wants it, or ``_Wrong`` where it cannot be had."""
        if value is None:
            return _Wrong
        expected = _told_apart(expected)
        origin, arguments = typing.get_origin(expected), typing.get_args(expected)
        if isinstance(expected, type) and issubclass(expected, Value):
            return self.take_fields(value, expected, path)
        if origin is tuple and isinstance(value, list):
            items = [self.take(item, arguments[0], (*path, index)) for index, item in enumerate(value)]
            return tuple(item for item in items if item is not _Wrong)
        if origin is dict and isinstance(value, dict):
            pairs = [(key, self.take(item, arguments[1], (*path, key))) for key, item in value.items()]
            return {key: item for key, item in pairs if item is not _Wrong}
        try:
            return msgspec.convert(value, expected, strict=False)
        except msgspec.ValidationError as error:
            self.tell("E004", f"{_name(path)}: {_plain_words(str(error))}", path)
            return _Wrong

    def take_fields(self, value: Any, model: type[Value], path: Path) -> Any:
        """A nested value of the model, from the fields that are right; unknown ones are reported with the nearest known."""
        if not isinstance(value, dict):
            self.tell("E004", f"{_name(path)}: expected a mapping, got {_kind_of(value)}", path)
            return _Wrong
        fields = _fields(model)
        values: dict[str, Any] = {}
        missing = []
        unknown = [key for key in value if key not in fields]
        for key in unknown[:_MOST_UNKNOWN]:
            near = _nearest(key, fields)
            hint = f"did you mean '{near}'?" if near else f"known are {', '.join(fields)}"
            self.tell("E003", f"unknown field '{labels.shortened(key)}'; {hint}", (*path, key))
        if rest := unknown[_MOST_UNKNOWN:]:
            self.tell("E003", f"{len(rest):,} more unknown fields from '{labels.shortened(rest[0])}' on", (*path, rest[0]))
        for key, known in fields.items():
            taken = self.take(value[key], known.type, (*path, key)) if key in value else _Wrong
            if taken is not _Wrong:
                values[known.name] = taken
            elif known.required:
                missing.append(key)
                if key not in value:
                    self.tell("E004", f"required field '{key}' is missing", path)
        return _Wrong if missing else model(**values)

    def tell(self, code: str, words: str, path: Path) -> None:
        """Note a problem at the place of ``path``."""
        self.problems.append(Problem(code=code, words=words, place=self.record.place_of(path)))


def _told_apart(expected: Any) -> Any:
    """What a field holds where it holds something; the description of a list, mapping or value is taken off, no constraint is."""
    if typing.get_origin(expected) is typing.Annotated:
        inner = expected.__origin__
        return expected if isinstance(inner, type) and not issubclass(inner, Value) else _told_apart(inner)
    if typing.get_origin(expected) in (types.UnionType, typing.Union):
        remaining = [argument for argument in typing.get_args(expected) if argument not in (type(None), msgspec.UnsetType)]
        return _told_apart(remaining[0]) if len(remaining) == 1 else expected
    return expected


@functools.cache
def _fields(model: type[Value]) -> dict[str, msgspec.structs.FieldInfo]:
    """The fields of a model by their names in a file; to ask the library takes longer than to read an entry."""
    return {field.encode_name: field for field in msgspec.structs.fields(model)}


def _nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a misspelt one is most like; None where it is like none. Only names of the same letters are compared."""
    letters = set(name)
    alike = [other for other in known if 2 * len(letters.intersection(other)) >= len(letters.union(other))]
    return next(iter(difflib.get_close_matches(name, alike, n=1)), None)


def _name(path: Path) -> str:
    """What a person calls a place in an entry: ``relations.2.why``."""
    return ".".join(str(step + 1) if isinstance(step, int) else labels.shortened(step) for step in path)


def _kind_of(value: Any) -> str:
    return "a list" if isinstance(value, list) else "text" if isinstance(value, str) else "a number"


def _plain_words(words: str) -> str:
    """The library's words ("Expected `str`, got `array`") as a person says them."""
    for name, plain in (
        ("`array`", "a list"),
        ("`object`", "a mapping"),
        ("`str`", "text"),
        ("`int`", "a whole number"),
        ("`float`", "a number"),
        ("`bool`", "true or false"),
        ("`date`", "a date"),
        (f"text matching regex '{SLUG}'", "lower-case words joined by hyphens, such as 'fine-tuning'"),
        ("text of length >= 1", "text, got none"),
        ("Invalid RFC3339 encoded date", "expected a date that exists, such as 2026-11-21"),
        ("Invalid enum value", "unknown choice"),
    ):
        words = words.replace(name, plain)
    return labels.shortened(words[:1].lower() + words[1:], 200)
