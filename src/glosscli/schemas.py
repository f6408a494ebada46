"""The JSON Schemas that gloss publishes, made from the model: of what it answers, and of a glossary file.

The schema of a file says what a person may write, and what an editor should offer: no null, since an empty field is a mistake; no
references, which editors follow less well than what stands in place; a number where YAML takes a name for one (``term: 404``).
"""

import json
from inspect import cleandoc
from typing import Any

import msgspec

from glosscli.checks import RULES
from glosscli.comparisons import Comparison
from glosscli.model import Entry, Head, ProblemData
from glosscli.overview import Map
from glosscli.replies import Answer, Chosen, Reading, Results, Route, Standing, Surroundings


def text(document: dict[str, Any]) -> str:
    """A schema as it is printed and shipped."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def answers() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an answer. Objects may gain fields in later versions, so none is closed.

    Beside it stands what other commands print, under ``#/$defs``: ``Surroundings`` (related), ``Route`` (path), ``Reading``
    (learn), ``Comparison`` (compare), ``Map`` (map), ``Results`` (search), ``Entry`` (list), ``Problem`` (check), ``Standing``
    (glossaries) and ``Chosen`` (config).
    """
    published = [Answer, Surroundings, Route, Reading, Comparison, Map, Results, Entry, ProblemData, Standing, Chosen]
    (document, *_), definitions = msgspec.json.schema_components(published, ref_template="#/$defs/{name}")
    for definition in definitions.values():
        if definition.get("additionalProperties") is False:
            del definition["additionalProperties"]
        if "description" in definition:  # How a docstring is indented depends on the version of Python.
            definition["description"] = cleandoc(definition["description"])
    definitions["Problem"] = {**definitions.pop("ProblemData"), "title": "Problem"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gloss answer",
        "description": "What `gloss define --json` prints: one object for each query.",
        **document,
        "$defs": definitions,
    }


def glossary() -> dict[str, Any]:
    """The JSON Schema (draft 7, which editors know best) of a glossary file in YAML: the fields of the head, and the entries."""
    _, definitions = msgspec.json.schema_components([Head, Entry], ref_template="{name}")
    head, entry = (_as_written(definitions[name], definitions) for name in ("Head", "Entry"))
    fields = entry["properties"]
    fields["waived"]["properties"] = {
        rule.code: {**fields["waived"]["additionalProperties"], "description": rule.summary}
        for _, rule in sorted(RULES.items())
        if rule.code.startswith("W") and rule.check is not None
    }
    fields["waived"]["additionalProperties"] = False
    del entry["required"]
    entry["anyOf"] = [{"required": ["term", "definition"]}, {"required": ["extends"]}]
    head["properties"]["entries"] = {"description": "The entries, one for each concept.", "type": "array", "items": entry}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "gloss glossary",
        **head,
        "description": "A glossary file for gloss: what it says about itself, then its entries.",
        "required": ["entries"],
    }


def _as_written(part: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """What the model says of a value, said of what a person writes in YAML."""
    whole = {**definitions.get(part.get("$ref", ""), {}), **part}
    for choice in whole.pop("anyOf", ()):
        if choice != {"type": "null"}:
            whole = {**_as_written(choice, definitions), **whole}
    whole.pop("$ref", None)
    whole.pop("title", None)
    if not whole.get("default"):
        whole.pop("default", None)
    if "description" in whole:
        whole["description"] = " ".join(whole["description"].partition("\n\n")[0].split())
    if whole.get("type") == "string" and "format" not in whole:
        whole["type"] = ["string", "number"]
    for name in ("items", "additionalProperties"):
        if isinstance(whole.get(name), dict):
            whole[name] = _as_written(whole[name], definitions)
    if "properties" in whole:
        whole["properties"] = {name: _as_written(field, definitions) for name, field in whole["properties"].items()}
    return whole
