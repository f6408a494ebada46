"""From a query to an answer: the ladder, the surest rung first. The only door to RapidFuzz.

exact > normalized > lookup are hits. A close spelling is the answer only where one entry is clearly nearest, and always marked as a
guess; else the nearest ones are suggestions. Nonsense gets none.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from glosscli import labels
from glosscli.glossary import Glossary, Hit, Name
from glosscli.model import Answer, Match, Page, Rung, Suggestion

MOST_SUGGESTIONS = 5
SHORTEST_BY_DISTANCE = 4
"""Labels and queries of fewer letters are never found by edit distance alone: too much is one edit away from "RAG"."""

_REORDERED = 0.5
"""What another order of the words costs, in edits."""
_CLEAR_LEAD = 0.5
"""By how many edits the nearest entry must lead to be shown as a guess."""
_SURE_ENOUGH = 0.7
"""The similarity below which nothing is shown as a guess."""


class _Near(NamedTuple):
    """An entry whose label is close to the query; sorts nearest first."""

    edits: float
    other_initial: bool
    unlike: float
    unlinked: int
    name: Name
    similarity: float


def answer(glossary: Glossary, query: str, *, exact: bool = False) -> Answer:
    """What the glossary says to a query. With ``exact`` only hits count: no guess, no suggestion."""
    if found := hit(glossary, query):
        return found
    shown = _shown(query)
    near = [] if exact else _near(_asked(shown), glossary.names())
    if near and _is_clear(near):
        best = near[0]
        match = Match(rung="spelling", label=best.name.label, score=round(best.similarity, 3))
        return _found(glossary, shown, match, [glossary.page(best.name.entry)])
    suggestions = [_suggestion(glossary, candidate) for candidate in near[:MOST_SUGGESTIONS]]
    return Answer(
        query=shown, found=False, match=None, entry=None, others=(), glossary=glossary.name(), suggestions=tuple(suggestions)
    )


def hit(glossary: Glossary, query: str) -> Answer | None:
    """The answer where the query is a label, as written or normalized; else None. Loads no library beside the glossary's."""
    shown = _shown(query)
    hits = _best_hits(glossary.hits(labels.keys(_asked(shown))))
    if not hits:
        return None
    match = Match(rung=_rung(hits[0]), label=hits[0].label, score=1.0)
    return _found(glossary, shown, match, [glossary.page(hit.entry) for hit in hits])


def terms(glossary: Glossary, words: Sequence[str]) -> list[str]:
    """The queries that the words of a command line make up: one for each word, or one of them all.

    ``neural network`` is one term, though nobody quoted it, and so is ``nueral network``; ``rag llm`` are two.
    """
    whole = " ".join(words)
    if len(words) < 2 or len(whole) > labels.LONGEST_QUERY:
        return list(words)
    if glossary.hits(labels.keys(whole)):
        return [whole]
    if all(glossary.hits(labels.keys(word)) for word in words):
        return list(words)
    likely = answer(glossary, whole)
    return [whole] if likely.found or likely.suggestions else list(words)


def _shown(query: str) -> str:
    return labels.clean(query).strip()


def _asked(shown: str) -> str:
    return shown[: labels.LONGEST_QUERY]


def _found(glossary: Glossary, query: str, match: Match, pages: Sequence[Page]) -> Answer:
    return Answer(
        query=query,
        found=True,
        match=match,
        entry=pages[0],
        others=tuple(pages[1:]),
        glossary=glossary.name(),
        suggestions=(),
    )


def _rung(hit: Hit) -> Rung:
    if hit.kind == "lookup":
        return "lookup"
    return "normalized" if hit.form else "exact"


def _best_hits(hits: Iterable[Hit]) -> list[Hit]:
    """The first hit of each entry, of the surest rung only: names before lookup phrases, each in its surest form."""
    hits = list(hits)
    named = [hit for hit in hits if hit.kind != "lookup"] or hits
    surest = [hit for hit in named if hit.form == named[0].form]
    return list({hit.entry: hit for hit in reversed(surest)}.values())[::-1]


def _most_edits(length: int) -> int:
    """How many edits a label of this many letters forgives."""
    return 1 if length <= 4 else 2 if length <= 8 else 3 if length <= 14 else 4


def _near(query: str, names: Sequence[Name]) -> list[_Near]:
    """The entries with a label close to the query, nearest first, each once."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA, JaroWinkler

    asked = labels.subject(query)
    squashed = asked.replace(" ", "")
    if len(squashed) < SHORTEST_BY_DISTANCE:
        return []
    most = _most_edits(len(squashed))
    best: dict[int, _Near] = {}

    def weigh(spellings: Sequence[str], spelling: str, cost: float) -> None:
        for _, edits, index in process.extract(spelling, spellings, scorer=OSA.distance, score_cutoff=most, limit=None):
            name = names[index]
            length = len(name.words.replace(" ", ""))
            if length < SHORTEST_BY_DISTANCE or edits > _most_edits(min(length, len(squashed))):
                continue
            total = edits + cost
            candidate = _Near(
                edits=total,
                other_initial=name.words[:1] != asked[:1],
                unlike=1 - JaroWinkler.similarity(asked, name.words),
                unlinked=-name.links,
                name=name,
                similarity=max(0.0, 1 - total / max(length, len(squashed))),
            )
            if name.entry not in best or candidate < best[name.entry]:
                best[name.entry] = candidate

    weigh([name.words.replace(" ", "") for name in names], squashed, 0)
    if " " in asked:
        weigh([_ordered(name.words) for name in names], _ordered(asked), _REORDERED)
    return sorted(best.values())


def _ordered(words: str) -> str:
    return "".join(sorted(words.split()))


def _is_clear(near: Sequence[_Near]) -> bool:
    """Whether the nearest entry may be shown as a guess: similar enough, and nearer than any other by a clear lead."""
    best = near[0]
    if best.similarity < _SURE_ENOUGH:
        return False
    return len(near) == 1 or near[1].edits - best.edits >= _CLEAR_LEAD


def _suggestion(glossary: Glossary, near: _Near) -> Suggestion:
    slug, term = glossary.brief(near.name.entry)
    return Suggestion(slug=slug, term=term, score=round(near.similarity, 3))
