"""An entry as it is answered: the JSON that a script is given, taken apart only for people."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _sqlite3 as sqlite3
    import datetime
    from typing import Any

    from glosscli.model import Application, Code, Formula, Mixup, Neighbor, Origin, Reference, Relation


class Page:
    """An entry together with its neighbors in both directions: what is answered. Has the fields of ``model.Page``.

    It is kept as the JSON that a script is given; for people it is taken apart, by SQLite, when a field is first asked for.
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
    reviewed: datetime.date | None
    related: tuple[Neighbor, ...]
    glossary: str

    def __init__(self, json: str, connection: sqlite3.Connection, whence: str = "") -> None:
        self.json = json
        self.whence = whence
        """Where the entry is from, in words; empty where only one glossary is asked."""
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        if "slug" not in self.__dict__ and not name.startswith("__"):
            self.__dict__.update(_taken_apart(self._connection, self.json).__dict__)
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
    rows = list(connection.execute("SELECT id, parent, key, type, atom FROM json_tree(?)", (json,)))
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
