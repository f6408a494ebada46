"""Answers for a person at a terminal: panels that fit the window. The only door to Rich for what gloss says itself."""

from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from glosscli.render import words
from glosscli.render.sheet import Grid, Line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from glosscli.glossary.page import Page
    from glosscli.passages import Results
    from glosscli.render import Style
    from glosscli.render.sheet import Sheet
    from glosscli.search import Answer

WIDEST = 100
"""Columns beyond which a page does not grow: longer lines are hard to read."""
_NARROW = 60
"""Columns below which what stands side by side is stacked."""
_NARROWEST_COLUMN = 27
"""Columns that each of several things side by side must have, lest its text become a ribbon."""

_BORDERS = {"Takeaway": "green", "Not to be confused with": "yellow", "Related": "blue"}
_HEADING = "bold"
_NAME = "bold cyan"
_QUIET = "dim"
_FOUND = "bold yellow"


def answer(answer: Answer, style: Style) -> str:
    """The page of each entry found, with what to type next; nothing for a miss."""
    if answer.entry is None:
        return ""
    pages = (answer.entry, *answer.others)
    parts: list[RenderableType] = [*_banner(answer)]
    if len(pages) > 1:
        parts.append(Text(f'{len(pages)} entries bear the label "{answer.query}"', style="yellow"))
    for page in pages:
        parts += _page(page, style)
    parts.append(_next_steps(answer, answer.entry, style))
    return _draw(parts, style)


def results(results: Results, style: Style) -> str:
    """Each term with the passage that speaks of it, the matching words standing out."""
    parts: list[RenderableType] = []
    for mention in results.results:
        passage = Text(" ").join(Text(part, style=_FOUND if hit else "") for part, hit in words.marked(mention))
        parts += [Text(mention.term, style="bold cyan"), _indented(passage)]
    if results.results:
        parts.append(_hint(f"gloss define {results.results[0].slug}"))
    return _draw(parts, style)


