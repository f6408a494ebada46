"""A compiled glossary that can be asked: one SQLite file with labels, entries, relations both ways and full text.

With ``writing``, which makes such a file, the only door to sqlite3. It is opened read-only, and nothing is read that the question
does not need, so a glossary of fifty entries and one of a million answer alike. Every look-up begins here, so nothing else is
loaded: not even a parser of JSON, since SQLite brings one.
"""

from __future__ import annotations

import os

try:
    import _sqlite3 as sqlite3  # what the sqlite3 module wraps, without its import of datetime: two milliseconds saved
except ImportError:
    import sqlite3  # type: ignore[no-redef]

from glosscli import labels
from glosscli.errors import DamagedGlossary, UnreadableGlossary

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator
    from typing import Any, Self

    from glosscli.model import Application, Code, Formula, Head, LabelKind, Mixup, Neighbor, Origin, Reference, Relation

LAYOUT = 3
"""Number of the layout of the file; a compiled file of another layout is compiled again."""


_COMMON = 20_000
"""Entries that have a word from which on it tells nothing."""


class Hit:
    """A label that is the query in some form: 0 as written, 1 normalized, 2 in another word order."""

    __slots__ = ("entry", "form", "kind", "label")

    def __init__(self, form: int, entry: int, kind: LabelKind, label: str) -> None:
        self.form = form
        self.entry = entry
        self.kind = kind
        self.label = label


class Name:
    """A label as likeness sees it: its folded words, the entry it leads to, and how many relations that entry has."""

    __slots__ = ("entry", "kind", "label", "links", "words")

    def __init__(self, words: str, entry: int, kind: LabelKind, label: str, links: int) -> None:
        self.words = words
        self.entry = entry
        self.kind = kind
        self.label = label
        self.links = links


class Filter:
    """Which entries a listing keeps; None keeps all."""

    __slots__ = ("category", "level", "tag")

    def __init__(self, category: str | None = None, level: str | None = None, tag: str | None = None) -> None:
        self.category = category
        self.level = level
        self.tag = tag


EVERYTHING = Filter()


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

    def __init__(self, json: str, connection: sqlite3.Connection) -> None:
        self.json = json
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


