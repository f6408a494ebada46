"""The text of a glossary file with one more entry in its list, in which every other character stays as it was."""

import re
from collections.abc import Iterator, Sequence

from glosscli.formats import layout
from glosscli.model import Entry
from glosscli.records import Record

_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+$")
"""A line as YAML counts them."""
_NOTHING = re.compile(r"(?:[ \t]*(?:\[\s*\]|~|null))?(?=[ \t]*(?:#[^\r\n]*)?(?:\r?\n|$))")
"""What stands after ``entries:`` where there are none."""
_USUAL_DEPTH = 2


def ways(text: str, recorded: Sequence[tuple[Entry, Record]], slug: str, written: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Texts with the entry in it, and its line counted from 1: the best one first, none where the entries stand in brackets.

    The entry comes to its place by slug where the others are in that order, else to the end. Text is not always what it looks like
    (a comment may stand inside a quotation), so whoever asks reads a text back before it is used. ``written`` are the lines of the
    entry, its comments included.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith(("\n", "\r")):
        text += end
    if not recorded:
        yield from _first(text, written, end)
        return
    lines = _LINE.findall(text)
    starts = [layout.dash_line(lines, record) for _, record in recorded]
    dashes = [start for start in starts if start is not None]
    if len(dashes) < len(starts):
        return
    depth = layout.depth(lines[dashes[-1]])
    block = _set_in(written, depth, end)
    gap = [end] if len(dashes) == 1 or not lines[layout.with_comments(lines, dashes[-1]) - 1].strip() else []
    slugs = [entry.slug for entry, _ in recorded]
    following = next((number for number, other in enumerate(slugs) if other > slug), None)
    if following is not None and slugs == sorted(slugs):
        yield _joined(lines, layout.with_comments(lines, dashes[following]), block, gap, first=True)
    yield _joined(lines, layout.end_of_list(lines, dashes[-1], depth), block, gap, first=False)
    yield _joined(lines, len(lines), block, [], first=False)


def _first(text: str, written: Sequence[str], end: str) -> Iterator[tuple[str, int]]:
    """The ways in which the first entry of a file can be put in."""
    block = _set_in(written, _USUAL_DEPTH, end)
    begin = layout.OPENING.search(text)
    if begin is None:
        lines = _LINE.findall(text)
        yield _joined(
            [*lines, *([end] if lines else []), f"entries:{end}"], len(lines) + (2 if lines else 1), block, [], first=True
        )
        return
    nothing = _NOTHING.match(text, begin.end())
    if nothing is None:
        return
    above = text[: begin.end()]
    lines = _LINE.findall(above + text[nothing.end() :])
    number = len(_LINE.findall(above)) - 1
    yield _joined(lines, layout.end_of_list(lines, number, _USUAL_DEPTH), block, [], first=True)
    yield _joined(lines, number + 1, block, [], first=True)


def _joined(lines: Sequence[str], place: int, block: list[str], gap: list[str], *, first: bool) -> tuple[str, int]:
    new = [*block, *gap] if first else [*gap, *block]
    dash = next(number for number, line in enumerate(block) if line.lstrip().startswith("-"))
    return "".join([*lines[:place], *new, *lines[place:]]), place + dash + 1 + (0 if first else len(gap))


def _set_in(written: Sequence[str], depth: int, end: str) -> list[str]:
    """The lines of an entry with its dash as deep as the others', and line ends like theirs."""
    return [line + end for line in layout.set_in(written, depth)]
