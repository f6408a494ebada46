"""An entry as it is answered: the JSON that a script is given, taken apart only for people."""

from __future__ import annotations

try:
    import _sqlite3 as sqlite3
except ImportError:
    import sqlite3  # type: ignore[no-redef]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from glosscli.model import Application, Code, Formula, Mixup, Neighbor, Origin, Reference, Relation


class Page:
    """An entry together with its neighbors in both directions: what is answered. Has the fields of ``model.Page``.

    It is kept as the JSON that a script is given; for people it is taken apart, by SQLite, when a field is first asked for. Dates
    are texts such as 2026-11-21.
    """

    slug: str
    term: str
    abbreviation: str | None
    aliases: tuple[str, ...]
    category: str | None
    level: str | None
    tags: tuple[str, ...]
    definition: str
    takeaway: str | None
    in_depth: str | None
    in_practice: str | None
    applications: tuple[Application, ...]
    example: str | None
    confusions: tuple[Mixup, ...]
    formula: Formula | None
    code: Code | None
    origin: Origin | None
    relations: tuple[Relation, ...]
    references: tuple[Reference, ...]
    reviewed: str | None
    pace: str | None
    related: tuple[Neighbor, ...]
    glossary: str
    base: str | None

    def __init__(self, json: str, connection: sqlite3.Connection, whence: str = "") -> None:
        self.json = json
        self.whence = whence
        """Where the entry is from, in words; empty where only one glossary is asked."""
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        if "slug" not in self.__dict__ and not name.startswith("__"):
            self.__dict__.update({"related": (), "base": None}, **_taken_apart(self._connection, self.json).__dict__)
            return getattr(self, name)
        raise AttributeError(name)


class _Node:
    """A JSON object as attributes; ``with`` is ``with_`` there."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.__dict__.update(fields)


def _taken_apart(connection: sqlite3.Connection, json: str) -> _Node:
    """The value of a JSON object: objects as nodes, lists as tuples."""
    values: dict[int, Any] = {}
    children: dict[int, list[tuple[Any, int]]] = {}
    try:
        rows = list(connection.execute("SELECT id, parent, key, type, atom FROM json_tree(?)", (json,)))
    except sqlite3.ProgrammingError:  # The glossary has been closed; the page is still good.
        return _taken_apart_without(json)
    for number, parent, key, _, _ in rows:
        children.setdefault(parent, []).append((key, number))
    for number, _, _, kind, atom in reversed(rows):
        if kind == "object":
            values[number] = _Node({"with_" if key == "with" else key: values[child] for key, child in children.get(number, ())})
        elif kind == "array":
            values[number] = tuple(values[child] for _, child in children.get(number, ()))
        else:
            values[number] = atom
    node = values[rows[0][0]]
    assert isinstance(node, _Node)
    return node


def _taken_apart_without(text: str) -> _Node:
    """The same value, where there is no connection to do it."""
    import json

    def value(part: Any) -> Any:
        if isinstance(part, dict):
            return _Node({"with_" if key == "with" else key: value(inner) for key, inner in part.items()})
        return tuple(map(value, part)) if isinstance(part, list) else part

    node = value(json.loads(text))
    assert isinstance(node, _Node)
    return node
