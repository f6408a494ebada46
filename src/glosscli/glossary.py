"""A compiled glossary that can be asked: one SQLite file with labels, entries, relations both ways and full text.

The only door to sqlite3. ``write`` makes such a file from a stream of entries, ``open_glossary`` opens one read-only; nothing is
read that the question does not need, so a glossary of fifty entries and one of a million answer alike.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Self

import msgspec

from glosscli import labels, segments
from glosscli.errors import UnreadableGlossary
from glosscli.model import Entry, Head, LabelKind, Neighbor, NeighborKind, Page, RelationKind

LAYOUT = 2
"""Number of the layout below; a compiled file of another layout is compiled again."""

INVERSES: dict[RelationKind, NeighborKind] = {
    "broader": "narrower",
    "part_of": "has_part",
    "prerequisite": "leads_to",
    "mitigated_by": "mitigates",
    "superseded_by": "supersedes",
    "used_with": "used_with",
    "contrasts_with": "contrasts_with",
    "alternative_to": "alternative_to",
    "see_also": "see_also",
}
"""What a relation is called from the other entry's side."""

_SCHEMA = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, term TEXT NOT NULL, definition TEXT NOT NULL,
    category TEXT, level TEXT, tags TEXT NOT NULL, links INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL
);
CREATE TABLE label (
    key TEXT NOT NULL, form INTEGER NOT NULL, entry INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (key, form, entry, text)
) WITHOUT ROWID;
CREATE TABLE name (id INTEGER PRIMARY KEY, words TEXT NOT NULL, entry INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE segment (number INTEGER NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (number, name)) WITHOUT ROWID;
CREATE TEMP TABLE cut (number INTEGER, name INTEGER);
CREATE TABLE relation (
    entry INTEGER NOT NULL, place INTEGER NOT NULL, other INTEGER NOT NULL, kind TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (entry, place, other, kind)
) WITHOUT ROWID;
CREATE TEMP TABLE written (entry INTEGER, place INTEGER, target TEXT, kind TEXT, why TEXT);
CREATE TEMP TABLE inverse (kind TEXT PRIMARY KEY, name TEXT);
CREATE VIRTUAL TABLE wording USING fts5(words, content='', tokenize="porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE passage USING fts5(
    labels, lookup, definition, takeaway, rest, content='', tokenize="porter unicode61 remove_diacritics 2"
);
"""
_FINISH = """
INSERT OR IGNORE INTO segment SELECT number, name FROM cut ORDER BY number, name;
INSERT OR IGNORE INTO relation
    SELECT written.entry, place, entry.id, kind, why FROM written JOIN entry ON entry.slug = target;
INSERT OR IGNORE INTO relation
    SELECT entry.id, 1000 + place, written.entry, inverse.name, why
    FROM written JOIN entry ON entry.slug = target JOIN inverse USING (kind);
UPDATE entry SET links = (SELECT count(*) FROM relation WHERE relation.entry = entry.id);
CREATE INDEX entry_by_category ON entry (category, level);
"""

_EXACT, _SQUASHED, _ORDERED = range(3)


class Hit(NamedTuple):
    """A label that is the query in some form: 0 as written, 1 normalized, 2 in another word order."""

    form: int
    entry: int
    kind: LabelKind
    label: str


class Name(NamedTuple):
    """A label as likeness sees it: its folded words, the entry it leads to, and how often others link there."""

    words: str
    entry: int
    kind: LabelKind
    label: str
    links: int


class Filter(NamedTuple):
    """Which entries a listing keeps; None keeps all."""

    category: str | None = None
    level: str | None = None
    tag: str | None = None


EVERYTHING = Filter()


class Glossary:
    """An open compiled glossary. Close it, or use it as a context."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._connection = connection
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def head(self) -> Head:
        """What the glossary says about itself."""
        return msgspec.json.decode(str(self.fact("head")), type=Head)

    def name(self) -> str:
        """The name of the glossary."""
        return str(self.fact("name"))

    def fact(self, name: str) -> str | int | None:
        """Something noted when the glossary was compiled, by name; None where it was not."""
        rows = self._ask("SELECT value FROM fact WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def hits(self, keys: labels.Keys) -> list[Hit]:
        """The labels that share a form with the query, the surest form first, then names before lookup phrases."""
        rows = self._ask(
            "SELECT form, label.entry, kind, text FROM label JOIN entry ON entry.id = label.entry"
            " WHERE (key = ? AND form = 0) OR (key = ? AND form = 1) OR (key = ? AND form = 2)"
            " ORDER BY form, kind = 'lookup', kind != 'term', links DESC, slug",
            (keys.exact, keys.squashed, keys.ordered),
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

    def fitting(self, expression: str, entries: Iterable[int]) -> set[int]:
        """Those among some entries whose text fits a full-text expression."""
        among = ",".join(map(str, entries))
        rows = self._ask(f"SELECT rowid FROM passage WHERE passage MATCH ? AND rowid IN ({among})", (expression,))
        return {entry for (entry,) in rows}

    def page(self, entry: int) -> Page:
        """One entry with its neighbors."""
        ((body,),) = self._ask("SELECT body FROM entry WHERE id = ?", (entry,))
        page = msgspec.json.decode(body, type=Page)
        mixups = tuple(msgspec.structs.replace(mixup, term=self._term(mixup.with_)) for mixup in page.confusions)
        return msgspec.structs.replace(page, confusions=mixups, related=tuple(self.neighbors(entry)))

    def neighbors(self, entry: int) -> list[Neighbor]:
        """The entries related to one, its own relations in their order, then those of others that point here."""
        rows = self._ask(
            "SELECT kind, slug, term, definition, why FROM relation JOIN entry ON entry.id = relation.other"
            " WHERE relation.entry = ? ORDER BY place, slug",
            (entry,),
        )
        return [Neighbor(kind=kind, slug=slug, term=term, definition=text, why=why) for kind, slug, term, text, why in rows]

    def _term(self, slug: str) -> str | None:
        rows = self._ask("SELECT term FROM entry WHERE slug = ?", (slug,))
        return rows[0][0] if rows else None

    def brief(self, entry: int) -> tuple[str, str]:
        """The slug and the term of an entry."""
        ((slug, term),) = self._ask("SELECT slug, term FROM entry WHERE id = ?", (entry,))
        return slug, term

    def entries(self, keep: Filter = EVERYTHING) -> Iterator[Entry]:
        """The entries that a filter keeps, by term, one at a time."""
        clause, values = _where(keep)
        query = f"SELECT body FROM entry {clause} ORDER BY term COLLATE NOCASE, slug"
        for (body,) in self._rows(query, values):
            yield msgspec.json.decode(body, type=Entry)

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
        """Slug and definition of the first entries that have a name beginning with the letters, for completion."""
        key = labels.fold(prefix)
        rows = self._ask(
            "SELECT DISTINCT slug, definition FROM label JOIN entry ON entry.id = label.entry"
            " WHERE key >= ? AND key < ? AND form = 0 AND kind != 'lookup' ORDER BY slug LIMIT ?",
            (key, key + "\U0010ffff", most),
        )
        return [(slug, definition) for slug, definition in rows]

    def _ask(self, query: str, values: tuple[Any, ...]) -> list[Any]:
        return list(self._rows(query, values))

    def _rows(self, query: str, values: tuple[Any, ...]) -> Iterator[Any]:
        try:
            yield from self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise UnreadableGlossary(f"the compiled glossary {self._path} is damaged: {error}") from error


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


def write(path: str, head: Head, entries: Iterable[Entry], facts: Mapping[str, str | int]) -> None:
    """Compile a head and a stream of entries into a new file at ``path``; of entries with one slug the first is kept.

    ``facts`` are noted beside them. Raises ``OSError`` where the file cannot be written.
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _fill(connection, head, entries, facts)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        raise OSError(f"cannot write {path}: {error}") from error


def hold(head: Head, entries: Iterable[Entry], facts: Mapping[str, str | int]) -> Glossary:
    """The same glossary that ``write`` makes, held in memory: for where no file can be written."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _fill(connection, head, entries, facts)
    return Glossary(connection, "in memory")


def _fill(connection: sqlite3.Connection, head: Head, entries: Iterable[Entry], facts: Mapping[str, str | int]) -> None:
    _run(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + _SCHEMA)
    for number, entry in enumerate(entries, start=1):
        _fill_entry(connection, number, entry)
    connection.executemany("INSERT INTO inverse VALUES (?, ?)", INVERSES.items())
    _run(connection, _FINISH)
    noted = {"head": msgspec.json.encode(head).decode(), "name": head.name, **facts}
    connection.executemany("INSERT INTO fact VALUES (?, ?)", noted.items())
    _run(connection, f"PRAGMA user_version = {LAYOUT}; COMMIT;")


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Each statement of a script within the transaction at hand; sqlite3's own executescript would end it."""
    for statement in script.split(";"):
        connection.execute(statement)


def _fill_entry(connection: sqlite3.Connection, number: int, entry: Entry) -> None:
    tags = "|".join(("", *entry.tags, "")) if entry.tags else ""
    added = connection.execute(
        "INSERT OR IGNORE INTO entry (id, slug, term, definition, category, level, tags, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, entry.slug, entry.term, entry.definition, entry.category, entry.level, tags, msgspec.json.encode(entry)),
    )
    if not added.rowcount:
        return
    for kind, label in entry.labels():
        keys = labels.keys(label)
        for form, key in ((_EXACT, keys.exact), (_SQUASHED, keys.squashed), (_ORDERED, keys.ordered)):
            if key:
                connection.execute("INSERT OR IGNORE INTO label VALUES (?, ?, ?, ?, ?)", (key, form, number, kind, label))
        if kind != "slug":
            _fill_name(connection, number, kind, label)
    for place, relation in enumerate(entry.relations):
        connection.execute("INSERT INTO written VALUES (?, ?, ?, ?, ?)", (number, place, relation.to, relation.kind, relation.why))
    rest = " ".join(
        filter(None, (entry.in_depth, entry.in_practice, entry.example, *(f"{use.area} {use.use}" for use in entry.applications)))
    )
    connection.execute(
        "INSERT INTO passage (rowid, labels, lookup, definition, takeaway, rest) VALUES (?, ?, ?, ?, ?, ?)",
        (number, " ".join(entry.names()), " ".join(entry.lookup), entry.definition, entry.takeaway or "", rest),
    )


def _fill_name(connection: sqlite3.Connection, entry: int, kind: LabelKind, label: str) -> None:
    words = labels.words(label)
    added = connection.execute(
        "INSERT INTO name (words, entry, kind, text) VALUES (?, ?, ?, ?)", (" ".join(words), entry, kind, label)
    )
    connection.execute("INSERT INTO wording (rowid, words) VALUES (?, ?)", (added.lastrowid, " ".join(words)))
    numbers = segments.segments("".join(words))
    if len(words) > 1:
        numbers += segments.segments("".join(sorted(words)), reordered=True)
    connection.executemany("INSERT INTO cut VALUES (?, ?)", [(number, added.lastrowid) for number in numbers])
