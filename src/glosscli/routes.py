"""Ways through a glossary: the chains of relations that connect two terms, and what to understand before one.

The graph is walked in ``relations``, on numbers; here queries become entries, and what was found is told with slugs and terms.
"""

from __future__ import annotations

from glosscli import labels, relations, search
from glosscli.glossary import INVERSE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from glosscli.glossary import Glossary
    from glosscli.model import NeighborKind
    from glosscli.search import Answer


class End:
    """An end of a way: a term as it was asked for, and the entry that it leads to, where there is one."""

    __slots__ = ("answer", "number", "slug", "term")

    def __init__(self, answer: Answer, number: int | None) -> None:
        self.answer = answer
        self.number = number
        self.slug = answer.entry.slug if answer.entry else None
        self.term = answer.entry.term if answer.entry else None

    @property
    def shown(self) -> str:
        """What was asked for, in quotes, as a person is told it."""
        return f'"{labels.shortened(self.answer.query)}"'

    def remarks(self) -> Iterator[tuple[str, ...]]:
        """What a person is told where the term led to no entry, or to more than one: a sentence, and the command that helps."""
        if self.slug is None:
            yield search.miss(self.answer)
        elif self.answer.others:
            others = ", ".join(f"{page.term} ({page.slug})" for page in self.answer.others)
            yield (f"{self.shown} is taken for {self.term} ({self.slug}); it also names {others}",)

    def data(self) -> dict[str, Any]:
        """The end as a script is given it, in the shape of ``model.RouteEnd``."""
        match = self.answer.match
        return {
            "query": self.answer.query,
            "slug": self.slug,
            "term": self.term,
            "match": match and {"rung": match.rung, "label": match.label, "score": match.score},
            "others": [page.slug for page in self.answer.others],
            "glossary": self.answer.glossary,
            "suggestions": [{"slug": meant.slug, "term": meant.term, "score": meant.score} for meant in self.answer.suggestions],
        }


class Step:
    """One link of a chain: how its source is related to its target, and why, told from the one that writes the relation."""

    __slots__ = ("kind", "source", "source_term", "target", "target_term", "why", "written_by")

    def __init__(
        self, source: str, source_term: str, kind: NeighborKind, target: str, target_term: str, why: str, written_by: str
    ) -> None:
        self.source = source
        self.source_term = source_term
        self.kind = kind
        self.target = target
        self.target_term = target_term
        self.why = why
        self.written_by = written_by

    def data(self) -> dict[str, Any]:
        """The step as a script is given it, in the shape of ``model.RouteStep``."""
        return {
            "source": self.source,
            "source_term": self.source_term,
            "kind": self.kind,
            "target": self.target,
            "target_term": self.target_term,
            "why": self.why,
            "written_by": self.written_by,
        }


class Route:
    """What connects two terms: chains of relations, the best first; one without steps where both are the same entry."""

    __slots__ = ("chains", "glossary", "goal", "start")

    def __init__(self, start: End, goal: End, chains: Sequence[Sequence[Step]], glossary: str) -> None:
        self.start = start
        self.goal = goal
        self.chains = tuple(map(tuple, chains))
        self.glossary = glossary

    @property
    def found(self) -> bool:
        """Whether anything connects them."""
        return bool(self.chains)

    def remarks(self) -> Iterator[tuple[str, ...]]:
        """What a person is told beside it: of each a sentence, and the command that helps."""
        yield from self.start.remarks()
        yield from self.goal.remarks()
        if self.start.slug and self.goal.slug and not self.found:
            yield f"no chain of relations connects {self.start.shown} and {self.goal.shown}", f"gloss related {self.start.slug}"

    def data(self) -> dict[str, Any]:
        """The route as a script is given it, in the shape of ``model.Route``."""
        return {
            "query": [self.start.answer.query, self.goal.answer.query],
            "found": self.found,
            "from": self.start.data(),
            "to": self.goal.data(),
            "paths": [[step.data() for step in chain] for chain in self.chains],
            "glossary": self.glossary,
        }


class Need:
    """A later entry of a reading list that rests on an earlier one, how, and why."""

    __slots__ = ("kind", "slug", "term", "why")

    def __init__(self, slug: str, term: str, kind: NeighborKind, why: str) -> None:
        self.slug = slug
        self.term = term
        self.kind = kind
        self.why = why

    def data(self) -> dict[str, Any]:
        """The need as a script is given it, in the shape of ``model.ReadingNeed``."""
        return {"slug": self.slug, "term": self.term, "kind": self.kind, "why": self.why}


class Lesson:
    """An entry of a reading list, and the later ones that need it, in the order of the list."""

    __slots__ = ("definition", "glossary", "level", "needed_by", "slug", "term")

    def __init__(self, outline: dict[str, str], glossary: str) -> None:
        self.slug = outline["slug"]
        self.term = outline["term"]
        self.level = outline.get("level")
        self.definition = outline["definition"]
        self.glossary = glossary
        self.needed_by: list[Need] = []

    def data(self) -> dict[str, Any]:
        """The lesson as a script is given it, in the shape of ``model.ReadingStep``."""
        return {
            "slug": self.slug,
            "term": self.term,
            "level": self.level,
            "definition": self.definition,
            "needed_by": [need.data() for need in self.needed_by],
            "glossary": self.glossary,
        }


