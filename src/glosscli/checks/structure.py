"""The frame of a file: what is found while it is read; slugs, one of a kind and in order; what the head switches and hides."""

from collections.abc import Iterator

from glosscli.checks.book import Book
from glosscli.checks.rule import RULES, Finding, head_rule, reported_by_reader, rule
from glosscli.model import Entry

reported_by_reader(
    "E001",
    """The file is valid YAML in UTF-8.

    Why: what cannot be parsed cannot be answered from. Reading goes on at the next entry, so one mistake hides no other.

    Good:
        term: "Model Context Protocol: an overview"
    Bad:
        term: "Model Context Protocol
    """,
)
reported_by_reader(
    "E002",
    """A field stands once in its entry.

    Why: YAML itself lets the last one win in silence, and the first one is lost.

    Good:
        level: beginner
    Bad:
        level: beginner
        level: advanced
    """,
)
reported_by_reader(
    "E003",
    """Every field is a known one.

    Why: a misspelt field name would drop what stands in it.

    Good:
        takeaway: The step size decides whether it arrives.
    Bad:
        take_away: The step size decides whether it arrives.
    """,
)
reported_by_reader(
    "E004",
    """Every field has the kind of value that it should have, and the required ones are there.

    Why: scripts rely on it. All scalars are read as text, so NO is a word and 1.0 is not shortened.

    Good:
        aliases: [Steepest descent]
    Bad:
        aliases: Steepest descent
    """,
)
reported_by_reader(
    "E005",
    """No text contains control or text-direction characters.

    Why: they can recolor, overwrite or reverse what a terminal shows. They are removed before anything is shown.

    Good:
        example: A red word.
    Bad:
        example: "A \\e[31mred word."
    """,
)
reported_by_reader(
    "E006",
    """The file uses plain YAML only: one document, no tags, no anchors, no aliases, little nesting, head before entries.

    Why: a glossary is read by people and by many programs; what builds objects or expands while being read has no place in it.

    Good:
        level: beginner
    Bad:
        level: !!str beginner
    """,
)


@rule("E007", basic=True)
def slug_is_unique(entry: Entry, book: Book) -> Iterator[Finding]:
    """A slug belongs to one entry.

    Why: it is the permanent id that relations, links and scripts use.

    Good:
        slug: gradient-descent
    Bad:
        slug: algorithm
    """
    if book.by_slug[entry.slug] is not entry:
        yield ("slug",), f"slug '{entry.slug}' belongs to an entry above; give this one its own"


@rule("E008")
def entries_are_sorted(entry: Entry, book: Book) -> Iterator[Finding]:
    """Entries stand in the order of their slugs.

    Why: an entry then has one place in the file, and two people who add entries rarely touch the same lines.

    Good:
        slug: gradient-descent
    Bad:
        slug: zebra
    """
    following = book.following.get(entry.slug)
    if following is not None and following < entry.slug:
        yield ("slug",), f"'{entry.slug}' stands before '{following}'; sort the entries by slug"


reported_by_reader(
    "W009",
    """The file stands in the one layout, which ``gloss fmt`` writes.

    Why: a change of one entry is then a small difference that can be read.

    Good:
        tags: [basics]
    Bad:
        tags:   [ basics ]
    """,
    basic=False,
)
reported_by_reader(
    "E011",
    """A waiver names a warning that occurs in its entry, and gives the reason.

    Why: a waiver that is not needed hides the next, real case. Errors cannot be waived.

    Good:
        waived: {}
    Bad:
        waived:
          W205: never needed here
    """,
)


@head_rule("E012", basic=True)
def switched_rules_exist(book: Book) -> Iterator[Finding]:
    """What the head enables and disables are codes of rules, or how such codes begin.

    Why: a misspelt code switches nothing, and nobody notices.

    Good:
        enable: [W222, E40]
    Bad:
        enable: [W999]
    """
    for field, codes in (("enable", book.head.enable), ("disable", book.head.disable)):
        for number, code in enumerate(codes):
            if not any(known.startswith(code) for known in RULES):
                yield (field, number), f"no rule begins with '{code}'"


@head_rule("W013", basic=True)
def hidden_entry_exists(book: Book) -> Iterator[Finding]:
    """What the head hides is an entry of another glossary in force, such as the bundled one.

    Why: a misspelt slug hides nothing; one of the file itself is better removed.

    Good:
        hide: []
    Bad:
        hide: [no-such-entry]
    """
    for number, slug in enumerate(book.head.hide):
        if not book.elsewhere(slug):
            yield ("hide", number), f"no other glossary has an entry '{slug}' to hide"
