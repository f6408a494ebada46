"""Which entries speak of what plain words ask about, and where in them."""

from collections.abc import Iterator

from glosscli import labels
from glosscli.glossary import EVERYTHING, Filter, Glossary, Page
from glosscli.model import Mention, Results

_WIDER = 8
"""How many times more entries than wanted are weighed by the words they have."""
_MOST_OF_THE_WORDS = 0.6
"""The share of a question's telling words that an entry must have to be about it."""
_SILENT = frozenset(
    "a about an and any are as at be been being between by can could did difference do does for from get give has have how i if in"
    " into is it its kind me mean meaning my of on or our should so some sort than that the their them then there these they thing"
    " this those to use used using versus vs was way we what when where which while who why will with would you your".split()
)


def find(glossary: Glossary, query: str, limit: int, keep: Filter = EVERYTHING) -> Results:
    """The entries that speak of what the words ask about, the most telling first, each with the sentence that does so."""
    shown = labels.clean(query).strip()
    telling = telling_words(shown)
    results = []
    for entry, weight in entries(glossary, shown, limit, keep):
        page = glossary.page(entry)
        field, passage = _best_passage(page, telling)
        results.append(
            Mention(
                slug=page.slug,
                term=page.term,
                definition=page.definition,
                field=field,
                passage=passage,
                matches=tuple(_matches(passage, telling)),
                score=round(weight, 3),
            )
        )
    return Results(query=shown, found=bool(results), results=tuple(results), glossary=glossary.name())


def entries(glossary: Glossary, query: str, limit: int, keep: Filter = EVERYTHING) -> list[tuple[int, float]]:
    """The entries whose labels or text have most of a question's telling words, with a weight; the heaviest first."""
    telling = telling_words(query[: labels.LONGEST_QUERY])
    if not telling:
        return []
    quoted = [f'"{word}"' for word in telling]
    ranked = dict(glossary.passages(" OR ".join(quoted), _WIDER * limit, keep))
    having = dict.fromkeys(ranked, 0)
    for word in quoted:
        for entry in glossary.fitting(word, ranked):
            having[entry] += 1
    least = len(telling) * _MOST_OF_THE_WORDS
    weighed = [(entry, ranked[entry] * having[entry] / len(telling)) for entry in ranked if having[entry] >= least]
    return sorted(weighed, key=lambda pair: -pair[1])[:limit]


def telling_words(query: str) -> list[str]:
    """The words of a question that say what it is about, folded, each once."""
    return [word for word in dict.fromkeys(labels.words(query)) if word not in _SILENT and len(word) > 1]


def _best_passage(page: Page, telling: list[str]) -> tuple[str, str]:
    """The sentence of an entry that has most of the words, and the field it stands in; the definition where none has any."""
    best = max(_sentences(page), key=lambda found: len({_base_in(word, telling) for word in found[1].split()} - {None}))
    return best if _matches(best[1], telling) else ("definition", page.definition)


def _sentences(page: Page) -> Iterator[tuple[str, str]]:
    yield "definition", page.definition
    for field, text in (
        ("takeaway", page.takeaway),
        ("in_depth", page.in_depth),
        ("in_practice", page.in_practice),
        ("example", page.example),
    ):
        for sentence in (text or "").replace("\n", " ").replace(". ", ".\n").split("\n"):
            if sentence:
                yield field, sentence
    for application in page.applications:
        yield "applications", f"{application.area}: {application.use}"


def _matches(passage: str, telling: list[str]) -> Iterator[str]:
    """The words of a passage that are among the telling ones, inflected or not, as they stand there, each once."""
    found = dict.fromkeys(word.strip(".,;:!?\"'()“”") for word in passage.split() if _base_in(word, telling))
    yield from filter(None, found)


def _base_in(word: str, telling: list[str]) -> str | None:
    for part in labels.words(word):
        for told in telling:
            if labels.is_inflection([part], [told]):
                return told
    return None
