"""The one layout of an entry in YAML: how it is written, whoever wrote it.

Entries are written anew from their values, in the order of the model; prose stands in folded blocks, so that a change of one
entry is a small difference. What stands above the first entry, and comments between entries, are left as a person wrote them.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import zip_longest
from typing import Any

import msgspec

from glosscli import labels
from glosscli.model import Entry, Place, Problem
from glosscli.records import Record

WIDTH = 100
"""Columns that a line of prose fills at most; an address may be longer."""

OPENING = re.compile(r"""^(?:entries|"entries"|'entries')[ \t]*:""", re.MULTILINE)
"""Where the list of the entries begins in the text of a file."""

_PROSE = frozenset({"definition", "takeaway", "in_depth", "in_practice", "example", "use", "difference", "why"})
_ITEM = "  - "
_SPECIAL_STARTS = tuple("-?:,[]{}#&*!|>'\"%@` ")
_WORDS_OF_YAML = frozenset({"", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def document(text: str, recorded: Sequence[tuple[Entry, Record]], *, sort: bool) -> str:
    """The text of a glossary file with its entries in the one layout, in the order of their slugs where that is asked for.

    What stands above the first entry stays, and so do comments: one above an entry moves with it, and an entry with a comment
    inside keeps the lines that its writer gave it. A slug is written where its writer gave one, and lines end as they did.
    """
    if "\r" in text:
        ending = "\r\n" if "\r\n" in text else "\r"
        return document(text.replace("\r\n", "\n").replace("\r", "\n"), recorded, sort=sort).replace("\n", ending)
    if not recorded:
        return text
    lines = text.rstrip().split("\n")
    starts = [dash_line(lines, record) for _, record in recorded]
    if None in starts:
        return _unfolded(text, recorded, sort)
    begins = [start for start in starts if start is not None]
    firsts = [with_comments(lines, start) for start in begins]
    last = end_of_list(lines, begins[-1], depth(lines[begins[-1]]))
    pieces = []
    for (value, record), first, start, end in zip(recorded, firsts, begins, [*firsts[1:], last], strict=True):
        above, own = lines[first:start], lines[start:end]
        written = entry(value, slug="slug" in record.data).split("\n")
        kept = _has_comment(own, written)
        pieces.append((value.slug, set_in([*above, *_trimmed(own)], 2) if kept else [*above, *written]))
    if sort:
        pieces.sort(key=lambda piece: piece[0])
    head = "".join(f"{line}\n" for line in lines[: firsts[0]])
    below = "".join(f"{line}\n" for line in lines[last:])
    return head + "\n\n".join("\n".join(piece) for _, piece in pieces) + "\n" + below


def _unfolded(text: str, recorded: Sequence[tuple[Entry, Record]], sort: bool) -> str:
    """A file whose entries stand in brackets, as a list with a dash each; as it is where it has comments among them."""
    begin = OPENING.search(text)
    if begin is None or "#" in text[begin.end() :]:
        return text
    pieces = [(value.slug, entry(value, slug="slug" in record.data)) for value, record in recorded]
    if sort:
        pieces.sort()
    return f"{text[: begin.start()]}entries:\n" + "\n\n".join(piece for _, piece in pieces) + "\n"


def dash_line(lines: Sequence[str], record: Record) -> int | None:
    """The line, counted from 0, with the dash that begins an entry; None where it stands in brackets, without a dash."""
    number = record.place.line - 1
    before = lines[number][: record.place.column - 1] if number < len(lines) else "?"
    while not before.strip() and number > 0:
        number -= 1
        before = lines[number].partition(" #")[0]
        if lines[number].lstrip().startswith("#"):
            before = ""
    return number if before.strip() == "-" else None


def with_comments(lines: Sequence[str], start: int) -> int:
    """The first line of an entry, the comments right above it included; what is set in deeper belongs to the entry before."""
    while start > 0 and lines[start - 1].lstrip().startswith("#") and depth(lines[start - 1]) <= depth(lines[start]):
        start -= 1
    return start


def end_of_list(lines: Sequence[str], start: int, inset: int) -> int:
    """The number of the line after the list's last one; a comment below that is set in less is the file's, not the list's."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        bare, deep = lines[number].strip(), depth(lines[number])
        if not bare or (bare.startswith("#") and deep < inset):
            continue
        if deep < inset or (deep == inset and not bare.startswith(("- ", "#")) and bare != "-"):
            break
        end = number + 1
    return end


def set_in(lines: Sequence[str], inset: int) -> list[str]:
    """The lines of an entry with its dash that deep."""
    dash = next(depth(line) for line in lines if line.lstrip().startswith("-"))
    moved = (line.lstrip(" ") if line[:dash].strip() else line[dash:] for line in lines)
    return [" " * inset + line if line.strip() else "" for line in moved]


def depth(line: str) -> int:
    """How many spaces a line is set in."""
    return len(line) - len(line.lstrip(" "))


def applies_to(path: str) -> bool:
    """Whether a file of this name has a layout: only YAML has one."""
    return path.lower().endswith((".yaml", ".yml"))


def difference(text: str, path: str, recorded: Sequence[tuple[Entry, Record]], *, sort: bool) -> Problem | None:
    """Where a file first differs from its one layout; None where it does not."""
    laid_out = StringIO(document(text, recorded, sort=sort))
    for number, (line, wanted) in enumerate(zip_longest(StringIO(text), laid_out), start=1):
        if line != wanted:
            words = "the layout differs here from what gloss fmt writes"
            return Problem(code="W009", words=words, place=Place(path=path, line=number, column=1))
    return None


def _has_comment(own: list[str], written: list[str]) -> bool:
    """Whether there may be a comment among the lines of an entry: a line with its mark that is not written as often."""
    marked, known = (Counter(line.strip() for line in lines if "#" in line) for lines in (own, written))
    return bool(marked - known)


def _trimmed(own: list[str]) -> list[str]:
    while own and not own[-1].strip():
        own = own[:-1]
    return own


def entry(value: Entry, *, slug: bool = True) -> str:
    """The lines of an entry as an item of the list ``entries``, without a line end after the last.

    ``slug`` says whether the slug is written where it follows from the term.
    """
    fields = msgspec.to_builtins(value)
    if "extends" in fields or (not slug and value.slug == labels.slug(value.term)):
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
