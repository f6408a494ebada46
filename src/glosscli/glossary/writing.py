"""Writing a compiled glossary: a stream of entries into one SQLite file."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, get_args

import msgspec

from glosscli import labels, segments
from glosscli.glossary import INVERSE, LAYOUT, Glossary
from glosscli.model import Entry, Head, LabelKind, Mixup, Page, RelationKind
from glosscli.relations import INVERSES

_SCHEMA = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, term TEXT NOT NULL, definition TEXT NOT NULL,
    category TEXT, level TEXT, tags TEXT NOT NULL, links INTEGER NOT NULL DEFAULT 0, extends INTEGER NOT NULL, body TEXT NOT NULL
);
CREATE TABLE hidden (slug TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE label (
    key TEXT NOT NULL, form INTEGER NOT NULL, entry INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (key, form, entry, text)
) WITHOUT ROWID;
CREATE TABLE name (id INTEGER PRIMARY KEY, words TEXT NOT NULL, entry INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE segment (number INTEGER NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (number, name)) WITHOUT ROWID;
CREATE TEMP TABLE confusing (id INTEGER PRIMARY KEY, whole BLOB);
CREATE TEMP TABLE cut (number INTEGER, name INTEGER);
CREATE TABLE relation (
    entry INTEGER NOT NULL, place INTEGER NOT NULL, other INTEGER NOT NULL, kind TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (entry, place, other, kind)
) WITHOUT ROWID;
CREATE TABLE outward (
    entry INTEGER NOT NULL, place INTEGER NOT NULL, target TEXT NOT NULL,
    kind TEXT NOT NULL, inverse TEXT NOT NULL, why TEXT NOT NULL
);
CREATE TEMP TABLE written (entry INTEGER, place INTEGER, target TEXT, kind TEXT, why TEXT);
CREATE TEMP TABLE inverse (kind TEXT PRIMARY KEY, name TEXT);
CREATE VIRTUAL TABLE wording USING fts5(words, content='', tokenize="porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE passage USING fts5(
    labels, lookup, definition, takeaway, rest, content='', tokenize="porter unicode61 remove_diacritics 2"
);
"""
_FINISH = f"""
INSERT OR IGNORE INTO segment SELECT number, name FROM cut ORDER BY number, name;
INSERT OR IGNORE INTO relation
    SELECT written.entry, place, entry.id, kind, why FROM written JOIN entry ON entry.slug = target;
INSERT OR IGNORE INTO relation
    SELECT entry.id, {INVERSE} + place, written.entry, inverse.name, why
    FROM written JOIN entry ON entry.slug = target JOIN inverse USING (kind);
INSERT INTO outward
    SELECT written.entry, place, target, kind, inverse.name, why FROM written JOIN inverse USING (kind)
    WHERE target NOT IN (SELECT slug FROM entry);
CREATE INDEX outward_by_target ON outward (target);
CREATE INDEX outward_by_entry ON outward (entry);
UPDATE entry SET links = (SELECT count(*) FROM relation WHERE relation.entry = entry.id);
CREATE INDEX entry_by_category ON entry (category, level);
CREATE INDEX entry_by_links ON entry (category, links DESC);
CREATE INDEX entry_extending ON entry (slug) WHERE extends;
"""

_EXACT, _SQUASHED, _ORDERED = range(3)


class Entries(Protocol):
    """A stream of entries that knows the head of their glossary when all have been taken."""

    head: Head

    def __iter__(self) -> Iterator[Entry]:
        """The entries, one at a time."""
        ...


class Listed:
    """Entries that are there already, under a head."""

    def __init__(self, head: Head, entries: Iterable[Entry]) -> None:
        self.head = head
        self.entries = entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


def write(path: str, entries: Entries, facts: Callable[[], Mapping[str, str | int]] = dict) -> None:
    """Compile a stream of entries into a new file at ``path``; of entries with one slug the first is kept.

    ``facts`` is asked at the end for what to note beside them. Raises ``OSError`` where the file cannot be written.
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _fill(connection, entries, facts)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        raise OSError(f"cannot write {path}: {error}") from error


def hold(entries: Entries, facts: Callable[[], Mapping[str, str | int]] = dict) -> Glossary:
    """The same glossary that ``write`` makes, held in memory: for where no file can be written."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA temp_store = MEMORY")
    _fill(connection, entries, facts)
    return Glossary(connection, "in memory")


def _fill(connection: sqlite3.Connection, entries: Entries, facts: Callable[[], Mapping[str, str | int]]) -> None:
    _run(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -100000; BEGIN;" + _SCHEMA)
    for table in ("wording", "passage"):
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {_HELD})")
    rows = _Rows(connection)
    for number, entry in enumerate(entries, start=1):
        rows.add(number, entry)
    rows.write()
    noted = {"head": msgspec.json.encode(entries.head).decode(), "name": entries.head.name, **facts()}
    connection.executemany("INSERT INTO inverse VALUES (?, ?)", ((kind, INVERSES[kind]) for kind in get_args(RelationKind)))
    connection.executemany("INSERT OR IGNORE INTO hidden VALUES (?)", ((slug,) for slug in entries.head.hide))
    _run(connection, _FINISH)
    _name_confusions(connection)
    connection.executemany("INSERT INTO fact VALUES (?, ?)", noted.items())
    _run(connection, f"PRAGMA user_version = {LAYOUT}; COMMIT;")


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Each statement of a script within the transaction at hand; sqlite3's own executescript would end it."""
    for statement in script.split(";"):
        connection.execute(statement)


