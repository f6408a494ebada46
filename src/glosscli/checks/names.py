"""Rules about labels: abbreviations that spell their term, and labels that lead where they should."""

from collections.abc import Iterator
from itertools import islice

from glosscli import labels
from glosscli.checks.book import Book
from glosscli.checks.rule import Finding, rule
from glosscli.model import Entry
from glosscli.records import Path

_SKIPPED = frozenset("of for and the from to with on in by a an as or".split())


@rule("E401", whole=True)
def abbreviation_spells_the_term(entry: Entry, book: Book) -> Iterator[Finding]:
    """An abbreviation spells the initials of its term, or stands in the list of exceptions at the head of the file.

    Why: wrong expansions ("language learning model") are copied from glossary to glossary because nobody checks the letters.

    Good:
        abbreviation: GD
    Bad:
        abbreviation: DG
    """
    if not entry.abbreviation or entry.abbreviation in book.head.abbreviation_exceptions:
        return
    letters = "".join(character for character in entry.abbreviation.lower() if character.isalnum())
    plain = entry.term.partition(" (")[0].lower()
    initials = "".join(c if c.isalnum() else " " for c in plain).split()
    if not _spells(letters, initials):
        yield (
            ("abbreviation",),
            f"'{entry.abbreviation}' is not the initials of '{entry.term}'; mend it, or list it under abbreviation_exceptions",
        )


def _spells(letters: str, words: list[str]) -> bool:
    """Whether the letters are the first letters of the words in order; small words may be passed over."""
    if not words:
        return not letters
    if letters[:1] == words[0][0] and _spells(letters[1:], words[1:]):
        return True
    return words[0] in _SKIPPED and _spells(letters, words[1:])


@rule("E402")
def labels_are_unique_in_the_entry(entry: Entry, book: Book) -> Iterator[Finding]:
    """Within an entry no two labels are the same after folding (case, hyphens, spaces, plural, spelling).

    Why: such a variant is found anyway; written out it is noise that must be kept.

    Good:
        aliases: [Steepest descent]
    Bad:
        aliases: [Gradient-descent]
    """
    seen: dict[str, str] = {}
    for path, label in _labels_with_places(entry):
        key = labels.keys(label).squashed
        if key and key in seen:
            yield path, f"label '{label}' is found as '{seen[key]}' already; remove it"
        seen.setdefault(key, label)


def _labels_with_places(entry: Entry) -> Iterator[tuple[Path, str]]:
    """Every label that the entry writes, with where it stands."""
    yield ("term",), entry.term
    if entry.abbreviation:
        yield ("abbreviation",), entry.abbreviation
    yield from ((("aliases", number), alias) for number, alias in enumerate(entry.aliases))
    yield from ((("lookup", number), phrase) for number, phrase in enumerate(entry.lookup))


@rule("E403", basic=True)
def shared_label_is_declared(entry: Entry, book: Book) -> Iterator[Finding]:
    """A label of two entries stands, with both slugs, under ``shared_labels`` at the head of the file.

    Why: where one label means two things, someone should have meant it so.

    Good:
        aliases: [Steepest descent]
    Bad:
        aliases: [Objective]
    """
    declared = {labels.keys(label).squashed: {*slugs} for label, slugs in book.head.shared_labels.items()}
    told: set[str] = set()
    for kind, label in entry.labels():
        key = labels.keys(label).squashed
        owners = book.label_owners[key]
        if len(owners) > 1 and key not in told and not owners.keys() <= declared.get(key, set()):
            told.add(key)
            others = sorted([slug for slug in islice(owners, 6) if slug != entry.slug][:5])
            if len(owners) > 6:
                others.append(f"{len(owners) - 6} more")
            path = {"term": "term", "slug": "slug", "abbreviation": "abbreviation", "alias": "aliases", "lookup": "lookup"}[kind]
            yield (path,), f"label '{label}' leads to {', '.join(others)} too; change one or list it under shared_labels"
    for label, slugs in book.head.shared_labels.items():
        if entry.slug in slugs and entry.slug not in book.label_owners.get(labels.keys(label).squashed, {}):
            yield (), f"shared_labels gives '{label}' to '{entry.slug}', which does not bear it"


@rule("E404", basic=True)
def label_can_be_found(entry: Entry, book: Book) -> Iterator[Finding]:
    """Every label has a letter or digit.

    Why: case, spaces and punctuation are passed over in a search, so nothing is left of a label that has only those.

    Good:
        aliases: [Steepest descent]
    Bad:
        aliases: ["--"]
    """
    for path, label in _labels_with_places(entry):
        if not labels.keys(label).squashed:
            yield path, f"label '{label}' has no letter or digit to find it by"
