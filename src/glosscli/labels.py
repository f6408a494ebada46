"""When two spellings are one label: the folded forms by which labels are stored and queries are asked.

Imports nothing heavier than ``unicodedata``: folding is part of every look-up, the quickest one too.
"""

import unicodedata

LONGEST_QUERY = 200
"""Characters of a query that are looked at; no label is longer, and the cost of likeness grows with length."""

MOST_MARKS = 30
"""Combining marks in a row that stay, as in Unicode's stream-safe text: to compose more takes the square of their number."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("'’‘ʼ`.")
_MARKS_OF_NAMES = frozenset("+#*@")
_ARTICLES = frozenset({"a", "an", "the"})
_SMALL_WORDS = _ARTICLES | {"of", "for", "in", "and", "to"}
_OPENINGS = (
    ("what", "is", "meant", "by"),
    ("what", "is", "the", "meaning", "of"),
    ("what", "does"),
    ("what", "do"),
    ("what", "is"),
    ("what", "are"),
    ("whats",),
    ("who", "is"),
    ("tell", "me", "about"),
    ("the", "meaning", "of"),
    ("meaning", "of"),
    ("the", "definition", "of"),
    ("definition", "of"),
    ("define",),
    ("explain",),
)
_CLOSINGS: tuple[tuple[str, ...], ...] = (("meaning",), ("definition",))
_CLOSINGS_OF_QUESTIONS: tuple[tuple[str, ...], ...] = (("stand", "for"), ("stands", "for"), ("mean",), ("means",))
_FIRST_OF_OPENINGS = frozenset(opening[0] for opening in _OPENINGS)
_LAST_OF_CLOSINGS = frozenset(closing[-1] for closing in _CLOSINGS + _CLOSINGS_OF_QUESTIONS)
_AMERICAN_ENDINGS = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("iser", "izer"),
    ("ise", "ize"),
    ("ysing", "yzing"),
    ("ysed", "yzed"),
    ("yser", "yzer"),
    ("yse", "yze"),
    ("lling", "ling"),
    ("lled", "led"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("oural", "oral"),
    ("our", "or"),
    ("logue", "log"),
)
_BRITISH_ENDINGS = tuple(british for british, _ in _AMERICAN_ENDINGS)
_ASCII = {
    code: None if chr(code) in _JOINERS else " and " if chr(code) == "&" else " "
    for code in range(128)
    if not chr(code).isalnum() and chr(code) not in _MARKS_OF_NAMES
}
_INFLECTIONS = frozenset({"", "e", "s", "es", "d", "ed", "ing", "ion", "ation", "ate", "y", "ied"})
_AMERICAN_WORDS = {
    "centre": "center",
    "centred": "centered",
    "defence": "defense",
    "fibre": "fiber",
    "grey": "gray",
    "licence": "license",
    "metre": "meter",
    "offence": "offense",
    "programme": "program",
    "sceptic": "skeptic",
}


class Keys:
    """The forms of one label; two labels with one form in common are one label on that rung.

    exact: case, Unicode composition and runs of white space folded. squashed: the words folded to their base form, joined without
    spaces. ordered: the same words without small ones, in alphabetical order; empty for a single word.
    """

    __slots__ = ("exact", "ordered", "squashed")

    def __init__(self, exact: str, squashed: str, ordered: str) -> None:
        self.exact = exact
        self.squashed = squashed
        self.ordered = ordered


def clean(text: str) -> str:
    """The text without what could harm a terminal: control and bidirectional override characters, lone surrogates, heaps of marks.

    Line feeds stay; every other run of white space control (tab, carriage return) becomes a space.
    """
    if not text.isprintable():
        text = "".join(_harmless(character) for character in text)
    # A run that is too long covers a character in every thirty-one.
    return text if text.isascii() or not any(map(unicodedata.combining, text[:: MOST_MARKS + 1])) else _without_heaps(text)


def shown(text: str) -> str:
    """A file name, or words that quote one, on one line: what ``clean`` would change is escaped as Python does."""
    if text.isprintable():
        return text
    return "".join(
        character if character != "\n" and _harmless(character) == character else character.encode("unicode_escape").decode()
        for character in text
    )


def _harmless(character: str) -> str:
    if character == "\n":
        return character
    if character in "\t\r\v\f\x85\u2028\u2029":
        return " "
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    if character in _BIDI or unicodedata.category(character) == "Cc":
        return ""
    return character


def _without_heaps(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def fold(label: str) -> str:
    """The exact form: what differs only in case, composition or white space is the same label."""
    composed = label if label.isascii() else unicodedata.normalize("NFKC", label)
    return " ".join(composed.casefold().split())


def words(label: str) -> list[str]:
    """The words of a label, folded: no diacritics, punctuation between words, American spelling, singular."""
    return [_base(word) for word in _split(label)]


def keys(label: str) -> Keys:
    """The forms under which a label is stored and a query is looked up.

    A leading question ("what is", "define"), a leading article and a trailing "mean" are dropped where words remain.
    """
    return keys_and_words(label)[0]


def keys_and_words(label: str) -> tuple[Keys, list[str]]:
    """Both ``keys`` and ``words`` of a label, for one who needs them for many."""
    spoken = _split(label)
    bases = [_base(word) for word in spoken]
    return _keys(label, spoken, bases), bases


def _keys(label: str, spoken: list[str], bases: list[str]) -> Keys:
    start, end = _subject(spoken)
    asked = bases[start:end]
    telling = sorted(word for word in asked if word not in _SMALL_WORDS) if end - start > 1 else ()
    return Keys(fold(label), "".join(asked), " ".join(telling) if len(telling) > 1 else "")


def subject(query: str) -> str:
    """What a question asks about: its folded words, without the question."""
    spoken = _split(query)
    start, end = _subject(spoken)
    return " ".join(_base(word) for word in spoken[start:end])


def compared(query: str) -> tuple[str, ...]:
    """The two things that a question compares ("difference between A and B", "A vs B"); empty where it compares none."""
    spoken = fold(query).rstrip(" ?.!")
    for opening in ("what is the difference between ", "the difference between ", "difference between "):
        if spoken.startswith(opening):
            left, middle, right = spoken.removeprefix(opening).partition(" and ")
            return (left, right) if middle else ()
    for middle in (" versus ", " vs. ", " vs "):
        left, found, right = spoken.partition(middle)
        if found and left and right:
            return left, right
    return ()


def is_inflection(one: list[str], other: list[str]) -> bool:
    """Whether two folded labels are the same words, inflected: ``fine tuned`` and ``fine tuning``."""
    return len(one) == len(other) and all(_same_base(word, beside) for word, beside in zip(one, other, strict=True))


def _same_base(one: str, other: str) -> bool:
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return one == other or any(_is_ending(one, start) and _is_ending(other, start) for start in range(3, shared + 1))


def _is_ending(word: str, start: int) -> bool:
    """Whether an inflection begins there, after a doubled letter or not: ``program-ing``, ``program-ming``."""
    return word[start:] in _INFLECTIONS or (word[start : start + 1] == word[start - 1] and word[start + 1 :] in _INFLECTIONS - {""})


def shortened(words: str, most: int = 60) -> str:
    """Words as they are quoted to the person who wrote them."""
    return words if len(words) <= most else words[: most - 3] + "..."


def slug(label: str) -> str:
    """A permanent id made from a name, for an entry that gives none; empty where no letter or digit is ASCII."""
    plain = ("".join(character for character in word if character.isascii() and character.isalnum()) for word in _split(label))
    return "-".join(filter(None, plain))


def _split(label: str) -> list[str]:
    if label.isascii():
        return label.lower().translate(_ASCII).split()
    letters = []
    for character in unicodedata.normalize("NFKD", label).casefold():
        if character.isalnum() or character in _MARKS_OF_NAMES:
            letters.append(character)
        elif character == "&":
            letters.append(" and ")
        elif character not in _JOINERS and not unicodedata.combining(character):
            letters.append(" ")
    return "".join(letters).split()


def _subject(spoken: list[str]) -> tuple[int, int]:
    """Where in the words what is asked about begins and ends."""
    start, end = 0, len(spoken)
    closings = _CLOSINGS
    if spoken and spoken[0] in _FIRST_OF_OPENINGS:
        for opening in _OPENINGS:
            if end > len(opening) and tuple(spoken[: len(opening)]) == opening:
                start, closings = len(opening), _CLOSINGS + _CLOSINGS_OF_QUESTIONS
                break
    if spoken and spoken[-1] in _LAST_OF_CLOSINGS:
        for closing in closings:
            if end - start > len(closing) and tuple(spoken[end - len(closing) : end]) == closing:
                end -= len(closing)
                break
    return (start + 1 if end - start > 1 and spoken[start] in _ARTICLES else start), end


def _base(word: str) -> str:
    singular = _singular(word)
    if not singular.endswith(_BRITISH_ENDINGS):
        return _AMERICAN_WORDS.get(singular, singular)
    for british, american in _AMERICAN_ENDINGS:
        if len(singular) > len(british) + 1 and singular.endswith(british):
            return singular[: -len(british)] + american
    return _AMERICAN_WORDS.get(singular, singular)


def _singular(word: str) -> str:
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ias")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word[:-1]
