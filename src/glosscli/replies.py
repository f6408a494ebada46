"""The shapes of what gloss prints in JSON, as ``schemas`` publishes them; the renderers write them, tests hold the two equal."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from glosscli.model import Level, NeighborKind, Page, RelationKind, Rung, Slug, Text, Value


class Match(Value, frozen=True, kw_only=True):
    """How an entry was found: the rung of the ladder, the label that matched, a score from 0 to 1."""

    rung: Rung
    label: Text
    score: Annotated[float, Meta(ge=0, le=1)]


class Suggestion(Value, frozen=True, kw_only=True):
    """An entry that may have been meant, with a score from 0 to 1."""

    slug: Slug
    term: Text
    score: Annotated[float, Meta(ge=0, le=1)]


class Answer(Value, frozen=True, kw_only=True):
    """What gloss says to one query. ``entry`` is the best one or null; ``others`` bear the same label."""

    query: str
    found: bool
    match: Match | None
    entry: Page | None
    others: tuple[Page, ...]
    glossary: str
    suggestions: tuple[Suggestion, ...]


class Node(Value, frozen=True, kw_only=True):
    """An entry in the surroundings of one; ``depth`` is how many relations it is away, 0 for the one that was asked for."""

    slug: Slug
    term: Text
    definition: Text
    depth: Annotated[int, Meta(ge=0)]


class Edge(Value, frozen=True, kw_only=True):
    """A relation between two of them, as it is written: from the entry that it is told of."""

    source: Slug
    kind: RelationKind
    target: Slug
    why: Text


class Surroundings(Answer, frozen=True, kw_only=True):
    """What gloss says to one query, and what stands around the entry; ``left_out`` counts the entries that had no room."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: Annotated[int, Meta(ge=0)]


class Mention(Value, frozen=True, kw_only=True):
    """An entry whose text speaks of what was asked, with the passage that does so and the words in it that match."""

    slug: Slug
    term: Text
    definition: Text
    field: Text
    passage: Text
    matches: tuple[str, ...]
    score: Annotated[float, Meta(ge=0)]
    glossary: Text = ""


class Results(Value, frozen=True, kw_only=True):
    """What gloss finds in the text of its entries for plain words, the most telling first."""

    query: str
    found: bool
    results: tuple[Mention, ...]
    glossary: str


class RouteEnd(Value, frozen=True, kw_only=True):
    """A term as it was asked for, and the entry that it led to; without one where it is null, and what may have been meant.

    ``others`` bear the same label.
    """

    query: str
    slug: Slug | None
    term: Text | None
    match: Match | None
    others: tuple[Slug, ...]
    glossary: str
    suggestions: tuple[Suggestion, ...]


class RouteStep(Value, frozen=True, kw_only=True):
    """One link of a chain: ``kind`` is how the target is related to the source; ``why`` is told from ``written_by``."""

    source: Slug
    source_term: Text
    kind: NeighborKind
    target: Slug
    target_term: Text
    why: Text
    written_by: Slug


class Route(Value, frozen=True, kw_only=True):
    """The shortest chains of relations that connect two terms, the best first; one without steps where both are one entry."""

    query: tuple[str, str]
    found: bool
    from_: RouteEnd = msgspec.field(name="from")
    to: RouteEnd
    paths: tuple[tuple[RouteStep, ...], ...]
    glossary: str


class ReadingNeed(Value, frozen=True, kw_only=True):
    """A later entry of a reading list that rests on this one: as a prerequisite, or as a kind of it."""

    slug: Slug
    term: Text
    kind: Literal["prerequisite", "broader"]
    why: Text


class ReadingStep(Value, frozen=True, kw_only=True):
    """An entry of a reading list, and the later ones of the list that rest on it."""

    slug: Slug
    term: Text
    level: Level | None
    definition: Text
    needed_by: tuple[ReadingNeed, ...]
    glossary: Text


class Reading(Value, frozen=True, kw_only=True):
    """What to understand before a term, in order, ending at it; ``left_out`` counts the farthest, for which there was no room.

    ``aside`` are those of the known terms that are not on the way.
    """

    query: str
    found: bool
    to: RouteEnd
    known: tuple[RouteEnd, ...]
    aside: tuple[Slug, ...]
    steps: tuple[ReadingStep, ...]
    left_out: Annotated[int, Meta(ge=0)]
    glossary: str


class Standing(Value, frozen=True, kw_only=True):
    """A glossary in force, as ``gloss glossaries`` shows it; without a name where it cannot be asked, and ``error`` says why."""

    name: Text | None = None
    origin: Literal["named", "project", "own", "configured", "bundled"]
    path: Text | None
    entries: int = 0
    extends: int = 0
    hides: int = 0
    bytes: int | None = None
    changed: Text | None = None
    version: Text | None = None
    problems: int = 0
    error: Text | None = None


class Chosen(Value, frozen=True, kw_only=True):
    """A setting, as ``gloss config`` shows it; ``origin`` is a file, a variable of the environment, or ``default``."""

    name: Text
    value: bool | str | tuple[str, ...] | None
    origin: Text
    does: Text
