"""How a way through the glossary is told to a person: a chain as sentences, a reading list as numbered lessons."""

from __future__ import annotations

from glosscli.render import words
from glosscli.render.sheet import Line, Section, Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from glosscli.routes import End, Lesson, Reading, Route

LONGEST = 500
"""How long a reading list may be asked to be."""


def route(route: Route, every: bool = False) -> Sheet:
    """The chains, each step a sentence with its reason; with ``every`` the person has asked for more than the best."""
    start, goal = route.start, route.goal
    if start.slug == goal.slug:
        said = f'"{start.answer.query}" and "{goal.answer.query}" are one entry: {start.term}'
        guessed = " and ".join(f'"{end.answer.query}"' for end in (start, goal) if _is_guess(end))
        return Sheet(f"{said} [a guess for {guessed}]" if guessed else said, [], [f"gloss define {goal.slug}"])
    length = len(route.chains[0])
    sections = []
    for chain in route.chains:
        between = ", ".join(step.target_term for step in chain[:-1])
        heading = (f"Over {between}" if between else "Directly") if len(route.chains) > 1 else ""
        sections.append(Section(heading, [Line(words.sentence(step), step.why) for step in chain], is_numbered=True))
    steps = [f"gloss define {route.chains[0][0].target}"]
    if not every:
        steps.append(f"gloss path {start.slug} {goal.slug} --all")
    return Sheet(f"From {_shown(start)} to {_shown(goal)}: {_steps(length)}", sections, steps)


def reading(reading: Reading) -> Sheet:
    """The lessons in their order, each with what it is needed for."""
    known = ", ".join(_shown(end) for end in reading.known if end.slug)
    title = f"To understand {_shown(reading.goal)}{known and f', knowing {known}'}: {_steps(len(reading.lessons))}"
    steps = [f"gloss define {reading.lessons[0].slug}"]
    if reading.left_out:
        title += f", {reading.left_out} farther left out"
        steps.append(f"gloss learn {reading.goal.slug} --limit {min(LONGEST, len(reading.lessons) + reading.left_out)}")
    elif len(reading.lessons) == 1:
        title += ", as it rests on nothing else" + (" that is not known" if known else "")
    return Sheet(title, [Section("", [_lesson(lesson) for lesson in reading.lessons], is_numbered=True)], steps)


def _lesson(lesson: Lesson) -> Line:
    """An entry with its level and definition, and the first later one that it is a prerequisite of, else the first kind of it."""
    name = f"{lesson.term} ({lesson.level})" if lesson.level else lesson.term
    need = min(lesson.needed_by, key=lambda need: need.kind == "broader", default=None)
    quiet = ""
    if need is not None:
        quiet = f"For {need.term}{', a kind of it' if need.kind == 'broader' else ''}: {need.why}"
    return Line(name, lesson.definition, quiet)


def _shown(end: End) -> str:
    """The term that a query led to, marked where it is a guess."""
    return f'{end.term} [a guess for "{end.answer.query}"]' if _is_guess(end) else f"{end.term}"


def _steps(number: int) -> str:
    return f"{number} step{'s' * (number != 1)}"


def _is_guess(end: End) -> bool:
    return end.answer.match is not None and end.answer.match.rung in words.GUESSES
