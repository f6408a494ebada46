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
Severity = Literal["error", "warning"]


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all values share: frozen, compared by content, made by naming each field."""


class Application(Value, frozen=True, kw_only=True):
    """Where the concept is put to use."""

    area: Annotated[Text, Meta(description="The field of work, such as medicine.")]
    use: Annotated[Text, Meta(description="What the concept does there.")]


class Confusion(Value, frozen=True, kw_only=True):
    """Another entry that this one is mixed up with, and how they differ."""

    with_: Annotated[Slug, Meta(description="The slug of the other entry.")] = msgspec.field(name="with")
    difference: Annotated[Text, Meta(description="How the two differ, seen from this entry.")]


class Symbol(Value, frozen=True, kw_only=True):
    """One symbol of a formula and what it stands for."""

    symbol: Annotated[Text, Meta(description="The symbol as it stands in the formula.")]
    meaning: Annotated[Text, Meta(description="What it stands for.")]


class Formula(Value, frozen=True, kw_only=True):
    """A formula as plain text, as LaTeX where it helps, and its symbols explained."""

    plain: Annotated[Text, Meta(description="The formula in characters that any terminal shows.")]
    latex: Annotated[Text | None, Meta(description="The same in LaTeX.")] = None
    symbols: Annotated[tuple[Symbol, ...], Meta(description="Each symbol and what it stands for.")] = ()


class Code(Value, frozen=True, kw_only=True):
    """A few lines of code that explain more than a paragraph."""

    language: Annotated[Text, Meta(description="The programming language, such as python.")]
    source: Annotated[Text, Meta(description="The lines of code.")]


class Origin(Value, frozen=True, kw_only=True):
    """Who introduced the concept and when; ``reference`` is the URL of the reference that says so."""

    year: Annotated[Year, Meta(description="The year in which it was introduced.")]
    by: Annotated[Text, Meta(description="Who introduced it.")]
    reference: Annotated[Text, Meta(description="The url of that reference of the entry which says so.")]


class Relation(Value, frozen=True, kw_only=True):
    """A typed link to another entry, with its reason; written in one direction only."""

    kind: Annotated[RelationKind, Meta(description="How this entry is related to the other, read from this one.")]
    to: Annotated[Slug, Meta(description="The slug of the other entry.")]
    why: Annotated[Text, Meta(description="The reason, true of this pair.")]


class Reference(Value, frozen=True, kw_only=True):
    """A source that says what the entry says."""

    title: Annotated[Text, Meta(description="The title of the source.")]
    url: Annotated[Text, Meta(description="Its https address.")]
    year: Annotated[Year | None, Meta(description="The year in which it came out.")] = None
    kind: Annotated[ReferenceKind, Meta(description="What kind of source it is.")]


class Entry(Value, frozen=True, kw_only=True):
    """One concept as recorded in a glossary file.

    With ``extends`` it adds to the entry of that slug in a glossary below: what is not given (``term`` and ``definition`` are then
    empty) is taken from there, and lists are added to.
    """

    slug: Slug
    extends: (
        Annotated[str, Meta(pattern=SLUG, description="The slug of an entry of another glossary that this one adds to.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    term: Annotated[Text, Meta(description="The name that is preferred for the concept.")]
    abbreviation: Annotated[Text | None, Meta(description="Its short form, such as an acronym.")] = None
    aliases: Annotated[tuple[Text, ...], Meta(description="Other true names of the concept.")] = ()
    lookup: Annotated[tuple[Text, ...], Meta(description="Phrases that find the entry and are never shown.")] = ()
    category: Annotated[Text | None, Meta(description="One of the categories that the head of the file declares.")] = None
    level: Annotated[Level | None, Meta(description="For which readers it is.")] = None
    tags: Annotated[tuple[Text, ...], Meta(description="Words to list entries by.")] = ()
    definition: Annotated[Text, Meta(description="What the concept is, in one sentence.")]
    takeaway: Annotated[Text | None, Meta(description="What to keep when the definition is forgotten.")] = None
    in_depth: Annotated[Text | None, Meta(description="How it works and where it ends, in one to three paragraphs.")] = None
    in_practice: Annotated[Text | None, Meta(description="What it means for an organization: a benefit and a risk.")] = None
    applications: Annotated[tuple[Application, ...], Meta(description="Where the concept is put to use.")] = ()
    example: Annotated[Text | None, Meta(description="One concrete instance.")] = None
    confusions: Annotated[tuple[Confusion, ...], Meta(description="Entries that it is mixed up with, and how they differ.")] = ()
    formula: Annotated[Formula | None, Meta(description="A formula with its symbols explained.")] = None
    code: Annotated[Code | None, Meta(description="A few lines of code that show it.")] = None
    origin: Annotated[Origin | None, Meta(description="Who introduced the concept and when.")] = None
    relations: Annotated[tuple[Relation, ...], Meta(description="Links to other entries, each with its reason.")] = ()
    references: Annotated[tuple[Reference, ...], Meta(description="The sources, the one that carries most first.")] = ()
    reviewed: Annotated[
        datetime.date | None, Meta(description="The day on which someone last read the entry against its sources.")
    ] = None
    pace: Annotated[Pace | None, Meta(description="How fast the field moves, and with it how soon to review again.")] = None
    waived: Annotated[dict[str, Text], Meta(description="Warnings of gloss check that must stay: the code, and the reason.")] = (
        msgspec.field(default_factory=dict)
    )

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

    name: Annotated[Slug, Meta(description="The name of the glossary: lower-case words joined by hyphens.")]
    title: Annotated[Text | None, Meta(description="What the glossary is called to people.")] = None
    version: Annotated[Text | None, Meta(description="The version of its content.")] = None
    language: Annotated[Text, Meta(description="The language that it is written in, such as en.")] = "en"
    license: Annotated[Text | None, Meta(description="The terms under which it may be used.")] = None
    categories: Annotated[dict[str, Text], Meta(description="The categories that entries may have, each with what it holds.")] = (
        msgspec.field(default_factory=dict)
    )
    shared_labels: Annotated[
        dict[str, tuple[Slug, ...]], Meta(description="Labels that several entries bear on purpose, each with their slugs.")
    ] = msgspec.field(default_factory=dict)
    abbreviation_exceptions: Annotated[
        tuple[Text, ...], Meta(description="Abbreviations that are right though they do not spell the initials of their term.")
    ] = ()
    profile: Annotated[
        Profile,
        Meta(description="Which rules gloss check holds it to: basic is what any glossary needs; strict adds rules of style."),
    ] = "basic"
    enable: Annotated[
        tuple[Text, ...], Meta(description="Rules that are in force beside the profile: codes, or how codes begin.")
    ] = ()
    disable: Annotated[
        tuple[Text, ...], Meta(description="Rules of the profile that are not in force: codes, or how codes begin.")
    ] = ()
    hide: Annotated[tuple[Slug, ...], Meta(description="Slugs of entries of other glossaries that are not shown.")] = ()


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

    def data(self) -> "ProblemData":
        """The problem as a script is given it."""
        return ProblemData(
            code=self.code,
            severity="error" if self.is_error else "warning",
            message=self.words,
            path=self.place.path,
            line=self.place.line,
            column=self.place.column,
        )


class ProblemData(Value, frozen=True, kw_only=True):
    """Something wrong in a glossary file, as ``gloss check --json`` says it."""

    code: Annotated[str, Meta(description="The rule, as gloss check --explain knows it.")]
    severity: Severity
    message: str
    path: Annotated[str, Meta(description="The file as it was named.")]
    line: Annotated[int, Meta(ge=1, description="Counts from 1.")]
    column: Annotated[int, Meta(ge=1, description="Counts from 1.")]
