"""Rules about the parts of an entry beside its definition: which there are, how long, and what they must bring."""

import ast
from collections.abc import Iterator

from glosscli import labels
from glosscli.checks import text
from glosscli.checks.book import Book
from glosscli.checks.rule import Finding, rule
from glosscli.model import Entry

_REQUIRED = ("category", "level", "takeaway", "in_depth", "relations", "references", "reviewed", "pace")
_LIMITS = frozenset(
    """limit limits limited limitation limitations cost costs costly expensive fail fails failure failures risk risks error errors
    however but cannot drawback drawbacks weakness weaknesses poor poorly wrong harm harms mislead misleads misleading trade-off
    price slow slower hard harder difficult unstable fragile brittle unless only although though loses lose lost bias biased
    vulnerable struggle struggles degrade degrades worse weak contested""".split()
)
_BENEFITS = frozenset(
    """help helps save saves saving cut cuts reduce reduces faster cheaper lower lowers improve improves better allow allows enable
    enables make makes let lets give gives gain gains useful value benefit benefits easier quickly quick support supports speed
    speeds extend extends raise raises serve serves turn turns replace replaces spare spares without find finds suit suits show
    shows pay pays offer offers automate automates widen widens keep keeps handle handles reach reaches shorten shortens bring
    brings avoid avoids reuse reuses works work provide provides catch catches cover covers need needs less fewer can""".split()
)
_CONTROLS = frozenset(
    """check checks checked checking control controls risk risks review reviews reviewed reviewing monitor monitors monitored
    monitoring test tests tested testing audit audits audited limit limits guard guards verify verified verifies approve approval
    approved policy policies measure measured measures validate validated validation log logs logged inspect record records
    recorded must should require requires required track tracked watch compare oversight document documented documents""".split()
)
_LONGEST_BLOCK = 15


def _counted(entry: Entry, name: str, least: int, most: int) -> Iterator[Finding]:
    value = getattr(entry, name)
    if value and not least <= (count := len(text.words(value))) <= most:
        yield (name,), f"{name} has {count} words; use {least} to {most}"


@rule("E200", whole=True)
def entry_is_complete(entry: Entry, book: Book) -> Iterator[Finding]:
    """An entry has a category, a level, a takeaway, the concept in depth, relations, references, a review date and a pace.

    Why: a reader who asks for more than the definition finds it in every entry.

    Good:
        level: beginner
    Bad:
        takeaway:
    """
    for name in _REQUIRED:
        if not getattr(entry, name):
            yield (), f"'{entry.slug}' has no {name}"


@rule("E201")
def takeaway_is_one_short_sentence(entry: Entry, book: Book) -> Iterator[Finding]:
    """A takeaway is one sentence of 6 to 30 words.

    Why: it is what a reader keeps when the definition is forgotten.

    Good:
        takeaway: The size of each step decides whether the search arrives or overshoots.
    Bad:
        takeaway: Steps matter.
    """
    yield from _counted(entry, "takeaway", 6, 30)
    if entry.takeaway and len(text.sentences(entry.takeaway)) > 1:
        yield ("takeaway",), "takeaway is more than one sentence"


@rule("E202")
def takeaway_adds_something(entry: Entry, book: Book) -> Iterator[Finding]:
    """A takeaway says something that the definition does not: they share less than 0.6 of its words.

    Why: the page shows them one below the other.

    Good:
        takeaway: The size of each step decides whether the search arrives or overshoots.
    Bad:
        takeaway: Repeated small steps against the slope lower a loss.
    """
    if entry.takeaway and (share := text.overlap(entry.takeaway, entry.definition)) >= 0.6:
        yield ("takeaway",), f"takeaway repeats the definition (word overlap {share:.2f}, must be under 0.60)"


@rule("E203")
def in_depth_has_the_right_length(entry: Entry, book: Book) -> Iterator[Finding]:
    """The concept in depth takes one to three paragraphs and 60 to 220 words.

    Why: enough to understand how it works and where it ends; more is an article.

    Good:
        pace: slow
    Bad:
        in_depth: Steps are taken until the loss no longer falls, but that can take long.
    """
    yield from _counted(entry, "in_depth", 60, 220)
    if entry.in_depth and len(text.paragraphs(entry.in_depth)) > 3:
        yield ("in_depth",), f"in_depth has {len(text.paragraphs(entry.in_depth))} paragraphs; use one to three"


