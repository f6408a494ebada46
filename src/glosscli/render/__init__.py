"""How an answer is written out: one module for each format; every renderer makes text from values and writes nothing itself."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Literal, Protocol

    from glosscli.glossary.page import Page
    from glosscli.passages import Results
    from glosscli.render.sheet import Sheet
    from glosscli.search import Answer

    Format = Literal["terminal", "plain", "json", "markdown"]

    class Renderer(Protocol):
        """What each format can write. An empty text means that there is nothing to write on standard output."""

        def answer(self, answer: Answer, style: Style, /) -> str:
            """The answer to one query; what is shown of a miss on standard output."""
            ...

        def results(self, results: Results, style: Style, /) -> str:
            """What was found in the text of the entries."""
            ...

        def listing(self, entries: Iterable[Page], style: Style, /) -> Iterable[str]:
            """A line or so for each of many entries, as they come."""
            ...

        def sheet(self, sheet: Sheet, style: Style, /) -> str:
            """Sections of lines under a title; JSON has none: there the values themselves are told."""
            ...

        def table(self, rows: Sequence[Mapping[str, Any]], style: Style, /) -> str:
            """Rows of values under names, the same names in each."""
            ...


class Style:
    """How the person wants to see it: width in columns, whether with color, whether with every part of an entry."""

    __slots__ = ("color", "full", "width")

    def __init__(self, width: int = 80, color: bool = False, full: bool = False) -> None:
        self.width = width
        self.color = color
        self.full = full


def renderer(name: Format) -> Renderer:
    """The renderer of a format; its module, and the libraries behind it, are loaded only here."""
    if name == "json":
        from glosscli.render import lines

        return lines
    if name == "plain":
        from glosscli.render import plain

        return plain
    if name == "markdown":
        from glosscli.render import markdown

        return markdown
    from glosscli.render import terminal

    return terminal
