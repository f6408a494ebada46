"""Which entries speak of what plain words ask about, and where in them."""

from __future__ import annotations

from glosscli import labels
from glosscli.glossary import EVERYTHING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glosscli.glossary import Filter, Glossary

    Texts = dict[str, str]

PUNCTUATION = ".,;:!?\"'()“”"
"""What may stand around a word of a text."""
LIMIT = 10
"""How many entries are shown where nobody says how many."""

_WIDER = 8
"""How many times more entries than wanted are weighed by the words they have."""
_SAID_TOGETHER = 0.5
"""How much it counts that one phrase of an entry has the words, beside how rare and how prominent they are in all of it."""
_MOST_OF_THE_WORDS = 0.6
"""The share of a question's telling words that an entry must have to be about it."""
_SILENT = frozenset(
    "a about an and any are as at be been being between by can could did difference do does for from get give has have how i if in"
    " into is it its kind me mean meaning my of on or our should so some sort than that the their them then there these they thing"
    " this those to use used using versus vs was way we what when where which while who why will with would you your".split()
)


class Mention:
    """An entry whose text speaks of what was asked, with the passage that does so and the words in it that match."""

    __slots__ = ("definition", "field", "glossary", "matches", "passage", "score", "slug", "term")

    def __init__(self, texts: Texts, field: str, passage: str, matches: Sequence[str], score: float, glossary: str) -> None:
        self.slug = texts["slug"]
        self.term = texts["term"]
        self.definition = texts["definition"]
        self.field = field
        self.passage = passage
        self.matches = tuple(matches)
        self.score = score
        self.glossary = glossary


class Results:
    """What a glossary finds in the text of its entries for plain words, the most telling first."""

    __slots__ = ("glossary", "query", "results")

    def __init__(self, query: str, glossary: str, results: Sequence[Mention]) -> None:
        self.query = query
        self.glossary = glossary
        self.results = tuple(results)

    @property
    def found(self) -> bool:
        """Whether any entry speaks of it."""
        return bool(self.results)


def find(glossary: Glossary, query: str, limit: int = LIMIT, keep: Filter = EVERYTHING) -> Results:
    """The entries that speak of what the words ask about, the most telling first, each with the sentence that does so."""
    shown = labels.clean(query).strip()
    telling = telling_words(shown)
    results = []
    for entry, weight in entries(glossary, shown, limit, keep):
        texts = glossary.texts(entry)
        field, passage = _best_passage(texts, telling)
        results.append(Mention(texts, field, passage, [*_matches(passage, telling)], round(weight, 3), glossary.name_of(entry)))
    return Results(shown, glossary.name(), results)


def miss(results: Results) -> tuple[str, str]:
    """What a person is told where nothing speaks of it: a sentence, and what helps."""
    return f'nothing speaks of "{labels.shortened(results.query)}"', "use other words, or see all terms with: gloss list"


def entries(glossary: Glossary, query: str, limit: int, keep: Filter = EVERYTHING) -> list[tuple[int, float]]:
    """The entries whose labels or text have most of a question's telling words, with a weight; the heaviest first.

    A word that very many entries have tells nothing; a question of none but such words is about none of them.
    """
    asked = telling_words(query[: labels.LONGEST_QUERY])
    telling = [word for word in asked if not glossary.is_common(f'"{word}"')]
    if not telling:
        return []
    quoted = [f'"{word}"' for word in telling]
    ranked = dict(glossary.passages(" OR ".join(quoted), _WIDER * limit, keep))
    having = dict.fromkeys(ranked, 0)
    for word in quoted:
        for entry in glossary.fitting(word, ranked):
            having[entry] += 1
    least = len(telling) * _MOST_OF_THE_WORDS
    heaviest = max(ranked.values(), default=1.0)
    fitting = [entry for entry in ranked if having[entry] >= least]
    together = dict.fromkeys(fitting, 0.0)
    for entry, words, share in glossary.phrases(fitting):
        together[entry] = max(together[entry], share * _shared(telling, words.split()))
    weighed = [(entry, _SAID_TOGETHER * together[entry] + (1 - _SAID_TOGETHER) * ranked[entry] / heaviest) for entry in fitting]
    return sorted(weighed, key=lambda pair: -pair[1])[:limit]


def _shared(telling: list[str], words: list[str]) -> float:
    """How much a phrase says of what is asked and little else, from 0 to 1: words in common, of all the telling words in either."""
    said = [word for word in dict.fromkeys(words) if word not in _SILENT]
    common = sum(any(_is_same(word, asked) for word in said) for asked in telling)
    return common / (len(telling) + 0.3 * max(0, len(said) - common)) if telling else 0.0


def _is_same(word: str, asked: str) -> bool:
    """Whether two folded words are one, inflected or not; most pairs differ in their first letters, and are told apart by them."""
    return word == asked or (word[:3] == asked[:3] and labels.is_inflection([word], [asked]))


def telling_words(query: str) -> list[str]:
    """The words of a question that say what it is about, folded, each once."""
    return [word for word in dict.fromkeys(labels.words(query)) if word not in _SILENT and len(word) > 1]


def _best_passage(texts: Texts, telling: list[str]) -> tuple[str, str]:
    """The sentence of an entry that has most of the words, and the field it stands in; the definition where none has any."""
    best, most = ("definition", texts["definition"]), 0
    for field, text in texts.items():
        for sentence in text.replace("\n", " ").replace(". ", ".\n").split("\n") if field not in ("slug", "term") else ():
            having = len({_told_in(word, telling) for word in sentence.split()} - {None})
            if having > most:
                best, most = (field, sentence), having
    return best


def _matches(passage: str, telling: list[str]) -> Iterator[str]:
    """The words of a passage that are among the telling ones, inflected or not, as they stand there, each once."""
    found = dict.fromkeys(word.strip(PUNCTUATION) for word in passage.split() if _told_in(word, telling))
    yield from filter(None, found)


def _told_in(word: str, telling: list[str]) -> str | None:
    """The telling word that a word of a text is; most are told apart by their first letters, before they are folded."""
    parts = [part for part in word.strip(PUNCTUATION).lower().replace("/", "-").split("-") if part]
    for told in telling:
        for part in parts:
            if part[:3] == told[:3] and any(_is_same(base, told) for base in labels.words(part)):
                return told
    return None