@rule("E204")
def in_depth_does_not_repeat(entry: Entry, book: Book) -> Iterator[Finding]:
    """The concept in depth does not repeat the definition: no eight of its words in a row.

    Why: the reader has just read it.

    Good:
        pace: slow
    Bad:
        in_depth: An algorithm that lowers a loss by repeated small steps against its slope is what this is, but at a cost.
    """
    if entry.in_depth and {*text.runs(entry.in_depth)} & {*text.runs(entry.definition)}:
        yield ("in_depth",), "in_depth repeats the definition word for word"


@rule("W205")
def in_depth_names_a_limit(entry: Entry, book: Book) -> Iterator[Finding]:
    """The concept in depth names at least one limit, cost or failure.

    Why: what a thing cannot do is half of what it is.

    Good:
        in_depth: Steps are taken until the loss no longer falls, but a poor start can end in a poor place.
    Bad:
        in_depth: Steps are taken until the loss no longer falls, and the model is then ready for use.
    """
    if entry.in_depth and not _LIMITS & {*text.words(entry.in_depth)}:
        yield ("in_depth",), "in_depth names no limit, cost or failure"


@rule("W206")
def in_depth_has_short_sentences(entry: Entry, book: Book) -> Iterator[Finding]:
    """The sentences in depth have at most 22 words on average and none more than 35.

    Why: long sentences hide what is uncertain.

    Good:
        in_depth: Steps are taken until the loss no longer falls. A poor start can end in a poor place.
    Bad:
        in_depth: >-
          Steps are taken one after the other until the loss no longer falls by much or at all and the model that results
          from them is then ready for use, but only where the start was well chosen.
    """
    lengths = [len(text.words(sentence)) for sentence in text.sentences(entry.in_depth or "")]
    if lengths and sum(lengths) / len(lengths) > 22:
        yield ("in_depth",), f"sentences in depth have {sum(lengths) / len(lengths):.0f} words on average; use at most 22"
    for length in lengths:
        if length > 35:
            yield ("in_depth",), f"a sentence in depth has {length} words; use at most 35"


@rule("E207")
def in_practice_has_the_right_length(entry: Entry, book: Book) -> Iterator[Finding]:
    """What the concept means in practice takes 25 to 80 words.

    Why: one benefit and one control fit; a consultant's page does not.

    Good:
        pace: slow
    Bad:
        in_practice: It saves time, but check the result.
    """
    yield from _counted(entry, "in_practice", 25, 80)


@rule("W208")
def in_practice_weighs(entry: Entry, book: Book) -> Iterator[Finding]:
    """What the concept means in practice names a benefit and a control or risk.

    Why: an organization decides between the two.

    Good:
        in_practice: It saves work by hand; check the loss on data that was held back.
    Bad:
        in_practice: Teams everywhere are fond of it and talk about it.
    """
    if not entry.in_practice:
        return
    spoken = {*text.words(entry.in_practice)}
    if not spoken & _BENEFITS:
        yield ("in_practice",), "in_practice names no benefit"
    if not spoken & _CONTROLS:
        yield ("in_practice",), "in_practice names no control or risk"


@rule("E209", whole=True)
def applications_are_three_to_five(entry: Entry, book: Book) -> Iterator[Finding]:
    """Applications, where there are any, are three to five, in distinct areas, each told in 6 to 25 words.

    Why: fewer say too little about the reach of a thing, more say nothing about any.

    Good:
        applications:
          - {area: Medicine, use: Fitting a model that marks suspicious spots in scans.}
          - {area: Finance, use: Fitting a model that scores the risk of a loan.}
          - {area: Speech, use: Fitting a model that turns recorded calls into text.}
    Bad:
        applications:
          - {area: Medicine, use: Finding spots.}
    """
    if not entry.applications:
        return
    if not 3 <= len(entry.applications) <= 5:
        yield ("applications",), f"there are {len(entry.applications)} applications; give three to five"
    areas = [labels.fold(application.area) for application in entry.applications]
    for number, application in enumerate(entry.applications):
        if areas[number] in areas[:number]:
            yield ("applications", number), f"area '{application.area}' stands twice"
        if not 6 <= (count := len(text.words(application.use))) <= 25:
            yield ("applications", number, "use"), f"use has {count} words; use 6 to 25"


@rule("E210")
def example_is_one_instance(entry: Entry, book: Book) -> Iterator[Finding]:
    """An example has 15 to 60 words.

    Why: one concrete instance with its numbers, not a list of them.

    Good:
        pace: slow
    Bad:
        example: A line is fitted.
    """
    yield from _counted(entry, "example", 15, 60)


