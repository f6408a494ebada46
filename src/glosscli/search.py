"""From a query to an answer: the ladder, the surest rung first. The only door to RapidFuzz.

exact > normalized > lookup are hits. Below them an answer is a guess, marked as one, and given only where one entry is clearly
meant: a close spelling > a part of a name > the text of the entries. Where none is, the nearest are suggestions; nonsense gets
none.
"""

from __future__ import annotations

from glosscli import labels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glosscli.glossary import Glossary, Hit, Name
    from glosscli.glossary.page import Page
    from glosscli.model import Rung

MOST_SUGGESTIONS = 5

_REORDERED = 0.5
"""What another order of the words costs, in edits."""
_CLEAR_LEAD = 0.5
"""By how many edits the nearest entry must lead to be shown as a guess."""
_SURE_ENOUGH = 0.7
"""The similarity below which nothing is shown as a guess."""
_MOST_COMPARED = 60
"""Of the labels within reach, how many are compared closely."""
_SHORTEST_PART = 3
"""Letters that the beginning of a name must have to suggest it."""
_PART_OF_NAME = 0.6
_MENTIONED = 0.5
"""The scores of entries found by a part of a name and by their text: no likeness is measured there."""


class Match:
    """How an entry was found: the rung of the ladder, the label that matched, a score from 0 to 1."""

    __slots__ = ("label", "rung", "score")

    def __init__(self, rung: Rung, label: str, score: float) -> None:
        self.rung = rung
        self.label = label
        self.score = score


class Suggestion:
    """An entry that may have been meant, with a score from 0 to 1."""

    __slots__ = ("score", "slug", "term")

    def __init__(self, slug: str, term: str, score: float) -> None:
        self.slug = slug
        self.term = term
        self.score = score


class Answer:
    """What a glossary says to one query: the entries found, best first, or none and what may have been meant."""

    __slots__ = ("glossary", "match", "pages", "query", "suggestions")

    def __init__(
        self,
        query: str,
        glossary: str,
        match: Match | None = None,
        pages: Sequence[Page] = (),
        suggestions: Sequence[Suggestion] = (),
    ) -> None:
        self.query = query
        self.glossary = glossary
        self.match = match
        self.pages = tuple(pages)
        self.suggestions = tuple(suggestions)

    @property
    def found(self) -> bool:
        """Whether an entry is shown, for certain or as a guess."""
        return bool(self.pages)

    @property
    def entry(self) -> Page | None:
        """The best entry."""
        return self.pages[0] if self.pages else None

    @property
    def others(self) -> tuple[Page, ...]:
        """The further entries that bear the same label."""
        return self.pages[1:]


class _Near:
    """An entry whose label is close to the query, and how close: the smaller ``order`` is, the closer."""

    __slots__ = ("edits", "name", "order", "similarity")

    def __init__(self, edits: float, other_initial: bool, unlike: float, name: Name, similarity: float) -> None:
        self.edits = edits
        self.name = name
        self.similarity = similarity
        self.order = (edits, other_initial, unlike, -name.links, name.words, name.entry)


def answer(glossary: Glossary, query: str, *, exact: bool = False) -> Answer:
    """What the glossary says to a query. With ``exact`` only hits count: no guess, no suggestion."""
    if found := hit(glossary, query):
        return found
    shown = _shown(query)
    if exact:
        return Answer(shown, glossary.name())
    asked = _asked(shown)
    near = _near(glossary, asked)
    if near and _is_clear(near):
        match = Match("spelling", near[0].name.label, round(near[0].similarity, 3))
        return _found(glossary, shown, match, [near[0].name.entry])
    parts = _parts(glossary, asked)
    if not near and len({name.entry for name in parts}) == 1:
        match = Match("partial", parts[0].label, _PART_OF_NAME)
        return _found(glossary, shown, match, [parts[0].entry])
    from glosscli import passages

    likely = [(candidate.name.entry, candidate.similarity) for candidate in near] + [(name.entry, _PART_OF_NAME) for name in parts]
    if not likely:
        likely = [(entry, _MENTIONED) for entry, _ in passages.entries(glossary, asked, MOST_SUGGESTIONS)]
    return _missed(glossary, shown, likely)


def everywhere(glossary: Glossary, query: str, *, exact: bool = False) -> Answer:
    """What each glossary that is asked says to a query, nearest first, in one answer; where none has a hit, the usual answer."""
    found = [said for one in glossary.each() if (said := hit(one, query))]
    if not found:
        return answer(glossary, query, exact=exact)
    return Answer(found[0].query, found[0].glossary, found[0].match, [page for said in found for page in said.pages])


def hit(glossary: Glossary, query: str) -> Answer | None:
    """The answer where the query is a label, as written or normalized; else None. Loads no library beside the glossary's."""
    shown = _shown(query)
    hits = _hits(glossary, _asked(shown))
    if not hits:
        return None
    return _found(glossary, shown, Match(_rung(hits[0]), hits[0].label, 1.0), [hit.entry for hit in hits])


def miss(answer: Answer) -> tuple[str, str]:
    """What a person is told where nothing was found: a sentence, and the command that helps."""
    shown = labels.shortened(answer.query)
    if not answer.suggestions:
        return f'no entry for "{shown}"', "gloss list shows every term"
    meant = ", ".join(suggestion.term for suggestion in answer.suggestions)
    return f'no entry for "{shown}"; did you mean: {meant}', f"gloss define {answer.suggestions[0].slug}"


