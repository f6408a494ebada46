"""Answers as Markdown, to paste into an issue, a wiki or a chat."""

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

_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|"})


def answer(answer: Answer, style: Style) -> str:
    """The page of each entry found, as a section each; nothing for a miss."""
    if answer.entry is None:
        return ""
    pages = (answer.entry, *answer.others)
    return "\n".join("\n\n".join(_page(page, answer, style.full)) + "\n" for page in pages)


def results(results: Results, style: Style) -> str:
    """A list item for each entry, the matching words set bold."""
    lines = []
    for mention in results.results:
        marked = " ".join(f"**{_text(part)}**" if hit else _text(part) for part, hit in words.marked(mention))
        lines.append(f"- **{_text(mention.term)}**: {marked}\n")
    return "".join(lines)


def listing(entries: Iterable[Page], style: Style) -> Iterator[str]:
    """A list item for each entry."""
    for entry in entries:
        yield f"- **{_title(entry)}**: {_text(entry.definition)}\n"


def table(rows: Sequence[Mapping[str, Any]], style: Style) -> str:
    """A table with a row for each."""
    if not rows:
        return ""
    lines = [[*rows[0]], ["---"] * len(rows[0]), *([_text(words.cell(value)) for value in row.values()] for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def sheet(sheet: Sheet, style: Style) -> str:
    """The title as a heading, each section a list under its own, a grid as a table."""
    from glosscli.render.sheet import Grid

    blocks = [f"# {_text(sheet.title)}"]
    for part in sheet.parts:
        if isinstance(part, Grid):
            cells = [["", *part.columns], ["---"] * (1 + len(part.columns)), *([f"**{name}**", *row] for name, row in part.rows)]
            marked = [row if number < 2 else [row[0], *map(_text, row[1:])] for number, row in enumerate(cells)]
            blocks.append("\n".join(f"| {' | '.join('<br>'.join(cell.split(chr(10))) for cell in row)} |" for row in marked))
            continue
        if part.heading:
            blocks.append(f"## {_text(part.heading)}")
        marks = [f"{number}. " if part.is_numbered else "- " for number in range(1, 1 + len(part.lines))]
        blocks.append("\n".join(item for mark, line in zip(marks, part.lines, strict=True) for item in _item(line, "", mark)))
    return "\n\n".join(blocks) + "\n"


def _item(line: Line, indent: str, mark: str) -> Iterator[str]:
    name = f"**{_text(line.name)}**" if line.name else ""
    said = " ".join(filter(None, (name + (":" if name and line.text else ""), _text(line.text), _text(line.quiet))))
    yield f"{indent}{mark}{said}"
    for below in line.lines:
        yield from _item(below, indent + " " * len(mark), "- ")


def _title(entry: Page) -> str:
    return _text(words.title(entry))


def _mark(answer: Answer) -> str:
    guess = answer.match is not None and answer.match.rung in words.GUESSES
    return f' (a guess for "{_text(answer.query)}")' if guess else ""


def _text(text: str) -> str:
    return text.translate(_SPECIAL)


def _page(page: Page, answer: Answer, full: bool) -> Iterator[str]:
    yield f"# {_title(page)}{_mark(answer)}"
    about = [f"*{_text(line)}*" for line in (words.also(page), words.shelf(page)) if line]
    if about:
        yield "\\\n".join(about)
    yield _text(page.definition)
    for heading, paragraphs in words.sections(page, full):
        if heading.startswith("Code") and page.code:
            fence = "`" * (3 + page.code.source.count("```"))
            yield f"## Code\n\n{fence}{page.code.language}\n{page.code.source}\n{fence}"
        elif heading == "References":
            links = "\n".join(f"- [{_text(words.reference(item))}](<{item.url}>)" for item in page.references)
            yield f"## References\n\n{links}"
        elif heading == "Formula" and page.formula:
            symbols = "".join(f"\n- `{symbol.symbol}`: {_text(symbol.meaning)}" for symbol in page.formula.symbols)
            yield f"## Formula\n\n```text\n{page.formula.plain}\n```\n{symbols}"
        elif heading in ("In depth", "In practice") or len(paragraphs) == 1:
            yield f"## {heading}\n\n" + "\n\n".join(_text(paragraph) for paragraph in paragraphs)
        else:
            yield f"## {heading}\n\n" + "\n".join(f"- {_text(paragraph)}" for paragraph in paragraphs)