def listing(entries: Iterable[Page], style: Style) -> Iterator[str]:
    """Each term with its definition beside it, or below it in a narrow window."""
    from rich.table import Table

    width = min(style.width, WIDEST)
    for entry in entries:
        term, definition = Text(words.title(entry), style="bold cyan"), Text(entry.definition)
        if width < _NARROW:
            yield _draw([term, _indented(definition)], style)
            continue
        row = Table.grid(padding=(0, 2, 0, 0))
        row.add_column(width=width // 3)
        row.add_column(width=width - width // 3 - 2)
        row.add_row(term, definition)
        yield _draw([row], style)


def table(rows: Sequence[Mapping[str, Any]], style: Style) -> str:
    """A block for each row: its first cell, then the others that hold something, each under its name."""
    parts: list[RenderableType] = []
    for row in rows:
        (_, first), *others = row.items()
        parts.append(Text(words.cell(first) or "(without a name)", style="bold cyan"))
        parts += [
            _indented(Text.assemble((f"{name}: ", _QUIET), words.cell(value)))
            for name, value in others
            if value not in (None, "", 0, [])
        ]
    return _draw(parts, style)


def sheet(sheet: Sheet, style: Style) -> str:
    """The title, then a panel for each section; trees with their branches drawn, grids side by side where there is room."""
    parts: list[RenderableType] = [Text(sheet.title, style="bold cyan")]
    for part in sheet.parts:
        if isinstance(part, Grid):
            parts += _side_by_side(part, style) if _column(part, style) >= _NARROWEST_COLUMN else _stacked(part)
            continue
        content = (
            [_numbered(part.lines)] if part.is_numbered else [_tree(line) if part.is_tree else _line(line) for line in part.lines]
        )
        parts += [_panel(part.heading, Group(*content), "blue")] if part.heading or part.is_numbered else content
    parts.append(_hint(*sheet.next))
    return _draw(parts, style)


def _numbered(lines: list[Line]) -> RenderableType:
    """The lines with their numbers in a column of their own."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    for number, line in enumerate(lines, start=1):
        grid.add_row(f"{number}.", _line(line))
    return grid


def _line(line: Line) -> RenderableType:
    said = Text.assemble((line.name, _HEADING), ": " if line.name and line.text else "", line.text)
    below = [_indented(Text(line.quiet, style=_QUIET))] if line.quiet else []
    return Group(said, *below, *(_indented(_line(one)) for one in line.lines))


def _tree(line: Line) -> RenderableType:
    from rich.tree import Tree

    def grow(tree: Tree, lines: Iterable[Line]) -> Tree:
        for one in lines:
            grow(tree.add(_line(Line(one.name, one.text, one.quiet)), guide_style=_QUIET), one.lines)
        return tree

    return grow(Tree(_line(Line(line.name, line.text, line.quiet)), guide_style=_QUIET), line.lines)


def _column(grid: Grid, style: Style) -> int:
    """The width of a column where they all stand side by side, within the borders of a panel and two apart."""
    return (min(style.width, WIDEST) - 2) // len(grid.columns) - 2


def _side_by_side(grid: Grid, style: Style) -> Iterator[RenderableType]:
    """The names over their columns, then a panel for each heading."""
    from rich.table import Table

    def row(cells: Iterable[Text]) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
        for _ in grid.columns:
            table.add_column(width=_column(grid, style))
        table.add_row(*cells)
        return table

    yield _indented(row(Text(name, style=_NAME) for name in grid.columns))
    for heading, cells in grid.rows:
        yield _panel(heading, row(_cell(cell) for cell in cells), _BORDERS.get(heading, "blue"))


def _stacked(grid: Grid) -> Iterator[RenderableType]:
    for heading, cells in grid.rows:
        said: list[RenderableType] = []
        for name, cell in zip(grid.columns, cells, strict=True):
            if "\n" in cell:
                said += [Text(name, style=_NAME), _indented(_cell(cell))]
            elif cell:
                said.append(Text.assemble((f"{name}: ", _NAME), cell))
        yield _panel(heading, Group(*said), _BORDERS.get(heading, "blue"))


def _cell(cell: str) -> Text:
    """What a cell says; of several lines each has its first words set apart."""
    return Text("\n").join(map(_item, cell.split("\n"))) if "\n" in cell else Text(cell)


def _draw(parts: Iterable[RenderableType], style: Style) -> str:
    file = io.StringIO()
    console = Console(
        file=file,
        width=max(20, min(style.width, WIDEST)),
        color_system="standard" if style.color else None,
        force_terminal=style.color,
        no_color=not style.color,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
    )
    for part in parts:
        console.print(part)
    return "".join(line.rstrip(" ") + "\n" for line in file.getvalue().splitlines())


def _indented(content: RenderableType) -> RenderableType:
    from rich.padding import Padding

    return Padding(content, (0, 0, 0, 2))


def _panel(title: str, content: RenderableType, border: str, subtitle: str = "") -> Panel:
    heading = Text(title, style=_HEADING) if title else None
    below = Text(subtitle, style=_QUIET) if subtitle else None
    return Panel(content, title=heading, title_align="left", subtitle=below, subtitle_align="right", border_style=border)


def _banner(answer: Answer) -> Iterator[RenderableType]:
    if answer.match is not None and answer.match.rung in words.GUESSES:
        yield Text(f'a guess: nothing is named "{answer.query}"; this is the nearest', style="yellow")


def _page(page: Page, style: Style) -> Iterator[RenderableType]:
    about: list[RenderableType] = [Text(page.definition)]
    if also := words.also(page):
        about.insert(0, Text(also, style=_QUIET))
    title = words.title(page)
    if cell_len(title) > min(style.width, WIDEST) - 6:
        about.insert(0, Text(title, style=_HEADING))
        title = ""
    yield _panel(title, Group(*about), "cyan", words.shelf(page))
    for heading, paragraphs in words.sections(page, style.full):
        yield _panel(heading, _content(page, heading, paragraphs), _BORDERS.get(heading, "default"))


def _content(page: Page, heading: str, paragraphs: list[str]) -> RenderableType:
    if page.code is not None and heading.startswith("Code"):
        from rich.syntax import Syntax

        return Syntax(page.code.source, page.code.language, theme="ansi_dark", background_color="default", word_wrap=True)
    if heading == "References":
        return Group(*(_reference(page, number) for number in range(len(page.references))))
    if heading == "In depth":
        return Text("\n\n".join(paragraphs))
    if len(paragraphs) == 1 and heading not in ("Related", "Not to be confused with"):
        return Text(paragraphs[0])
    return Group(*(_item(paragraph) for paragraph in paragraphs))


def _item(paragraph: str) -> Text:
    """A line with its first words, up to the colon, set apart."""
    name, colon, rest = paragraph.partition(": ")
    return Text.assemble((name + colon, _HEADING), rest) if colon else Text(paragraph)


def _reference(page: Page, number: int) -> Text:
    reference = page.references[number]
    url = "".join(character for character in reference.url if not character.isspace())
    return Text.assemble(words.reference(reference), "\n  ", (url, f"{_QUIET} link {url}"))


def _next_steps(answer: Answer, page: Page, style: Style) -> Text:
    """What to type next, with the name as it was typed where that is one plain word and leads to this page alone."""
    typed = answer.query.replace("-", "").isalnum() and answer.match is not None and answer.match.rung == "exact"
    name = answer.query if typed and not answer.others else page.slug
    steps = [f"gloss related {name}"] if page.related else []
    if not style.full:
        steps.insert(0, f"gloss define {name} --full")
    return _hint(*steps)


def _hint(*commands: str) -> Text:
    return Text("next: " + " · ".join(commands), style=_QUIET) if commands else Text("")