@rule("E211")
def formula_is_explained(entry: Entry, book: Book) -> Iterator[Finding]:
    """A formula has at most 15 lines, and every symbol it explains occurs in it; it explains at least one.

    Why: a formula whose symbols must be guessed is decoration.

    Good:
        formula:
          plain: w <- w - a * g
          symbols: [{symbol: w, meaning: the parameters}, {symbol: a, meaning: the step size}, {symbol: g, meaning: the slope}]
    Bad:
        formula:
          plain: w <- w - a * g
          symbols: [{symbol: w, meaning: the parameters}]
    """
    if entry.formula is None:
        return
    if len(entry.formula.plain.split("\n")) > _LONGEST_BLOCK:
        yield ("formula", "plain"), f"formula has more than {_LONGEST_BLOCK} lines"
    explained = {symbol.symbol for symbol in entry.formula.symbols}
    for number, symbol in enumerate(entry.formula.symbols):
        if not any(part in entry.formula.plain for part in (symbol.symbol, symbol.symbol.split("(")[0])):
            yield ("formula", "symbols", number), f"symbol '{symbol.symbol}' does not occur in the formula"
    told = " ".join((*explained, entry.term, *(symbol.meaning for symbol in entry.formula.symbols)))
    for letter in dict.fromkeys(_letters(entry.formula.plain)):
        if letter not in _letters(told):
            yield ("formula", "plain"), f"symbol '{letter}' is not explained"


def _letters(formula: str) -> list[str]:
    """The one-letter symbols of a formula; longer words speak for themselves."""
    spaced = "".join(character if character.isalnum() else " " for character in formula)
    return [word for word in spaced.split() if len(word) == 1 and word.isalpha()]


@rule("E212")
def code_parses(entry: Entry, book: Book) -> Iterator[Finding]:
    """Code has at most 15 lines, and Python parses.

    Why: it is shown to be copied.

    Good:
        code: {language: python, source: "w = w - a * g"}
    Bad:
        code: {language: python, source: "w = w - "}
    """
    if entry.code is None:
        return
    if len(entry.code.source.rstrip("\n").split("\n")) > _LONGEST_BLOCK:
        yield ("code", "source"), f"code has more than {_LONGEST_BLOCK} lines"
    if entry.code.language.lower() in ("python", "py"):
        try:
            ast.parse(entry.code.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            yield ("code", "source"), f"code does not parse: {error}"


@rule("E213", whole=True)
def origin_is_supported(entry: Entry, book: Book) -> Iterator[Finding]:
    """The year of origin names one of the entry's references, which is not older than that year.

    Why: who was first is what glossaries most often copy from each other, and get wrong.

    Good:
        origin: {year: 1847, by: Augustin-Louis Cauchy, reference: "https://example.org/cauchy"}
    Bad:
        origin: {year: 1847, by: Augustin-Louis Cauchy, reference: "https://example.org/elsewhere"}
    """
    if entry.origin is None:
        return
    support = next((reference for reference in entry.references if reference.url == entry.origin.reference), None)
    if support is None:
        yield ("origin", "reference"), "the reference of the origin is not among the entry's references"
    elif support.year is not None and support.year < entry.origin.year:
        yield ("origin", "year"), f"the reference is from {support.year}, before the year of origin {entry.origin.year}"


@rule("E215", basic=True, whole=True)
def category_is_declared(entry: Entry, book: Book) -> Iterator[Finding]:
    """The category is one of those that the head of the file declares, where it declares any.

    Why: a misspelt category hides its entry from every list.

    Good:
        category: training
    Bad:
        category: trainings
    """
    if entry.category and book.head.categories and entry.category not in book.head.categories:
        known = ", ".join(book.head.categories)
        yield ("category",), f"category '{entry.category}' is not declared; declared are: {known}"


@rule("E221", basic=True)
def review_is_not_in_the_future(entry: Entry, book: Book) -> Iterator[Finding]:
    """The date of review is not in the future.

    Why: it says when someone last read the entry against its sources.

    Good:
        reviewed: 2020-01-31
    Bad:
        reviewed: 2999-01-31
    """
    if entry.reviewed and entry.reviewed > book.today:
        yield ("reviewed",), f"reviewed on {entry.reviewed}, which is in the future"


@rule("W222")
def review_is_recent(entry: Entry, book: Book) -> Iterator[Finding]:
    """The last review is at most 12 months ago in a fast-moving field, 36 in a slow one.

    Why: text that was true two years ago, with no date on it, is what readers of glossaries complain about most.

    Good:
        pace: slow
    Bad:
        reviewed: 2001-01-31
    """
    if entry.reviewed and entry.pace:
        months = (book.today.year - entry.reviewed.year) * 12 + book.today.month - entry.reviewed.month
        most = 12 if entry.pace == "fast" else 36
        if months > most:
            yield ("reviewed",), f"reviewed {months} months ago; read it again after {most}"
