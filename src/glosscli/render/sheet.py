"""What is written of a path, a reading list, a comparison or a map: titled sections of lines, whatever the format draws of them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Line:
    """A name, what is said of it, what is added in a quieter voice, and the lines below it in a tree."""

    __slots__ = ("lines", "name", "quiet", "text")

    def __init__(self, name: str, text: str = "", quiet: str = "", lines: Sequence[Line] = ()) -> None:
        self.name = name
        self.text = text
        self.quiet = quiet
        self.lines = list(lines)


class Section:
    """Lines under a heading; numbered where their order matters, as a tree where they stand below each other."""

    __slots__ = ("heading", "is_numbered", "is_tree", "lines")

    def __init__(self, heading: str, lines: Sequence[Line], *, is_numbered: bool = False, is_tree: bool = False) -> None:
        self.heading = heading
        self.lines = list(lines)
        self.is_numbered = is_numbered
        self.is_tree = is_tree


class Grid:
    """What is said of several things under the same headings, side by side: a column for each, a row for each heading."""

    __slots__ = ("columns", "rows")

    def __init__(self, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        self.columns = list(columns)
        self.rows = list(rows)


class Sheet:
    """A title, sections and grids in their order, and the commands that lead on from there."""

    __slots__ = ("next", "parts", "title")

    def __init__(self, title: str, parts: Sequence[Section | Grid], next: Sequence[str] = ()) -> None:
        self.title = title
        self.parts = list(parts)
        self.next = list(next)
