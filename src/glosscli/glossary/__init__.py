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
from glosscli.glossary.page import Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Any, Self

    from glosscli.model import Head, LabelKind, NeighborKind

LAYOUT = 5
"""Number of the layout of the file; a compiled file of another layout is compiled again."""


INVERSE = 1000
"""The place from which on the relations of an entry stand that others write of it."""
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
    """Which entries a listing keeps; None keeps all, an empty category those that have none."""

    __slots__ = ("category", "level", "tag")

    def __init__(self, category: str | None = None, level: str | None = None, tag: str | None = None) -> None:
        self.category = category
        self.level = level
        self.tag = tag


EVERYTHING = Filter()


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

    def each(self) -> list[Glossary]:
        """Every glossary that is asked, by itself, nearest first: this one."""
        return [self]

    def head(self) -> Head:
        """What the glossary says about itself."""
        import msgspec

        from glosscli.model import Head

        return msgspec.json.decode(str(self.fact("head")), type=Head)

    def name_of(self, entry: int) -> str:
        """The name of the glossary that an entry is from."""
        return self.name()

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
        return Page(f'{body},"related":{related},"glossary":"{self.name()}"}}', self._connection)

    def entry(self, slug: str) -> int | None:
        """The entry of a slug; None where there is none."""
        rows = self._ask("SELECT id FROM entry WHERE slug = ?", (slug,))
        return rows[0][0] if rows else None

    def brief(self, entry: int) -> tuple[str, str]:
        """The slug and the term of an entry."""
        ((slug, term),) = self._ask("SELECT slug, term FROM entry WHERE id = ?", (entry,))
        return slug, term

    def outlines(self, entries: Iterable[int]) -> dict[int, dict[str, str]]:
        """The slug, term, definition and level of some entries, by their numbers; what one does not have is absent."""
        query = f"SELECT id, slug, term, definition, level FROM entry WHERE id IN ({','.join(map(str, entries))})"
        fields = ("slug", "term", "definition", "level")
        return {
            number: {name: text for name, text in zip(fields, row, strict=True) if text} for number, *row in self._ask(query, ())
        }

    def entries(self, keep: Filter = EVERYTHING) -> Iterator[Page]:
        """The entries that a filter keeps, by term, one at a time, without their neighbors."""
        clause, values = _where(keep)
        query = f"SELECT body FROM entry {clause} ORDER BY term COLLATE NOCASE, slug"
        for (body,) in self._rows(query, values):
            yield Page(f'{body},"glossary":"{self.name()}"}}', self._connection)

    def known(self, slugs: Iterable[str]) -> dict[str, tuple[int, bool]]:
        """Those of some slugs that have an entry here: its number, and whether it extends one of another glossary."""
        among = "SELECT slug, id, extends FROM entry WHERE slug IN (SELECT value FROM json_each(?))"
        rows = self._ask(among, (_json_list(slugs),))
        return {slug: (number, bool(extends)) for slug, number, extends in rows}

    def slugs(self, entries: Iterable[int]) -> dict[int, str]:
        """The slugs of some entries, by their numbers."""
        return dict(self._ask(f"SELECT id, slug FROM entry WHERE id IN ({','.join(map(str, entries))})", ()))

    def all_slugs(self) -> list[str]:
        """The slug of every entry."""
        return [slug for (slug,) in self._ask("SELECT slug FROM entry", ())]

    def extensions(self) -> list[str]:
        """The slugs of the entries that extend one of another glossary."""
        return [slug for (slug,) in self._ask("SELECT slug FROM entry WHERE extends", ())]

    def extends(self) -> bool:
        """Whether any entry extends one of another glossary."""
        return bool(self._ask("SELECT 1 FROM entry WHERE extends LIMIT 1", ()))

    def hidden(self) -> frozenset[str]:
        """The slugs of other glossaries' entries that this one hides."""
        return frozenset(slug for (slug,) in self._ask("SELECT slug FROM hidden", ()))

    def bodies(self, entries: Iterable[int]) -> dict[int, tuple[str, str, str]]:
        """Of some entries, by their numbers: term, definition, and the JSON of all but the neighbors, without its last brace."""
        among = ",".join(map(str, entries))
        rows = self._ask(f"SELECT id, term, definition, body FROM entry WHERE id IN ({among})", ())
        return {number: (term, definition, body) for number, term, definition, body in rows}

    def neighbors(self, entries: Collection[int]) -> dict[int, list[tuple[NeighborKind, int, str]]]:
        """The relations of some entries: kind, other entry, reason; of each its own in their order, then those of others to it."""
        found: dict[int, list[tuple[NeighborKind, int, str]]] = {}
        among = ",".join(map(str, entries))
        query = f"SELECT entry, kind, other, why FROM relation WHERE entry IN ({among}) ORDER BY entry, place, other"
        for entry, kind, other, why in self._ask(query, ()):
            found.setdefault(entry, []).append((kind, other, why))
        return found

    def links(self, slug: str) -> list[tuple[int, NeighborKind, str, str]]:
        """The relations of the entry with a slug, to entries here or elsewhere: place, kind, slug of the other one, reason.

        Those that the entry writes itself stand first, in its order; what others write of it has places from ``INVERSE`` on,
        whether or not the entry is in this glossary.
        """
        return self._ask(
            "SELECT place, kind, other.slug, why FROM relation JOIN entry AS other ON other.id = relation.other"
            " WHERE relation.entry = (SELECT id FROM entry WHERE slug = ?)"
            " UNION ALL SELECT place, kind, target, why FROM outward WHERE entry = (SELECT id FROM entry WHERE slug = ?)"
            f" UNION ALL SELECT {INVERSE} + place, inverse, entry.slug, why FROM outward JOIN entry ON entry.id = outward.entry"
            " WHERE target = ? ORDER BY 1, 3",
            (slug, slug, slug),
        )

    def count(self, keep: Filter = EVERYTHING) -> int:
        """How many entries a filter keeps."""
        clause, values = _where(keep)
        return int(self._ask(f"SELECT count(*) FROM entry {clause}", values)[0][0])

    def count_of(self, slugs: Iterable[str], keep: Filter = EVERYTHING) -> int:
        """How many of these slugs stand for an entry that a filter keeps."""
        clause, values = _where(keep)
        among = f"{clause or 'WHERE TRUE'} AND slug IN (SELECT value FROM json_each(?))"
        return int(self._ask(f"SELECT count(*) FROM entry {among}", (*values, _json_list(slugs)))[0][0])

    def nth(self, number: int, keep: Filter = EVERYTHING, without: Iterable[str] = ()) -> int:
        """The entry that stands at a number, counted from 0, among those that a filter keeps, some slugs left out."""
        clause, values = _where(keep)
        among = f"{clause or 'WHERE TRUE'} AND slug NOT IN (SELECT value FROM json_each(?))"
        query = f"SELECT id FROM entry {among} ORDER BY id LIMIT 1 OFFSET ?"
        return int(self._ask(query, (*values, _json_list(without), number))[0][0])

    def counts(self) -> dict[str, int]:
        """How many entries each category has; those that have none are counted under an empty name."""
        return dict(self._ask("SELECT ifnull(category, ''), count(*) FROM entry GROUP BY category", ()))

    def counts_of(self, slugs: Iterable[str]) -> dict[str, int]:
        """How many of these slugs stand for an entry of each category."""
        among = "WHERE slug IN (SELECT value FROM json_each(?)) GROUP BY category"
        return dict(self._ask(f"SELECT ifnull(category, ''), count(*) FROM entry {among}", (_json_list(slugs),)))

    def most_linked(self, most: int, keep: Filter = EVERYTHING, without: Iterable[str] = ()) -> list[int]:
        """Of the entries that a filter keeps, some slugs left out, those with the most relations, at most so many."""
        clause, values = _where(keep)
        among = f"{clause or 'WHERE TRUE'} AND slug NOT IN (SELECT value FROM json_each(?))"
        query = f"SELECT id FROM entry {among} ORDER BY links DESC LIMIT ?"
        return [entry for (entry,) in self._ask(query, (*values, _json_list(without), most))]

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
            raise self._wrong(error) from error

    def _rows(self, query: str, values: tuple[Any, ...]) -> Iterator[Any]:
        try:
            yield from self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise self._wrong(error) from error

    def _wrong(self, error: Exception) -> UnreadableGlossary:
        if isinstance(error, sqlite3.ProgrammingError):
            return UnreadableGlossary("the glossary is closed, or was opened by another thread", "open one in each thread")
        return DamagedGlossary(self._path, str(error))


def json_text(text: str) -> str:
    """A text as a JSON string; it has been cleaned of control characters but line feeds."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _json_list(texts: Iterable[str]) -> str:
    return f"[{','.join(map(json_text, texts))}]"


def _where(keep: Filter) -> tuple[str, tuple[str | None, ...]]:
    clauses: list[str] = []
    values: list[str | None] = []
    if keep.category is not None:
        clauses.append("category IS ?")
        values.append(keep.category or None)
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
