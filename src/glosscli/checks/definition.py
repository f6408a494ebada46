"""Rules about the definition: one true sentence that says what a thing is and what sets it apart."""

import re
from collections.abc import Iterator

from glosscli import labels
from glosscli.checks import text
from glosscli.checks.book import Book
from glosscli.checks.rule import Finding, rule
from glosscli.model import Entry

_PATH = ("definition",)
_OPENERS = frozenset("this that these those it when where how what which is are refers describes means denotes".split())
_PHRASES = (
    "is when",
    "is where",
    "refers to",
    "refer to",
    "a term for",
    "a word for",
    "the term for",
    "describes",
    "is defined as",
)
_NEGATIONS = frozenset(["not", "never", "neither", "nor", "isn't", "doesn't"])
_ABSENCES = frozenset("lack absence failure gap missing".split())
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+s?\b")


@rule("E101")
def definition_is_one_sentence(entry: Entry, book: Book) -> Iterator[Finding]:
    """A definition is one sentence with its only full stop at the end, and without ";", "!" or "?".

    Why: a reader who meets a word wants one true sentence at once; a script prints it on one line.

    Good:
        definition: An algorithm that lowers a loss by repeated small steps against its slope.
    Bad:
        definition: An algorithm that lowers a loss. It takes repeated small steps against the slope.
    """
    definition = entry.definition
    inside = re.sub(r"(?<=\d)\.(?=\d)", "", definition)
    if not definition.endswith("."):
        yield _PATH, "definition does not end with a full stop"
    elif inside.count(".") > 1:
        yield _PATH, f"definition has {inside.count('.')} full stops; make it one sentence"
    for mark in ";!?":
        if mark in definition:
            yield _PATH, f"definition contains '{mark}'; make it one plain sentence"
    if "\n" in definition:
        yield _PATH, "definition has several paragraphs; make it one sentence"


@rule("E102")
def definition_does_not_name_itself(entry: Entry, book: Book) -> Iterator[Finding]:
    """A definition does not contain its own term, alias or abbreviation, whatever the case, plural or hyphens.

    Why: a definition that needs its own word explains nothing to a reader who does not have it.

    Good:
        definition: An algorithm that lowers a loss by repeated small steps against its slope.
    Bad:
        definition: An algorithm that applies gradient descents until the loss is low.
    """
    spoken = labels.words(entry.definition)
    for name in entry.names():
        own = labels.words(name)
        if own and any(spoken[start : start + len(own)] == own for start in range(len(spoken))):
            yield _PATH, f"definition contains its own name '{name}'"


@rule("E103")
def definition_opens_with_its_kind(entry: Entry, book: Book) -> Iterator[Finding]:
    """A definition opens with "A", "An", "The", or a capitalized plural or mass noun, so that "TERM is" + definition reads well.

    Why: "refers to" and "is when" speak about the word; a definition speaks about the thing.

    Good:
        definition: An algorithm that lowers a loss by repeated small steps against its slope.
    Bad:
        definition: Refers to lowering a loss by repeated small steps against its slope.
    """
    first = entry.definition.split()[0] if entry.definition.split() else ""
    if not first[:1].isupper() and not first[:1].isdigit():
        yield _PATH, "definition does not open with a capital letter"
    elif first.lower() in _OPENERS:
        yield _PATH, f"definition opens with '{first}'; open with A, An, The, or a plural or mass noun"
    lowered = f" {entry.definition.lower()} "
    for phrase in _PHRASES:
        if re.search(rf"\b{phrase}\b", lowered):
            yield _PATH, f"definition says '{phrase}'; say what the thing is"


@rule("E104")
def definition_has_8_to_40_words(entry: Entry, book: Book) -> Iterator[Finding]:
    """A definition has 8 to 40 words.

    Why: shorter ones leave out what sets the thing apart; longer ones are not one thought.

    Good:
        definition: An algorithm that lowers a loss by repeated small steps against its slope.
    Bad:
        definition: An algorithm that lowers a loss.
    """
    count = len(text.words(entry.definition))
    if not 8 <= count <= 40:
        yield _PATH, f"definition has {count} words; use 8 to 40"


@rule("W105")
def definition_has_at_most_30_words(entry: Entry, book: Book) -> Iterator[Finding]:
    """A definition has at most 30 words.

    Why: what is over 30 words is read twice or not at all.

    Good:
        definition: An algorithm that lowers a loss by repeated small steps against its slope.
    Bad:
        definition: >-
          An algorithm that lowers a loss by repeated small steps against its slope, each of which is worked out from the
          data or from a part of it, until no step lowers it any more.
    """
    count = len(text.words(entry.definition))
    if 30 < count <= 40:
        yield _PATH, f"definition has {count} words; aim for 30 or fewer"


