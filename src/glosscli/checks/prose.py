"""Rules about wording, wherever it stands in an entry: words that age, sell or mislead, and slips of the pen."""

import re
from collections.abc import Iterator

from glosscli.checks import text
from glosscli.checks.book import Book
from glosscli.checks.rule import Finding, rule
from glosscli.model import Entry
from glosscli.records import Path

_OF_THE_DAY = ("today", "currently", "recently", "nowadays", "now", "modern", "latest", "new", "state-of-the-art", "emerging")
_SALES = (
    "powerful", "revolutionary", "revolutionize", "revolutionizes", "cutting-edge", "game-changing", "seamless", "seamlessly",
    "leverage", "leverages", "leveraging", "unlock", "unlocks", "unlocking", "transformative",
)  # fmt: skip
_VENDORS = (
    "OpenAI", "Google", "Anthropic", "Microsoft", "Meta AI", "Facebook", "Amazon", "NVIDIA", "Nvidia", "IBM", "DeepMind", "ChatGPT",
    r"GPT-\d\w*", "Claude", "Gemini", "Copilot", "Midjourney", "DALL[·-]E", "Stable Diffusion", "Llama", "Mistral", "DeepSeek",
    "TensorFlow", "PyTorch", "Hugging Face", "AWS", "Azure", "LangChain", "Databricks", "Salesforce",
)  # fmt: skip
_HUMAN_VERBS = ("thinks", "knows", "understands", "believes", "wants", "realizes", "remembers", "feels", "imagines", "decides to")
_OPEN_ENDS = (r"etc\.?", "and so on", "and so forth", r"e\.g\.?", r"i\.e\.?", "among others")
_PLACEHOLDERS = re.compile(r"\b(TODO|TBD|FIXME|XXX|lorem ipsum|placeholder)\b", re.IGNORECASE)
_DOUBLED = re.compile(r"\b([a-z]+)\s+\1\b", re.IGNORECASE)
_BRITISH = re.compile(
    r"\b(\w*[a-z](?:isation|isations)|"
    r"(?:\w*(?:gener|optim|organ|real|recogn|normal|regular|general|summar|categor|initial|minim|maxim|emphas|character|special|"
    r"token|vector|quant|parameter|visual|util|custom|author|final|memor|personal|penal|rational|standard|synchron|stabil|crystall|"
    r"anonym|discret|local|modern|priorit|random|symbol|criti|apolog|harmon|digit))(?:ise|ises|ised|ising|iser|isers)|"
    r"analys(?:e|ed|es|ing)|paralys(?:e|ed)|cataly(?:se|sed)|"
    r"(?:behavi|col|fav|flav|hon|lab|neighb|rum|harb|vig|od)our\w*|"
    r"(?:cent|met|fib|theat|lit)re[sd]?|(?:defen|offen|licen|preten)ce[sd]?|"
    r"(?:label|model|travel|cancel|signal|channel|fuel|level|total)l(?:ed|ing|er|ers)|"
    r"programmes?|grey|whilst|learnt|towards|artefacts?|catalogues?|judgement|fulfil|skilful|ageing|cheque|sceptical)\b",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\(([^()]*)\)")


def prose_of(entry: Entry) -> Iterator[tuple[Path, str]]:
    """Every text of an entry that is written in sentences, with where it stands."""
    for name in ("definition", "takeaway", "in_depth", "in_practice", "example"):
        if value := getattr(entry, name):
            yield (name,), value
    for number, application in enumerate(entry.applications):
        yield ("applications", number, "use"), application.use
    for number, confusion in enumerate(entry.confusions):
        yield ("confusions", number, "difference"), confusion.difference
    for number, relation in enumerate(entry.relations):
        yield ("relations", number, "why"), relation.why


def _found(phrases: tuple[str, ...], value: str, flags: re.RegexFlag = re.IGNORECASE) -> list[str]:
    return [match.group() for match in re.finditer(rf"(?<![\w-])(?:{'|'.join(phrases)})(?![\w-])", value, flags)]


@rule("E111")
def definition_does_not_age(entry: Entry, book: Book) -> Iterator[Finding]:
    """A definition uses no words of the day: today, currently, recently, now, modern, latest, new, state-of-the-art, emerging.

    Why: it is read years after it was written, and "new" is then wrong.

    Good:
        definition: An algorithm that lowers a loss by repeated small steps against its slope.
    Bad:
        definition: A modern algorithm that lowers a loss by repeated small steps against its slope.
    """
    for word in _found(_OF_THE_DAY, entry.definition):
        yield ("definition",), f"definition uses '{word}', which ages"


@rule("E112")
def definition_does_not_sell(entry: Entry, book: Book) -> Iterator[Finding]:
    """A definition uses no sales words: powerful, revolutionary, cutting-edge, game-changing, seamless, leverage, unlock, ...

    Why: they say how the writer feels, not what the thing is.

    Good:
        definition: An algorithm that lowers a loss by repeated small steps against its slope.
    Bad:
        definition: A powerful algorithm that lowers a loss by repeated small steps against its slope.
    """
    for word in _found(_SALES, entry.definition):
        yield ("definition",), f"definition uses the sales word '{word}'"


@rule("E113")
def definition_names_no_vendor(entry: Entry, book: Book) -> Iterator[Finding]:
    """A definition names no vendor or product, unless the entry is one.

    Why: a concept outlives the products that show it.

    Good:
        definition: An algorithm that lowers a loss by repeated small steps against its slope.
    Bad:
        definition: An algorithm in TensorFlow that lowers a loss by repeated small steps against its slope.
    """
    own = " ".join(entry.names()).lower()
    for name in _found(_VENDORS, entry.definition, re.NOFLAG):
        if name.lower() not in own:
            yield ("definition",), f"definition names the vendor or product '{name}'"


@rule("W114")
def model_is_not_a_person(entry: Entry, book: Book) -> Iterator[Finding]:
    """No text gives a model human verbs: thinks, knows, understands, believes, wants.

    Why: they settle by wording what is open in fact. Say what is computed.

    Good:
        takeaway: The size of each step decides whether the search arrives or overshoots.
    Bad:
        takeaway: The model knows how large each step of the search must be.
    """
    for path, value in prose_of(entry):
        for match in re.finditer(rf"\b(?:models?|networks?|AI|systems?|LLMs?|agents?) (?:{'|'.join(_HUMAN_VERBS)})\b", value):
            yield path, f"'{match.group()}' makes a person of it; say what is computed"


@rule("E115")
def text_is_closed(entry: Entry, book: Book) -> Iterator[Finding]:
    """No text trails off ("etc.", "and so on", "e.g.") or holds a parenthesis of more than six words.

    Why: what is worth saying is said; what is not is left out.

    Good:
        takeaway: The size of each step decides whether the search arrives or overshoots.
    Bad:
        takeaway: The size of each step decides about speed, stability, etc.
    """
    for path, value in prose_of(entry):
        for phrase in _found(_OPEN_ENDS, value):
            yield path, f"'{phrase}' leaves it open; name what is meant"
        for inside in _PARENTHESIS.findall(value):
            if len(text.words(inside)) > 6:
                yield path, f"a parenthesis has {len(text.words(inside))} words; use 6 or fewer, or a sentence"


@rule("E216")
def prose_is_american(entry: Entry, book: Book) -> Iterator[Finding]:
    """Prose is in American English; British spellings go to ``lookup``.

    Why: one spelling throughout reads as one hand, and both are found.

    Good:
        takeaway: The behavior near the minimum depends on the size of each step.
    Bad:
        takeaway: The behaviour near the minimum depends on the size of each step.
    """
    for path, value in prose_of(entry):
        for match in _BRITISH.finditer(value):
            yield path, f"'{match.group()}' is British spelling"


@rule("E217")
def nothing_is_left_to_do(entry: Entry, book: Book) -> Iterator[Finding]:
    """No text holds a placeholder such as TODO or TBD.

    Why: an entry is finished or it is not there.

    Good:
        takeaway: The size of each step decides whether the search arrives or overshoots.
    Bad:
        takeaway: TODO say why the size of each step matters so much.
    """
    for path, value in prose_of(entry):
        for match in _PLACEHOLDERS.finditer(value):
            yield path, f"'{match.group()}' is a placeholder"


@rule("E218")
def no_word_is_doubled(entry: Entry, book: Book) -> Iterator[Finding]:
    """No word stands twice in a row.

    Why: it is the slip that no writer sees.

    Good:
        takeaway: The size of each step decides whether the search arrives or overshoots.
    Bad:
        takeaway: The size of each step decides whether the the search arrives or overshoots.
    """
    for path, value in prose_of(entry):
        for match in _DOUBLED.finditer(value):
            if match.group(1).lower() not in ("that", "had"):
                yield path, f"'{match.group(1)}' stands twice in a row"


@rule("E219")
def text_ends_with_a_full_stop(entry: Entry, book: Book) -> Iterator[Finding]:
    """Every text ends with a full stop.

    Why: a reader can tell that nothing was cut off.

    Good:
        takeaway: The size of each step decides whether the search arrives or overshoots.
    Bad:
        takeaway: The size of each step decides whether the search arrives or overshoots
    """
    for path, value in prose_of(entry):
        if path != ("definition",) and not value.rstrip("\"”'’)").endswith("."):
            yield path, "text does not end with a full stop"


@rule("W220")
def prose_does_not_age(entry: Entry, book: Book) -> Iterator[Finding]:
    """No text beside the definition uses words of the day or sales words.

    Why: as for E111 and E112; here a case can be made for one, and waived.

    Good:
        takeaway: The size of each step decides whether the search arrives or overshoots.
    Bad:
        takeaway: The latest variants choose the size of each step by themselves.
    """
    for path, value in prose_of(entry):
        if path != ("definition",):
            for word in _found(_OF_THE_DAY + _SALES, value):
                yield path, f"'{word}' ages or sells"


@rule("E223")
def writing_is_original(entry: Entry, book: Book) -> Iterator[Finding]:
    """No eight words in a row are shared with the pages that the glossary is measured against.

    Why: an entry is written from the concept and its sources. Only fingerprints of those pages are kept, none of their text.

    Good:
        takeaway: The size of each step decides whether the search arrives or overshoots.
    Bad:
        takeaway: One two three four five six seven eight nine.
    """
    for path, value in prose_of(entry):
        for run in text.runs(value):
            if text.fingerprint(run) in book.echoes:
                yield path, f"'{' '.join(run)}' stands in a page that the glossary is measured against; write it anew"
                break
