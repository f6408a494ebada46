"""The one layout of an entry in YAML: how it is written, whoever wrote it.

Entries are written anew from their values, in the order of the model; prose stands in folded blocks, so that a change of one
entry is a small difference. What stands above the first entry, and comments between entries, are left as a person wrote them.
"""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import zip_longest
from typing import Any

import msgspec

from glosscli.model import Entry, Place, Problem
from glosscli.records import Record

WIDTH = 100
"""Columns that a line of prose fills at most; an address may be longer."""

_PROSE = frozenset({"definition", "takeaway", "in_depth", "in_practice", "example", "use", "difference", "why"})
_ITEM = "  - "
_SPECIAL_STARTS = tuple("-?:,[]{}#&*!|>'\"%@` ")
_WORDS_OF_YAML = frozenset({"", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def document(text: str, recorded: Sequence[tuple[Entry, Record]]) -> str:
    """The text of a glossary file with its entries in the one layout, in the order of their slugs.

    What stands above the first entry stays, and so do comments: one above an entry moves with it, and an entry with a comment
    inside keeps the lines that its writer gave it. Lines end as they did.
    """
    if "\r" in text:
        ending = "\r\n" if "\r\n" in text else "\r"
        return document(text.replace("\r\n", "\n").replace("\r", "\n"), recorded).replace("\n", ending)
    if not recorded:
        return text
    lines = text.rstrip().split("\n")
    starts = [record.place.line - 1 for _, record in recorded]
    firsts = [_with_comments(lines, start, floor) for start, floor in zip(starts, [0, *starts], strict=False)]
    pieces = []
    for (value, _), first, start, end in zip(recorded, firsts, starts, [*firsts[1:], len(lines)], strict=True):
        above, own = lines[first:start], lines[start:end]
        written = entry(value).split("\n")
        pieces.append((value.slug, [*above, *(_trimmed(own) if _has_comment(own, written) else written)]))
    head = "\n".join(lines[: firsts[0]])
    return head + "\n" + "\n\n".join("\n".join(piece) for _, piece in sorted(pieces, key=lambda piece: piece[0])) + "\n"


def applies_to(path: str) -> bool:
    """Whether a file of this name has a layout: only YAML has one."""
    return path.lower().endswith((".yaml", ".yml"))


def difference(text: str, path: str, recorded: Sequence[tuple[Entry, Record]]) -> Problem | None:
    """Where a file first differs from its one layout; None where it does not."""
    for number, (line, wanted) in enumerate(zip_longest(StringIO(text), StringIO(document(text, recorded))), start=1):
        if line != wanted:
            words = "the layout differs here from what gloss fmt writes"
            return Problem(code="W009", words=words, place=Place(path=path, line=number, column=1))
    return None


def _with_comments(lines: list[str], start: int, floor: int) -> int:
    """The first line of an entry, the comments right above it included; what is set in deeper belongs to the entry before."""
    while start - 1 > floor and lines[start - 1].lstrip().startswith("#") and _depth(lines[start - 1]) <= _depth(lines[start]):
        start -= 1
    return start


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _has_comment(own: list[str], written: list[str]) -> bool:
    """Whether there may be a comment among the lines of an entry: a line with its mark that is not written as often."""
    marked, known = (Counter(line.strip() for line in lines if "#" in line) for lines in (own, written))
    return bool(marked - known)


def _trimmed(own: list[str]) -> list[str]:
    while own and not own[-1].strip():
        own = own[:-1]
    return own


def entry(value: Entry) -> str:
    """The lines of an entry as an item of the list ``entries``, without a line end after the last."""
    fields = msgspec.to_builtins(value)
    if "extends" in fields:
        del fields["slug"]
    lines = [line for name, content in fields.items() if content for line in _field(name, content, 4)]
    return "\n".join([_ITEM + lines[0].lstrip(), *lines[1:]])


def _field(name: str, content: Any, indent: int) -> Iterator[str]:
    start = f"{' ' * indent}{name}:"
    if name == "tags":
        yield f"{start} [{', '.join(_scalar(tag, flow=True) for tag in content)}]"
    elif isinstance(content, tuple):
        yield start
        for item in content:
            yield from _item(item, indent + 2)
    elif isinstance(content, dict):
        yield start
        for key, part in content.items():
            if part:
                yield from _field(key, part, indent + 2)
    elif name in _PROSE:
        yield f"{start} >-"
        yield from _folded(content, indent + 2)
    elif isinstance(content, str) and ("\n" in content or name == "source"):
        yield f"{start} |-"
        yield from (f"{' ' * (indent + 2)}{line}".rstrip() for line in content.split("\n"))
    else:
        yield f"{start} {_scalar(content)}"


def _item(item: Any, indent: int) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"{' ' * indent}- {_scalar(item)}"
        return
    lines = [line for key, part in item.items() if part for line in _field(key, part, indent + 2)]
    yield f"{' ' * indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _folded(content: str, indent: int) -> Iterator[str]:
    for number, paragraph in enumerate(part for part in content.split("\n") if part.strip()):
        if number:
            yield ""
        margin = " " * indent
        yield from textwrap.wrap(
            " ".join(paragraph.split()),
            width=WIDTH,
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _scalar(content: Any, flow: bool = False) -> str:
    """A value on one line, quoted where YAML, or a reader of YAML 1.1, would take it for something else."""
    text = str(content)
    if isinstance(content, int) or _is_plain(text, flow):
        return text
    if "\\" in text and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _is_plain(text: str, flow: bool) -> bool:
    if text.lower() in _WORDS_OF_YAML or text.startswith(_SPECIAL_STARTS) or text.endswith((":", " ")):
        return False
    if ": " in text or " #" in text or "\n" in text or "\\" in text or (flow and any(mark in text for mark in "[]{},")):
        return False
    return not text.replace(".", "", 1).replace("_", "").lstrip("+-").isdigit()
