"""The JSON Schema of a glossary file: what gloss reads is valid by it, what gloss reports is not."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml

from conftest import HERE, ROOT, Run
from glosscli import schemas
from glosscli.model import Entry, Head

Gloss = Callable[..., Run]


class Loader(yaml.SafeLoader):
    """Reads YAML as editors do: of the words that stand for something else only those of YAML 1.2, and dates are text."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern in [
    ("bool", r"^(true|false)$"),
    ("int", r"^[-+]?[0-9]+$"),
    ("float", r"^[-+]?[0-9]*\.[0-9]+$"),
    ("null", r"^(~|null|)$"),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), None)


@pytest.fixture(scope="module")
def validator() -> Any:
    document = schemas.glossary()
    jsonschema.Draft7Validator.check_schema(document)
    return jsonschema.Draft7Validator(document, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)


def mistakes(path: Path, validator: Any) -> list[str]:
    """Where in a file the schema finds something wrong, in order."""
    found = validator.iter_errors(yaml.load(path.read_text(encoding="utf-8"), Loader))
    return sorted(".".join(str(step) for step in error.absolute_path) for error in found)


def test_schema_is_printed_and_ships_in_the_package(gloss: Gloss) -> None:
    told = gloss("schema", "--glossary")
    assert (told.err, told.code) == ("", 0)
    assert told.out == (ROOT / "src" / "glosscli" / "glossary.schema.json").read_text(encoding="utf-8")
    assert json.loads(told.out)["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("path", [ROOT / "data" / "terms.yaml", HERE / "files" / "small.yaml"], ids=lambda path: path.name)
def test_glossary_without_mistakes_is_valid(path: Path, validator: Any) -> None:
    assert mistakes(path, validator) == []


@pytest.mark.parametrize(
    "entry",
    [
        "{term: A, definition: B}",
        "{slug: a, term: A, definition: B}",
        "{extends: hallucination}",
        "{extends: hallucination, aliases: [our word]}",
        "{term: 404, definition: B, aliases: [1.10, 2026-01-01], tags: [2026]}",
        "{term: NO, definition: B, reviewed: 2026-01-31, waived: {W205: it has none}}",
    ],
)
def test_entry_that_gloss_reads_is_valid(entry: str, validator: Any, gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = glossary_file(f"  - {entry}\n")
    assert mistakes(path, validator) == []
    assert gloss("check", str(path)).code == 0


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ("{term: A}", "entries.0"),
        ("{definition: A}", "entries.0"),
        ("{term: A, definition: }", "entries.0.definition"),
        ("{term: A, definition: B, colour: red}", "entries.0"),
        ("{term: A, definition: B, aliases: C}", "entries.0.aliases"),
        ("{term: A, definition: B, level: expert}", "entries.0.level"),
        ("{term: A, definition: B, reviewed: 2026-02-30}", "entries.0.reviewed"),
        ("{term: A, definition: B, slug: Not A Slug}", "entries.0.slug"),
        ("{term: A, definition: B, waived: {W999: C}}", "entries.0.waived"),
        ("{term: A, definition: B, origin: {year: 20, by: C, reference: D}}", "entries.0.origin.year"),
        ("{term: A, definition: B, relations: [{kind: brooder, to: c, why: D}]}", "entries.0.relations.0.kind"),
        ("{term: A, definition: B, references: [{title: C, kind: book}]}", "entries.0.references.0"),
        ("just words", "entries.0"),
    ],
)
def test_mistake_that_gloss_reports_is_found(
    entry: str, place: str, validator: Any, gloss: Gloss, glossary_file: Callable[..., Path]
) -> None:
    path = glossary_file(f"  - {entry}\n")
    assert mistakes(path, validator) == [place]
    assert gloss("check", str(path)).code == 1


@pytest.mark.parametrize("head", ["titel: A", "name: Not A Slug", "profile: lax", "categories: [a, b]", "hide: rag"])
def test_mistake_in_the_head_is_found(head: str, validator: Any, gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = glossary_file("  - {term: A, definition: B}\n", head=f"{head}\n")
    name = "" if head.startswith("titel") else head.partition(":")[0]
    assert mistakes(path, validator) == [name]
    assert gloss("check", str(path)).code == 1


def test_every_field_is_described(validator: Any) -> None:
    def undescribed(part: dict[str, Any], path: str) -> list[str]:
        found = []
        for name, field in part.get("properties", {}).items():
            found += [f"{path}.{name}"] if not field.get("description") else []
            found += undescribed(field, f"{path}.{name}") + undescribed(field.get("items", {}), f"{path}.{name}")
        return found

    document = validator.schema
    assert undescribed(document, "") == []
    fields = document["properties"]["entries"]["items"]["properties"]
    assert [*fields] == [field.encode_name for field in msgspec.structs.fields(Entry)]
    assert [*document["properties"]] == [*(field.encode_name for field in msgspec.structs.fields(Head)), "entries"]