class Reading:
    """What to understand before a term, in order, ending at it; ``aside`` are those of the known terms that it does not rest on."""

    __slots__ = ("aside", "glossary", "goal", "known", "left_out", "lessons")

    def __init__(
        self,
        goal: End,
        known: Sequence[End],
        glossary: str,
        lessons: Iterable[Lesson] = (),
        left_out: int = 0,
        aside: Iterable[End] = (),
    ) -> None:
        self.goal = goal
        self.known = tuple(known)
        self.glossary = glossary
        self.lessons = tuple(lessons)
        self.left_out = left_out
        self.aside = tuple(aside)

    @property
    def found(self) -> bool:
        """Whether there is an entry to end at."""
        return bool(self.lessons)

    def remarks(self) -> Iterator[tuple[str, ...]]:
        """What a person is told beside it: of each a sentence, and the command that helps."""
        for end in (self.goal, *self.known):
            yield from end.remarks()
        for end in self.aside:
            yield (f"{end.term} is not on the way to {self.goal.term}; what it rests on is taken as known",)

    def data(self) -> dict[str, Any]:
        """The list as a script is given it, in the shape of ``model.Reading``."""
        return {
            "query": self.goal.answer.query,
            "found": self.found,
            "to": self.goal.data(),
            "known": [end.data() for end in self.known],
            "aside": [end.slug for end in self.aside],
            "steps": [lesson.data() for lesson in self.lessons],
            "left_out": self.left_out,
            "glossary": self.glossary,
        }


def path(glossary: Glossary, start: str, goal: str, most: int = 1, *, exact: bool = False) -> Route:
    """The shortest chains of relations between the entries that two queries lead to, at most so many, the strongest first."""
    ours, theirs = _end(glossary, start, exact), _end(glossary, goal, exact)
    if ours.number is None or theirs.number is None:
        return Route(ours, theirs, (), glossary.name())
    chains = relations.paths(glossary.neighbors, ours.number, theirs.number, most)
    told = glossary.outlines({entry for chain in chains for step in chain for entry in (step.source, step.target)})
    return Route(ours, theirs, [[_told(glossary, step, told) for step in chain] for chain in chains], glossary.name())


def learn(glossary: Glossary, query: str, known: Iterable[str] = (), most: int = 40, *, exact: bool = False) -> Reading:
    """What to understand before the entry that a query leads to, in order, at most so many; without what is known already."""
    goal, ends = _end(glossary, query, exact), [_end(glossary, one, exact) for one in known]
    if goal.number is None:
        return Reading(goal, ends, glossary.name())
    numbers = [end.number for end in ends if end.number is not None]
    order, left_out = relations.first_to_read(glossary.neighbors, goal.number, numbers, most)
    needed = relations.rests_on(glossary.neighbors, goal.number) if numbers else {}
    outlines = glossary.outlines(order)
    lessons = {entry: Lesson(outlines[entry], glossary.name_of(entry)) for entry in order}
    _give_reasons(glossary, lessons)
    aside = [end for end in ends if end.number is not None and end.number not in needed]
    return Reading(goal, ends, glossary.name(), lessons.values(), left_out, aside)


def halves(glossary: Glossary, words: Sequence[str]) -> list[tuple[str, str]]:
    """The ways to cut a line of words into two terms that are both known for certain."""
    cuts = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words)))
    return [(one, other) for one, other in cuts if search.hit(glossary, one) and search.hit(glossary, other)]


def _end(glossary: Glossary, query: str, exact: bool) -> End:
    answer = search.answer(glossary, query, exact=exact)
    return End(answer, glossary.entry(answer.entry.slug) if answer.entry else None)


def _told(glossary: Glossary, step: relations.Step, outlines: dict[int, dict[str, str]]) -> Step:
    """A step with slugs and terms. Which side wrote it cannot be seen from a kind that is its own inverse; the glossary knows."""
    source, target = outlines[step.source], outlines[step.target]
    places = (place for place, kind, other, _ in glossary.links(source["slug"]) if (kind, other) == (step.kind, target["slug"]))
    writer = source if next(places, INVERSE) < INVERSE else target
    return Step(source["slug"], source["term"], step.kind, target["slug"], target["term"], step.why, writer["slug"])


def _give_reasons(glossary: Glossary, lessons: dict[int, Lesson]) -> None:
    """Tell each lesson which later ones rest on it at once, and why."""
    links = glossary.neighbors(lessons)
    read: set[int] = set()
    for entry, lesson in lessons.items():
        said: set[int] = set()
        for wanted in relations.RESTS:
            for kind, other, why in links.get(entry, ()):
                if kind == wanted and other in read and other not in said:
                    said.add(other)
                    lessons[other].needed_by.append(Need(lesson.slug, lesson.term, kind, why))
        read.add(entry)
