"""Answers as JSON: one object on one line for each query, always valid, on a miss too."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from glosscli.model import Answer, Entry, Results
from glosscli.render import Style


def answer(answer: Answer, style: Style) -> str:
    """The whole answer; ``style`` changes nothing."""
    return msgspec.json.encode(answer).decode() + "\n"


def related(answer: Answer, style: Style) -> str:
    """The same object: the neighbors stand in ``entry.related``."""
    return msgspec.json.encode(answer).decode() + "\n"


def results(results: Results, style: Style) -> str:
    """All that was found, in one object."""
    return msgspec.json.encode(results).decode() + "\n"


def listing(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """Each entry as recorded, one object a line."""
    for entry in entries:
        yield msgspec.json.encode(entry).decode() + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an answer. Objects may gain fields in later versions, so none is closed.

    What ``gloss search`` and ``gloss list`` print is described beside it, as ``#/$defs/Results`` and ``#/$defs/Entry``.
    """
    (document, _, _), definitions = msgspec.json.schema_components([Answer, Results, Entry], ref_template="#/$defs/{name}")
    for definition in definitions.values():
        definition.pop("additionalProperties", None) if definition.get("additionalProperties") is False else None
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gloss answer",
        "description": "What `gloss define --json` prints: one object for each query.",
        **document,
        "$defs": definitions,
    }