@rule("W106")
def definition_names_its_kind_early(entry: Entry, book: Book) -> Iterator[Finding]:
    """A definition names its kind - the term of the broader entry, or its last word - within its first 10 words.

    Why: kind first, difference second is the form a reader can follow.

    Good:
        definition: An algorithm that lowers a loss by repeated small steps against its slope.
    Bad:
        definition: A way to lower a loss by repeated small steps against the slope it has there.
    """
    parents = [book.by_slug[slug] for slug in book.broader.get(entry.slug, ()) if slug in book.by_slug]
    opening = labels.words(" ".join(entry.definition.split()[:11]))[:10]
    for parent in parents:
        if not any(_is_in(labels.words(name)[-1:], opening) for name in (*parent.names(), parent.term)):
            yield _PATH, f"definition does not name its kind '{parent.term}' in its first 10 words"


def _is_in(wanted: list[str], spoken: list[str]) -> bool:
    return any(spoken[start : start + len(wanted)] == wanted for start in range(len(spoken)))


@rule("W107")
def definition_says_what_it_is(entry: Entry, book: Book) -> Iterator[Finding]:
    """A definition says what the thing is, not what it is not, unless it is an absence.

    Why: a reader cannot build a thing out of what it is not.

    Good:
        definition: An algorithm that lowers a loss by repeated small steps against its slope.
    Bad:
        definition: An algorithm that does not solve for the lowest loss at once.
    """
    spoken = text.words(entry.definition)
    negation = next((word for word in spoken[:8] if word in _NEGATIONS), None)
    if negation and not _ABSENCES & {*spoken, *labels.words(entry.term)}:
        yield _PATH, f"definition begins with what it is not ('{negation}')"


@rule("E108")
def definitions_do_not_name_each_other(entry: Entry, book: Book) -> Iterator[Finding]:
    """Two definitions do not name each other.

    Why: a reader who knows neither is sent around in a circle.

    Good:
        definition: An algorithm that lowers a value by repeated small steps against its slope.
    Bad:
        definition: An algorithm that lowers a loss by repeated small steps, often with momentum.
    """
    for other in book.named_by_definition[entry.slug]:
        if entry.slug in book.named_by_definition[other]:
            yield _PATH, f"definition names '{other}', whose definition names this entry"


@rule("W109")
def definitions_make_no_long_circle(entry: Entry, book: Book) -> Iterator[Finding]:
    """Definitions that name each other make no circle of three or more.

    Why: somewhere in a chain of definitions a reader must reach plain words.

    Good:
        definition: An algorithm that lowers a value by repeated small steps against its slope.
    Bad:
        definition: An algorithm that lowers a loss by repeated small steps after a warm-up.
    """
    came_from: dict[str, str] = {}
    ahead = [entry.slug]
    while ahead:
        here = ahead.pop(0)
        for there in book.named_by_definition[here]:
            if there == entry.slug:
                circle = [here]
                while circle[-1] != entry.slug:
                    circle.append(came_from[circle[-1]])
                if len(circle) > 2 and entry.slug == min(circle):
                    yield _PATH, f"definitions name each other in a circle: {' > '.join([*reversed(circle), entry.slug])}"
                return
            if there not in came_from:
                came_from[there] = here
                ahead.append(there)


@rule("W110")
def beginner_definition_leans_on_little(entry: Entry, book: Book) -> Iterator[Finding]:
    """The definition of a beginner's entry names at most two other entries, none of them advanced, and no abbreviation but AI.

    Why: each word that must be looked up first is a reader lost.

    Good:
        level: beginner
        definition: An algorithm that lowers a value by repeated small steps against its slope.
    Bad:
        level: beginner
        definition: An algorithm that lowers the RMSE by repeated small steps against its slope.
    """
    if entry.level != "beginner":
        return
    named = book.named_by_definition[entry.slug]
    if len(named) > 2:
        yield _PATH, f"definition of a beginner's entry leans on {len(named)} others: {', '.join(named)}"
    for slug in named:
        if book.by_slug[slug].level == "advanced":
            yield _PATH, f"definition of a beginner's entry names the advanced entry '{slug}'"
    for abbreviation in _CAPITALS.findall(entry.definition):
        if abbreviation != "AI":
            yield _PATH, f"definition of a beginner's entry uses the bare abbreviation {abbreviation}"