def terms(glossary: Glossary, words: Sequence[str]) -> list[str]:
    """The queries that the words of a command line make up: one for each word, or one of them all.

    ``neural network`` is one term, though nobody quoted it, and so is ``nueral network``; ``rag llm`` are two.
    """
    whole = " ".join(words)
    if len(words) < 2 or len(whole) > labels.LONGEST_QUERY:
        return list(words)
    if hit(glossary, whole):
        return [whole]
    if all(glossary.hits(labels.keys(word)) for word in words):
        return list(words)
    likely = answer(glossary, whole)
    return [whole] if likely.found or likely.suggestions else list(words)


def _shown(query: str) -> str:
    return labels.clean(query).strip()


def _asked(shown: str) -> str:
    return shown[: labels.LONGEST_QUERY]


def _found(glossary: Glossary, query: str, match: Match, entries: Sequence[int]) -> Answer:
    """An answer that shows these entries; the first says which glossary it is from."""
    return Answer(query, glossary.name_of(entries[0]), match, [glossary.page(entry) for entry in entries])


def _missed(glossary: Glossary, query: str, likely: Iterable[tuple[int, float]]) -> Answer:
    """A miss, with the likely entries, best first, each once, as suggestions."""
    scores: dict[int, float] = {}
    for entry, score in likely:
        scores.setdefault(entry, score)
    best = list(scores.items())[:MOST_SUGGESTIONS]
    suggestions = [Suggestion(*glossary.brief(entry), round(score, 3)) for entry, score in best]
    return Answer(query, glossary.name(), suggestions=suggestions)


def _hits(glossary: Glossary, query: str) -> list[Hit]:
    """The labels that are the query, in some form; of a question about two things, those of both."""
    hits = glossary.exact_hits(labels.fold(query))
    if not hits or hits[0].kind == "lookup":
        hits = glossary.hits(labels.keys(query)) or _inflected(glossary, query)
    if hits:
        return _best_hits(hits)
    both = [glossary.hits(labels.keys(part)) for part in labels.compared(query)]
    return [_best_hits(part)[0] for part in both] if both and all(both) else []


def _inflected(glossary: Glossary, query: str) -> list[Hit]:
    """The labels that differ from the query only in how their words are inflected: ``hallucinate``, ``fine-tuned``."""
    from glosscli.glossary import Hit

    asked = labels.subject(query).split()
    if not asked:
        return []
    names = glossary.names_worded(f'^ "{" ".join(asked)}"', 20)
    inflected = [name for name in names if labels.is_inflection(asked, name.words.split())]
    inflected.sort(key=lambda name: abs(len(name.words) - len(" ".join(asked))))
    return [Hit(1, name.entry, name.kind, name.label) for name in inflected]


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


def _near(glossary: Glossary, query: str) -> list[_Near]:
    """The entries with a label close to the query, nearest first, each once; none where the query is too short for it.

    Labels one edit away are looked for first: a nearer one always wins, and they are few.
    """
    from glosscli import segments

    asked = labels.subject(query)
    squashed, ordered = asked.replace(" ", ""), "".join(sorted(asked.split())) if " " in asked else ""
    distances: dict[int, float] = {}
    for edits in range(1, segments.most_edits(len(squashed)) + 1):
        _measure(glossary, squashed, edits, False, distances)
        if ordered:
            _measure(glossary, ordered, edits, True, distances)
        if distances and min(distances.values()) <= edits:
            break
    if not distances:
        return []
    best: dict[int, _Near] = {}
    nearest = sorted(distances, key=distances.__getitem__)[:_MOST_COMPARED]
    for number, name in glossary.names(nearest).items():
        candidate = _compare(asked, name, distances[number])
        if name.entry not in best or candidate.order < best[name.entry].order:
            best[name.entry] = candidate
    return sorted(best.values(), key=lambda candidate: candidate.order)


def _measure(glossary: Glossary, query: str, edits: int, reordered: bool, distances: dict[int, float]) -> None:
    """Note the distance of every label within so many edits of the query."""
    from rapidfuzz.distance import OSA

    from glosscli import segments

    for least, numbers in segments.probes(query, edits, reordered).items():
        for number, words in glossary.labels_with(numbers, least):
            label = "".join(sorted(words.split())) if reordered else words.replace(" ", "")
            most = min(edits, segments.most_edits(len(label)))
            distance = OSA.distance(query, label, score_cutoff=most)
            if distance <= most:
                distances[number] = min(distances.get(number, distance + 1), distance + _REORDERED * reordered)


def _compare(asked: str, name: Name, edits: float) -> _Near:
    from rapidfuzz.distance import JaroWinkler

    longer = max(len(asked.replace(" ", "")), len(name.words.replace(" ", "")))
    unlike = round(1 - JaroWinkler.similarity(asked, name.words), 3)
    return _Near(edits, name.words[:1] != asked[:1], unlike, name, max(0.0, 1 - edits / longer))


def _is_clear(near: Sequence[_Near]) -> bool:
    """Whether the nearest entry may be shown as a guess: similar enough, and nearer than any other by a clear lead."""
    best = near[0]
    if best.similarity < _SURE_ENOUGH:
        return False
    return len(near) == 1 or near[1].edits - best.edits >= _CLEAR_LEAD


def _parts(glossary: Glossary, query: str) -> list[Name]:
    """The labels that begin with the query; else those that have all of its words."""
    squashed = labels.keys(query).squashed
    if len(squashed) < _SHORTEST_PART:
        return []
    beginning = glossary.names_beginning(squashed, 4 * MOST_SUGGESTIONS)
    if beginning:
        return beginning
    from glosscli import passages

    telling = passages.telling_words(labels.subject(query))
    return glossary.names_worded(" AND ".join(f'"{word}"' for word in telling), 4 * MOST_SUGGESTIONS) if telling else []
