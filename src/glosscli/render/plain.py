"""Answers as plain text: no boxes, no wrapping, no escape codes, so that a pipe gets lines it can cut and search."""

from __future__ import annotations

from glosscli.render import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from glosscli.glossary.page import Page
    from glosscli.passages import Results
    from glosscli.render import Style
    from glosscli.render.sheet import Line, Sheet
    from glosscli.search import Answer


def answer(answer: Answer, style: Style) -> str:
    """The page of each entry found, a blank line between two; nothing for a miss."""
    if answer.entry is None or answer.match is None:
        return ""
    pages = (answer.entry, *answer.others)
    return "\n".join("\n".join(_page(page, answer, style.full)) + "\n" for page in pages)


def results(results: Results, style: Style) -> str:
    """Each entry on a line: slug, term and the passage, separated by tabs."""
    return "".join(f"{mention.slug}\t{mention.term}\t{mention.passage}\n" for mention in results.results)


def listing(entries: Iterable[Page], style: Style) -> Iterator[str]:
    """Slug, term and definition, separated by tabs."""
    for entry in entries:
        yield f"{entry.slug}\t{words.title(entry)}\t{entry.definition}\n"


def table(rows: Sequence[Mapping[str, Any]], style: Style) -> str:
    """Each row on a line, its cells separated by tabs."""
    return "".join("\t".join(map(words.cell, row.values())) + "\n" for row in rows)


def sheet(sheet: Sheet, style: Style) -> str:
    """The title, then each section under its heading, what stands below a line indented."""
    from glosscli.render.sheet import Grid

    lines = [sheet.title]
    for part in sheet.parts:
        lines.append("")
        if isinstance(part, Grid):
            for heading, cells in part.rows:
                lines.append(f"{heading}:")
                for name, cell in zip(part.columns, cells, strict=True):
                    below = cell.split("\n") if "\n" in cell else []
                    lines += [f"  {name}:", *(f"    {line}" for line in below)] if below else [f"  {name}: {cell}"] if cell else []
        else:
            lines += [f"{part.heading}:"] if part.heading else []
            for number, line in enumerate(part.lines, start=1):
                lines += _line(line, "  ", f"{number}. " if part.is_numbered else "")
    return "\n".join(lines) + "\n"


def _line(line: Line, indent: str, mark: str = "") -> Iterator[str]:
    yield f"{indent}{mark}{line.name}{': ' if line.name and line.text else ''}{line.text}"
    if line.quiet:
        yield f"{indent}  {line.quiet}"
    for below in line.lines:
        yield from _line(below, indent + "  ")


def _title(page: Page, answer: Answer) -> str:
    return words.title(page) + words.mark(answer.match, answer.query)


def _page(page: Page, answer: Answer, full: bool) -> Iterator[str]:
    yield _title(page, answer)
    for line in (words.also(page), words.shelf(page)):
        if line:
            yield line
    yield ""
    yield page.definition
    for heading, paragraphs in words.sections(page, full):
        yield ""
        if len(paragraphs) == 1:
            yield f"{heading}: {paragraphs[0]}"
        else:
            yield f"{heading}:"
            yield from (f"  {paragraph}" for paragraph in paragraphs)