class Glossary:
    """An open compiled glossary. Close it, or use it as a context."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._connection = connection
        self._path = path
        self._name: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def head(self) -> Head:
        """What the glossary says about itself."""
        import msgspec

        from glosscli.model import Head

        return msgspec.json.decode(str(self.fact("head")), type=Head)

    def name(self) -> str:
        """The name of the glossary."""
        if self._name is None:
            self._name = str(self.fact("name"))
        return self._name

    def fact(self, name: str) -> str | int | None:
        """Something noted when the glossary was compiled, by name; None where it was not."""
        rows = self._ask("SELECT value FROM fact WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def exact_hits(self, folded: str) -> list[Hit]:
        """The labels that are the query as written, names before lookup phrases."""
        return self._hits("key = ? AND form = 0", (folded,))

    def hits(self, keys: labels.Keys) -> list[Hit]:
        """The labels that share a form with the query, the surest form first, then names before lookup phrases."""
        clause = "(key = ? AND form = 0) OR (key = ? AND form = 1) OR (key = ? AND form = 2)"
        return self._hits(clause, (keys.exact, keys.squashed, keys.ordered))

    def _hits(self, clause: str, values: tuple[str, ...]) -> list[Hit]:
        rows = self._ask(
            f"SELECT form, label.entry, kind, text FROM label JOIN entry ON entry.id = label.entry WHERE {clause}"
            " ORDER BY form, kind = 'lookup', kind != 'term', links DESC, slug",
            values,
        )
        return [Hit(*row) for row in rows]

    def labels_with(self, numbers: Iterable[int], least: int) -> list[tuple[int, str]]:
        """The labels that have at least so many of these segments: number and folded words of each."""
        among = ",".join(map(str, numbers))
        counted = f" GROUP BY name HAVING count(*) >= {least}" if least > 1 else ""
        return self._ask(
            f"SELECT id, words FROM name WHERE id IN (SELECT name FROM segment WHERE number IN ({among}){counted})", ()
        )

    def names(self, numbers: Iterable[int]) -> dict[int, Name]:
        """Some labels, by their numbers, with the entries they lead to."""
        rows = self._ask(
            "SELECT name.id, words, entry, kind, text, links FROM name JOIN entry ON entry.id = name.entry"
            f" WHERE name.id IN ({','.join(map(str, numbers))})",
            (),
        )
        return {number: Name(*row) for number, *row in rows}

    def names_beginning(self, squashed: str, most: int) -> list[Name]:
        """The labels whose folded words begin with these letters, the shortest first."""
        rows = self._ask(
            "SELECT key, label.entry, kind, text, links FROM label JOIN entry ON entry.id = label.entry"
            " WHERE key >= ? AND key < ? AND form = 1 ORDER BY kind = 'lookup', length(key), links DESC, slug LIMIT ?",
            (squashed, squashed + "\U0010ffff", most),
        )
        return [Name(*row) for row in rows]

    def names_worded(self, expression: str, most: int) -> list[Name]:
        """The labels whose folded words fit a full-text expression, names before lookup phrases, the shortest first."""
        rows = self._ask(
            "SELECT words, entry, kind, text, links FROM name JOIN entry ON entry.id = name.entry"
            " WHERE name.id IN (SELECT rowid FROM wording WHERE wording MATCH ? LIMIT 5000)"
            " ORDER BY kind = 'lookup', length(words), links DESC, slug LIMIT ?",
            (expression, most),
        )
        return [Name(*row) for row in rows]

    def passages(self, expression: str, most: int, keep: Filter = EVERYTHING) -> list[tuple[int, float]]:
        """The entries whose text fits a full-text expression, the most telling first, each with its weight."""
        clause, values = _where(keep)
        among = f"AND rowid IN (SELECT id FROM entry {clause})" if clause else ""
        return self._ask(
            "SELECT rowid, -bm25(passage, 10, 8, 4, 2, 1) AS weight FROM passage"
            f" WHERE passage MATCH ? {among} ORDER BY weight DESC LIMIT ?",
            (expression, *values, most),
        )

    def texts(self, entry: int) -> dict[str, str]:
        """The slug, term and definition of an entry, and the further fields of text that it has, applications a line each."""
        names = ("slug", "term", "definition", "takeaway", "in_depth", "in_practice", "example", "applications")
        fields = ", ".join(f"json_extract(whole, '$.{name}')" for name in names[3:7])
        uses = (
            "(SELECT group_concat(json_extract(value, '$.area') || ': ' || json_extract(value, '$.use'), char(10))"
            " FROM json_each(whole, '$.applications'))"
        )
        source = "(SELECT slug, term, definition, body || '}' AS whole FROM entry WHERE id = ?)"
        (row,) = self._ask(f"SELECT slug, term, definition, {fields}, {uses} FROM {source}", (entry,))
        return {name: text for name, text in zip(names, row, strict=True) if text}

    def phrases(self, entries: Iterable[int]) -> list[tuple[int, str, float]]:
        """What entries say of themselves in one breath: entry, folded words of a label or definition, how much that counts."""
        among = ",".join(map(str, entries))
        said = self._ask(f"SELECT entry, words, 1.0 FROM name WHERE entry IN ({among})", ())
        defined = self._ask(f"SELECT id, definition FROM entry WHERE id IN ({among})", ())
        return said + [(entry, " ".join(labels.words(definition)), 0.8) for entry, definition in defined]

    def is_common(self, expression: str) -> bool:
        """Whether so many entries fit a full-text expression that weighing them all would take long and tell little."""
        query = "SELECT count(*) FROM (SELECT 1 FROM passage WHERE passage MATCH ? LIMIT ?)"
        return bool(self._ask(query, (expression, _COMMON))[0][0] == _COMMON)

    def fitting(self, expression: str, entries: Iterable[int]) -> set[int]:
        """Those among some entries whose text fits a full-text expression."""
        among = ",".join(map(str, entries))
        rows = self._ask(f"SELECT rowid FROM passage WHERE passage MATCH ? AND rowid IN ({among})", (expression,))
        return {entry for (entry,) in rows}

    def page(self, entry: int) -> Page:
        """One entry with its neighbors: its own relations in their order, then those of others that point here."""
        ((body, related),) = self._ask(
            "SELECT body, (SELECT json_group_array(json_object("
            "'kind', kind, 'slug', slug, 'term', term, 'definition', definition, 'why', why)) FROM"
            " (SELECT kind, slug, term, definition, why FROM relation JOIN entry AS other ON other.id = relation.other"
            " WHERE relation.entry = entry.id ORDER BY place, slug)) FROM entry WHERE id = ?",
            (entry,),
        )
        return Page(f'{body},"related":{related}}}', self._connection)

    def has(self, slug: str) -> bool:
        """Whether there is an entry of this slug."""
        return bool(self._ask("SELECT 1 FROM entry WHERE slug = ?", (slug,)))

    def brief(self, entry: int) -> tuple[str, str]:
        """The slug and the term of an entry."""
        ((slug, term),) = self._ask("SELECT slug, term FROM entry WHERE id = ?", (entry,))
        return slug, term

    def entries(self, keep: Filter = EVERYTHING) -> Iterator[Page]:
        """The entries that a filter keeps, by term, one at a time, without their neighbors."""
        clause, values = _where(keep)
        query = f"SELECT body FROM entry {clause} ORDER BY term COLLATE NOCASE, slug"
        for (body,) in self._rows(query, values):
            yield Page(body + "}", self._connection)

    def count(self, keep: Filter = EVERYTHING) -> int:
        """How many entries a filter keeps."""
        clause, values = _where(keep)
        return int(self._ask(f"SELECT count(*) FROM entry {clause}", values)[0][0])

    def nth(self, number: int, keep: Filter = EVERYTHING) -> int:
        """The entry that stands at a number, counted from 0, among those that a filter keeps."""
        clause, values = _where(keep)
        return int(self._ask(f"SELECT id FROM entry {clause} ORDER BY id LIMIT 1 OFFSET ?", (*values, number))[0][0])

    def choices(self, field: str) -> list[str]:
        """The categories, levels or tags that occur, in order; ``field`` is one of these three words."""
        column = {"category": "category", "level": "level", "tag": "tags"}[field]
        found = {value for (value,) in self._ask(f"SELECT DISTINCT {column} FROM entry", ()) if value}
        return sorted({tag for tags in found for tag in tags.strip("|").split("|")} if field == "tag" else found)

    def beginning_with(self, prefix: str, most: int) -> list[tuple[str, str]]:
        """Slug and definition of the first entries whose slug begins with these letters, for completion."""
        return self._ask(
            "SELECT slug, definition FROM entry WHERE slug >= ? AND slug < ? ORDER BY slug LIMIT ?",
            (prefix, prefix + "\U0010ffff", most),
        )

    def _ask(self, query: str, values: tuple[Any, ...]) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise DamagedGlossary(self._path, str(error)) from error

    def _rows(self, query: str, values: tuple[Any, ...]) -> Iterator[Any]:
        try:
            yield from self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise DamagedGlossary(self._path, str(error)) from error


def _where(keep: Filter) -> tuple[str, tuple[str, ...]]:
    clauses, values = [], []
    if keep.category is not None:
        clauses.append("category = ?")
        values.append(keep.category)
    if keep.level is not None:
        clauses.append("level = ?")
        values.append(keep.level)
    if keep.tag is not None:
        clauses.append("instr(tags, ?)")
        values.append(f"|{keep.tag}|")
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), tuple(values)


def open_glossary(path: str) -> Glossary:
    """Open a compiled glossary read-only.

    Raises ``UnreadableGlossary`` where the file is missing, is not a compiled glossary, or is one of another layout.
    """
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    if os.name == "nt":
        quoted = "/" + quoted.replace("\\", "/")
    connection = None
    try:
        connection = sqlite3.connect(f"file:{quoted}?mode=ro&immutable=1", uri=True)
        (layout,) = connection.execute("PRAGMA user_version").fetchone()
        if layout != LAYOUT:
            raise UnreadableGlossary(f"the compiled glossary {path} has layout {layout}, this gloss reads {LAYOUT}")
    except (sqlite3.Error, UnreadableGlossary) as error:
        if connection is not None:
            connection.close()
        if isinstance(error, UnreadableGlossary):
            raise
        raise UnreadableGlossary(f"cannot open the compiled glossary {path}: {error}") from error
    return Glossary(connection, path)