_INSERTS = {
    "label": "INSERT OR IGNORE INTO label VALUES (?, ?, ?, ?, ?)",
    "name": "INSERT INTO name VALUES (?, ?, ?, ?, ?)",
    "wording": "INSERT INTO wording (rowid, words) VALUES (?, ?)",
    "cut": "INSERT INTO cut VALUES (?, ?)",
    "written": "INSERT INTO written VALUES (?, ?, ?, ?, ?)",
    "passage": "INSERT INTO passage (rowid, labels, lookup, definition, takeaway, rest) VALUES (?, ?, ?, ?, ?, ?)",
}
_HELD = 20_000_000
"""Bytes of full text that are gathered before they are written; the default of one million writes, and merges, too often."""
_AT_ONCE = 20_000
"""Rows that wait before they are written."""


class _Rows:
    """Rows on their way into the tables; written many at a time, which is three times as fast as one by one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.waiting: dict[str, list[tuple[object, ...]]] = {table: [] for table in _INSERTS}
        self.names = 0

    def add(self, number: int, entry: Entry) -> None:
        """Take an entry in, except where its slug belongs to one before it."""
        tags = "|".join(("", *entry.tags, "")) if entry.tags else ""
        added = self.connection.execute(
            "INSERT OR IGNORE INTO entry (id, slug, term, definition, category, level, tags, extends, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                entry.slug,
                entry.term,
                entry.definition,
                entry.category,
                entry.level,
                tags,
                isinstance(entry.extends, str),
                _body(entry),
            ),
        )
        if not added.rowcount:
            return
        if entry.confusions:
            self.connection.execute("INSERT INTO confusing VALUES (?, ?)", (number, msgspec.json.encode(entry)))
        for kind, label in entry.labels():
            self._add_label(number, kind, label)
        for place, relation in enumerate(entry.relations):
            self.waiting["written"].append((number, place, relation.to, relation.kind, relation.why))
        uses = (f"{application.area} {application.use}" for application in entry.applications)
        rest = " ".join(filter(None, (entry.in_depth, entry.in_practice, entry.example, *uses)))
        names, lookup = " ".join(entry.names()), " ".join(entry.lookup)
        self.waiting["passage"].append((number, names, lookup, entry.definition, entry.takeaway or "", rest))
        if len(self.waiting["label"]) > _AT_ONCE:
            self.write()

    def _add_label(self, entry: int, kind: LabelKind, label: str) -> None:
        keys, words = labels.keys_and_words(label)
        for form, key in ((_EXACT, keys.exact), (_SQUASHED, keys.squashed), (_ORDERED, keys.ordered)):
            if key:
                self.waiting["label"].append((key, form, entry, kind, label))
        if kind == "slug":
            return
        self.names += 1
        spoken = " ".join(words)
        self.waiting["name"].append((self.names, spoken, entry, kind, label))
        self.waiting["wording"].append((self.names, spoken))
        numbers = segments.segments("".join(words))
        if len(words) > 1:
            numbers += segments.segments("".join(sorted(words)), reordered=True)
        self.waiting["cut"] += [(number, self.names) for number in numbers]

    def write(self) -> None:
        """Put what waits into the tables."""
        for table, insert in _INSERTS.items():
            self.connection.executemany(insert, self.waiting[table])
            self.waiting[table].clear()


def _name_confusions(connection: sqlite3.Connection) -> None:
    """Give every confusion the term of the other entry, now that all entries are there."""
    for number, whole in connection.execute("SELECT id, whole FROM confusing").fetchall():
        entry = msgspec.json.decode(whole, type=Entry)
        mixups = []
        for confusion in entry.confusions:
            found = connection.execute("SELECT term FROM entry WHERE slug = ?", (confusion.with_,)).fetchone()
            mixups.append(Mixup(with_=confusion.with_, difference=confusion.difference, term=found[0] if found else None))
        connection.execute("UPDATE entry SET body = ? WHERE id = ?", (_body(entry, tuple(mixups)), number))


def _body(entry: Entry, mixups: tuple[Mixup, ...] = ()) -> str:
    """The JSON of a page up to its neighbors, which are added when it is asked for; without the brace that closes it."""
    entry = msgspec.structs.replace(entry, extends=msgspec.UNSET)
    if not mixups:
        return msgspec.json.encode(entry).decode()[:-1]
    fields = {name: getattr(entry, name) for name in entry.__struct_fields__}
    page = msgspec.json.encode(Page(**{**fields, "confusions": mixups})).decode()
    return page.removesuffix(',"related":[],"glossary":""}')
