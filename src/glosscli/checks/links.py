"""Rules about what an entry points to: confusions, relations, references."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from glosscli.checks import text
from glosscli.checks.book import SYMMETRIC, Book
from glosscli.checks.rule import Finding, rule
from glosscli.model import Entry

_PRIMARY = frozenset({"paper", "standard", "law", "specification", "book", "documentation"})
_VENDOR_HOSTS = (
    "openai.com", "anthropic.com", "google.com", "deepmind.google", "blog.google", "microsoft.com", "meta.com", "ai.meta.com",
    "amazon.com", "aws.amazon.com", "nvidia.com", "ibm.com", "databricks.com", "pinecone.io", "salesforce.com", "medium.com",
    "huggingface.co", "oracle.com", "sap.com",
)  # fmt: skip


@rule("E301", basic=True)
def confusion_leads_elsewhere_once(entry: Entry, book: Book) -> Iterator[Finding]:
    """A confusion names another entry that exists, once.

    Why: a reader who is sent to it finds nothing there.

    Good:
        pace: slow
    Bad:
        confusions:
          - {with: no-such-entry, difference: It is any finite recipe; this one lowers a loss by steps downhill.}
    """
    seen: set[str] = set()
    for number, confusion in enumerate(entry.confusions):
        path = ("confusions", number, "with")
        if confusion.with_ == entry.slug:
            yield path, "an entry cannot be confused with itself"
        elif missing := book.missing(confusion.with_):
            yield path, missing
        if confusion.with_ in seen:
            yield path, f"'{confusion.with_}' stands twice under confusions"
        seen.add(confusion.with_)


@rule("E302")
def confusion_has_10_to_40_words(entry: Entry, book: Book) -> Iterator[Finding]:
    """A confusion says the difference in 10 to 40 words.

    Why: the reader came with two words and leaves with one line between them.

    Good:
        pace: slow
    Bad:
        confusions: [{with: algorithm, difference: It is more general.}]
    """
    for number, confusion in enumerate(entry.confusions):
        if not 10 <= (count := len(text.words(confusion.difference))) <= 40:
            yield ("confusions", number, "difference"), f"difference has {count} words; use 10 to 40"


@rule("E303", whole=True)
def relations_are_three_to_six(entry: Entry, book: Book) -> Iterator[Finding]:
    """An entry writes three to six relations.

    Why: fewer leave it on an island; more say that everything is related to everything.

    Good:
        pace: slow
    Bad:
        relations:
          - {kind: broader, to: algorithm, why: It is a finite recipe of steps that ends.}
    """
    if entry.relations and not 3 <= len(entry.relations) <= 6:
        yield ("relations",), f"there are {len(entry.relations)} relations; write three to six"


@rule("E304", basic=True)
def relation_leads_elsewhere_once(entry: Entry, book: Book) -> Iterator[Finding]:
    """A relation leads to another entry that exists, and two entries are related once, from one side.

    Why: the inverse is computed; written twice, the two sides drift apart.

    Good:
        pace: slow
    Bad:
        relations:
          - {kind: used_with, to: no-such-entry, why: Both of them are needed in one training run.}
    """
    seen: set[str] = set()
    for number, relation in enumerate(entry.relations):
        path = ("relations", number, "to")
        if relation.to == entry.slug:
            yield path, "an entry cannot be related to itself"
        elif missing := book.missing(relation.to):
            yield path, missing
        if relation.to in seen:
            yield path, f"'{relation.to}' is related twice"
        seen.add(relation.to)
    for other, kind in book.pairs_with(entry.slug):
        if other in seen and other < entry.slug:
            number = next(number for number, relation in enumerate(entry.relations) if relation.to == other)
            yield ("relations", number, "to"), f"'{other}' writes this pair too, as {kind}; keep one of the two"


@rule("E305")
def reason_has_5_to_25_words(entry: Entry, book: Book) -> Iterator[Finding]:
    """The reason of a relation has 5 to 25 words.

    Why: "see also" without a reason is what every glossary has.

    Good:
        pace: slow
    Bad:
        relations:
          - {kind: broader, to: algorithm, why: Obvious.}
    """
    for number, relation in enumerate(entry.relations):
        if not 5 <= (count := len(text.words(relation.why))) <= 25:
            yield ("relations", number, "why"), f"reason has {count} words; use 5 to 25"


@rule("E306")
def reason_is_about_the_pair(entry: Entry, book: Book) -> Iterator[Finding]:
    """The reason of a relation is about the pair, not the target's definition again.

    Why: the definition is shown beside it.

    Good:
        pace: slow
    Bad:
        relations:
          - {kind: broader, to: algorithm, why: A finite list of exact instructions that turns an input into an output.}
    """
    for number, relation in enumerate(entry.relations):
        target = book.by_slug.get(relation.to)
        if target and text.overlap(relation.why, target.definition) >= 0.7:
            yield ("relations", number, "why"), f"reason repeats the definition of '{relation.to}'"


@rule("W307", whole=True)
def see_also_is_not_all(entry: Entry, book: Book) -> Iterator[Finding]:
    """``see_also`` is not the only kind of relation of an entry.

    Why: it says that there is a link, and nothing about it.

    Good:
        pace: slow
    Bad:
        relations:
          - {kind: see_also, to: algorithm, why: It is a finite recipe of steps that ends.}
          - {kind: see_also, to: loss-function, why: Its value is what the steps bring down.}
          - {kind: see_also, to: learning-rate, why: It sets the size of every single step.}
    """
    if entry.relations and {relation.kind for relation in entry.relations} == {"see_also"}:
        yield ("relations",), "every relation is see_also; say how the entries are related"


@rule("E308", basic=True)
def broader_has_no_cycle(entry: Entry, book: Book) -> Iterator[Finding]:
    """No entry is broader than itself, in any number of steps.

    Why: "a kind of" is a hierarchy; a cycle in it has no top.

    Good:
        pace: slow
    Bad:
        relations:
          - {kind: broader, to: stochastic-gradient-descent, why: It takes the same steps on all of the data.}
          - {kind: used_with, to: loss-function, why: Its value is what the steps bring down.}
          - {kind: see_also, to: algorithm, why: It is a finite recipe of steps that ends.}
    """
    if entry.slug in book.ancestors(entry.slug):
        yield ("relations",), "this entry is its own ancestor over 'broader'"


@rule("E309")
def broader_pair_is_not_symmetric(entry: Entry, book: Book) -> Iterator[Finding]:
    """A pair that is broader, in any number of steps, has no symmetric relation too (used, contrasted, alternative, see also).

    Why: a thing is not an alternative to its own kind.

    Good:
        pace: slow
    Bad:
        relations:
          - {kind: broader, to: algorithm, why: It is a finite recipe of steps that ends.}
          - {kind: contrasts_with, to: algorithm, why: Most recipes do not follow a slope at all.}
    """
    for number, relation in enumerate(entry.relations):
        if relation.kind in SYMMETRIC and (relation.to in book.ancestors(entry.slug) or entry.slug in book.ancestors(relation.to)):
            yield ("relations", number, "kind"), f"'{relation.to}' is already related by 'broader'; {relation.kind} cannot hold too"


@rule("E310", basic=True)
def reference_has_an_address_of_its_own(entry: Entry, book: Book) -> Iterator[Finding]:
    """A reference has an https address, and no two have the same.

    Why: a source is there to be opened, and on the way nobody should be able to change it.

    Good:
        references:
          - {title: On steps, url: "https://example.org/steps", kind: paper}
    Bad:
        references:
          - {title: On steps, url: "http://example.org/steps", kind: paper}
    """
    seen: set[str] = set()
    for number, reference in enumerate(entry.references):
        path = ("references", number, "url")
        address = urlsplit(reference.url)
        if address.scheme != "https" or "." not in address.netloc or any(c.isspace() for c in reference.url):
            yield path, f"'{reference.url}' is not an https address"
        if reference.url in seen:
            yield path, f"'{reference.url}' stands twice"
        seen.add(reference.url)


@rule("E311", whole=True)
def first_reference_is_primary(entry: Entry, book: Book) -> Iterator[Finding]:
    """The first reference is a paper, standard, law, specification, book or official documentation.

    Why: a glossary that cites glossaries copies their mistakes.

    Good:
        references:
          - {title: On steps, url: "https://example.org/steps", kind: paper}
    Bad:
        references:
          - {title: Steps for beginners, url: "https://example.org/steps", kind: article}
    """
    if entry.references and entry.references[0].kind not in _PRIMARY:
        kind = entry.references[0].kind
        yield ("references", 0, "kind"), f"the first reference is of kind '{kind}'; put a primary source first"


@rule("W312", whole=True)
def first_reference_is_not_a_vendors_blog(entry: Entry, book: Book) -> Iterator[Finding]:
    """The first reference is not a page of a vendor.

    Why: a vendor's page describes its product as much as the concept.

    Good:
        references:
          - {title: On steps, url: "https://example.org/steps", kind: paper}
    Bad:
        references:
          - {title: Steps, url: "https://www.ibm.com/topics/steps", kind: documentation}
    """
    if entry.references:
        host = urlsplit(entry.references[0].url).netloc.removeprefix("www.")
        if any(host == vendor or host.endswith("." + vendor) for vendor in _VENDOR_HOSTS):
            yield ("references", 0, "url"), f"the first reference is a vendor's page ({host})"


@rule("E313")
def confusion_is_mutual(entry: Entry, book: Book) -> Iterator[Finding]:
    """Two entries of a glossary that are mixed up name each other under their confusions.

    Why: whoever mixes two things up may look up either.

    Good:
        pace: slow
    Bad:
        confusions:
          - {with: algorithm, difference: An algorithm is any finite recipe; this one lowers a loss by steps downhill.}
    """
    for number, confusion in enumerate(entry.confusions):
        other = book.by_slug.get(confusion.with_)
        if other and other is not entry and entry.slug not in {back.with_ for back in other.confusions}:
            yield ("confusions", number, "with"), f"'{confusion.with_}' does not name this entry back under its confusions"


@rule("E314")
def references_are_at_most_four(entry: Entry, book: Book) -> Iterator[Finding]:
    """An entry has at most four references.

    Why: a reader checks the one or two that carry it; a list hides them.

    Good:
        references:
          - {title: On steps, url: "https://example.org/steps", kind: paper}
    Bad:
        references:
          - {title: On steps 1, url: "https://example.org/1", kind: paper}
          - {title: On steps 2, url: "https://example.org/2", kind: paper}
          - {title: On steps 3, url: "https://example.org/3", kind: paper}
          - {title: On steps 4, url: "https://example.org/4", kind: paper}
          - {title: On steps 5, url: "https://example.org/5", kind: paper}
    """
    if len(entry.references) > 4:
        yield ("references",), f"there are {len(entry.references)} references; give at most four"


@rule("E315", basic=True)
def extended_entry_exists(entry: Entry, book: Book) -> Iterator[Finding]:
    """An entry extends one that another glossary in force has, such as the bundled one, and that the head does not hide.

    Why: what it does not say itself, its term and definition first of all, is taken from there.

    Good:
        pace: slow
    Bad:
        extends: gradient-descent
    """
    if not isinstance(entry.extends, str):
        return
    if entry.extends in book.head.hide:
        yield ("extends",), f"'{entry.extends}' is hidden at the head of the file"
    elif not book.elsewhere(entry.extends):
        yield ("extends",), f"no other glossary has an entry '{entry.extends}' to extend"
