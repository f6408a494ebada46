"""Answers as JSON: one object on one line for each query, always valid, on a miss too.

An entry is stored as JSON and passed on as it is; around it stand a few texts and numbers. So nothing is loaded to write an answer.
"""

from __future__ import annotations

from glosscli.glossary import json_text as _text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from glosscli.glossary.page import Page
    from glosscli.passages import Results
    from glosscli.render import Style
    from glosscli.render.sheet import Sheet
    from glosscli.search import Answer
    from glosscli.surroundings import Surroundings


def answer(answer: Answer, style: Style) -> str:
    """The whole answer, in the shape of ``replies.Answer``; ``style`` changes nothing."""
    match, entry = "null", "null"
    if answer.match is not None:
        match = f'{{"rung":"{answer.match.rung}","label":{_text(answer.match.label)},"score":{answer.match.score}}}'
        entry = answer.pages[0].json
    others = ",".join(page.json for page in answer.others)
    suggestions = ",".join(
        f'{{"slug":"{meant.slug}","term":{_text(meant.term)},"score":{meant.score}}}' for meant in answer.suggestions
    )
    return (
        f'{{"query":{_text(answer.query)},"found":{str(answer.found).lower()},"match":{match},"entry":{entry},"others":[{others}],'
        f'"glossary":"{answer.glossary}","suggestions":[{suggestions}]}}\n'
    )


def surroundings(around: Surroundings, style: Style) -> str:
    """The answer, and beside it what stands around its entry as nodes and edges."""
    nodes = ",".join(
        f'{{"slug":"{node.slug}","term":{_text(node.term)},"definition":{_text(node.definition)},"depth":{node.depth}}}'
        for node in around.nodes
    )
    edges = ",".join(
        f'{{"source":"{edge.source}","kind":"{edge.kind}","target":"{edge.target}","why":{_text(edge.why)}}}'
        for edge in around.edges
    )
    told = answer(around.answer, style).removesuffix("}\n")
    return f'{told},"nodes":[{nodes}],"edges":[{edges}],"left_out":{around.left_out}}}\n'


def results(results: Results, style: Style) -> str:
    """All that was found, in one object, in the shape of ``replies.Results``."""
    mentions = ",".join(
        f'{{"slug":"{found.slug}","term":{_text(found.term)},"definition":{_text(found.definition)},"field":"{found.field}",'
        f'"passage":{_text(found.passage)},"matches":[{",".join(map(_text, found.matches))}],"score":{found.score},'
        f'"glossary":"{found.glossary}"}}'
        for found in results.results
    )
    found = str(results.found).lower()
    return f'{{"query":{_text(results.query)},"found":{found},"results":[{mentions}],"glossary":"{results.glossary}"}}\n'


def listing(entries: Iterable[Page], style: Style) -> Iterator[str]:
    """Each entry as recorded, one object a line."""
    for entry in entries:
        yield entry.json + "\n"


def table(rows: Sequence[Mapping[str, Any]], style: Style) -> str:
    """Each row as an object on one line."""
    from json import dumps

    return "".join(dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)


def sheet(sheet: Sheet, style: Style) -> str:
    """Nothing: what stands on a sheet is told as values, by ``table``."""
    return ""
