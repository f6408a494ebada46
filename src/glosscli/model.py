"""The frozen values that travel through gloss: an entry, a glossary's head, an answer, a problem.

One definition of each serves as model, decoder, encoder and JSON Schema (msgspec). Field order is the order in YAML and in JSON.
"""

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"

Slug = Annotated[str, Meta(pattern=SLUG, description="Permanent id: lower-case words joined by hyphens.")]
Text = Annotated[str, Meta(min_length=1)]
Year = Annotated[int, Meta(ge=1000, le=2999)]
Level = Literal["beginner", "intermediate", "advanced"]
Pace = Literal["fast", "slow"]
RelationKind = Literal[
    "broader",
    "part_of",
    "prerequisite",
    "mitigated_by",
    "superseded_by",
    "used_with",
    "contrasts_with",
    "alternative_to",
    "see_also",
]
NeighborKind = Literal[
    "broader",
    "narrower",
    "part_of",
    "has_part",
    "prerequisite",
    "leads_to",
    "mitigated_by",
    "mitigates",
    "superseded_by",
    "supersedes",
    "used_with",
    "contrasts_with",
    "alternative_to",
    "see_also",
]
ReferenceKind = Literal["paper", "standard", "law", "specification", "book", "documentation", "report", "article"]
Rung = Literal["exact", "normalized", "lookup", "spelling", "partial", "text"]
LabelKind = Literal["slug", "term", "alias", "abbreviation", "lookup"]
Profile = Literal["basic", "strict"]


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all values share: frozen, compared by content, made by naming each field."""


class Application(Value, frozen=True, kw_only=True):
    """Where the concept is put to use."""

    area: Text
    use: Text


class Confusion(Value, frozen=True, kw_only=True):
    """Another entry that this one is mixed up with, and how they differ."""

    with_: Slug = msgspec.field(name="with")
    difference: Text


class Symbol(Value, frozen=True, kw_only=True):
    """One symbol of a formula and what it stands for."""

    symbol: Text
    meaning: Text


class Formula(Value, frozen=True, kw_only=True):
    """A formula as plain text, as LaTeX where it helps, and its symbols explained."""

    plain: Text
    latex: Text | None = None
    symbols: tuple[Symbol, ...] = ()


class Code(Value, frozen=True, kw_only=True):
    """A few lines of code that explain more than a paragraph."""

    language: Text
    source: Text


class Origin(Value, frozen=True, kw_only=True):
    """Who introduced the concept and when; ``reference`` is the URL of the reference that says so."""

    year: Year
    by: Text
    reference: Text


class Relation(Value, frozen=True, kw_only=True):
    """A typed link to another entry, with its reason; written in one direction only."""

    kind: RelationKind
    to: Slug
    why: Text


class Reference(Value, frozen=True, kw_only=True):
    """A source that says what the entry says."""

    title: Text
    url: Text
    year: Year | None = None
    kind: ReferenceKind


class Entry(Value, frozen=True, kw_only=True):
    """One concept as recorded in a glossary file.

    With ``extends`` it adds to the entry of that slug in a glossary below: what is not given (``term`` and ``definition`` are then
    empty) is taken from there, and lists are added to.
    """

    slug: Slug
    extends: Slug | msgspec.UnsetType = msgspec.UNSET
    term: Text
    abbreviation: Text | None = None
    aliases: tuple[Text, ...] = ()
    lookup: tuple[Text, ...] = ()
    category: Text | None = None
    level: Level | None = None
    tags: tuple[Text, ...] = ()
    definition: Text
    takeaway: Text | None = None
    in_depth: Text | None = None
    in_practice: Text | None = None
    applications: tuple[Application, ...] = ()
    example: Text | None = None
    confusions: tuple[Confusion, ...] = ()
    formula: Formula | None = None
    code: Code | None = None
    origin: Origin | None = None
    relations: tuple[Relation, ...] = ()
    references: tuple[Reference, ...] = ()
    reviewed: datetime.date | None = None
    pace: Pace | None = None
    waived: dict[str, Text] = msgspec.field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        """The labels a reader may see: term, abbreviation, aliases."""
        return tuple(label for label in (self.term, self.abbreviation, *self.aliases) if label)

    def labels(self) -> tuple[tuple[LabelKind, str], ...]:
        """Every label that leads to the entry, strongest first, with its kind."""
        pairs: list[tuple[LabelKind, str]] = [("term", self.term)] if self.term else []
        pairs.append(("slug", self.slug))
        if self.abbreviation:
            pairs.append(("abbreviation", self.abbreviation))
        pairs += [("alias", alias) for alias in self.aliases]
        pairs += [("lookup", phrase) for phrase in self.lookup]
        return tuple(pairs)


class Head(Value, frozen=True, kw_only=True):
    """What a glossary file says about itself before its entries."""

    name: Slug
    title: Text | None = None
    version: Text | None = None
    language: Text = "en"
    license: Text | None = None
    categories: dict[str, Text] = msgspec.field(default_factory=dict)
    shared_labels: dict[str, tuple[Slug, ...]] = msgspec.field(default_factory=dict)
    abbreviation_exceptions: tuple[Text, ...] = ()
    profile: Profile = "basic"
    enable: tuple[Text, ...] = ()
    disable: tuple[Text, ...] = ()
    hide: tuple[Slug, ...] = ()


class Neighbor(Value, frozen=True, kw_only=True):
    """An entry that is related to another one, seen from there."""

    kind: NeighborKind
    slug: Slug
    term: Text
    definition: Text
    why: Text


class Mixup(Confusion, frozen=True, kw_only=True):
    """A confusion with the term of the other entry."""

    term: Text | None = None


class Page(Entry, frozen=True, kw_only=True):
    """An entry together with the terms that it points to and its neighbors in both directions: what is answered.

    ``glossary`` is the name of the one it is from; ``base``, where the entry extends another, of the one that is from.
    """

    confusions: tuple[Mixup, ...] = ()
    related: tuple[Neighbor, ...] = ()
    glossary: Text = ""
    base: Text | msgspec.UnsetType = msgspec.UNSET


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


class Place(Value, frozen=True, kw_only=True):
    """Where in a file: line and column count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Problem(Value, frozen=True, kw_only=True):
    """Something wrong in a file. ``code`` begins with E (error) or W (warning)."""

    code: str
    words: str
    place: Place

    @property
    def is_error(self) -> bool:
        """Whether the problem makes ``gloss check`` fail without ``--strict``."""
        return self.code.startswith("E")

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.words}"
