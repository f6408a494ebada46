"""What is set where, and what is said about settings that cannot be meant."""

from pathlib import Path

import pytest

from glosscli import formats, places, settings


@pytest.fixture
def config(home: Path) -> Path:
    """The path of config.toml, whose folder is there."""
    path = Path(places.settings_file())
    assert path.is_relative_to(home)
    path.parent.mkdir(parents=True)
    return path


def test_nothing_set_means_the_defaults() -> None:
    found = settings.load({})
    assert {found.origin(name) for name in settings.KNOWN} == {"default"}
    assert (found.paths("glossaries"), found.wants("bundled"), found.word("color"), found.word("own")) == ((), True, "auto", None)


def test_environment_overrules_the_file(config: Path) -> None:
    config.write_text('format = "json"\ncolor = "never"\nfull = true\n', encoding="utf-8")
    found = settings.load({"GLOSS_FORMAT": "markdown", "GLOSS_FULL": "no"})
    assert (found.word("format"), found.origin("format")) == ("markdown", "GLOSS_FORMAT")
    assert (found.word("color"), found.origin("color")) == ("never", str(config))
    assert (found.wants("full"), found.wrong, found.unknown) == (False, [], [])


def test_paths_in_the_file_begin_at_home_or_beside_it(config: Path, home: Path) -> None:
    config.write_text('glossaries = ["~/a.yaml", "b.yaml", "/c.yaml"]\nown = "mine.yaml"\n', encoding="utf-8")
    found = settings.load({})
    assert found.paths("glossaries") == (str(home / "a.yaml"), str(config.parent / "b.yaml"), "/c.yaml")
    assert found.word("own") == str(config.parent / "mine.yaml")


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ('format = "yaml"', "sets format to 'yaml'; it is one of terminal, plain, json, markdown"),
        ("bundled = 1", "sets bundled to 1; it is true or false"),
        ("glossaries = 3", "sets glossaries to 3; it is a list of paths"),
        ("editor = []", "sets editor to []; it is text"),
        ("full = = true", "is not valid TOML: Invalid value (at line 1, column 8)"),
        ("full = '\xff'", "is not valid TOML: 'utf-8' codec can't decode byte 0xff in position 8: invalid start byte"),
        ("a = " + "[" * 5000, "is not valid TOML: "),
    ],
)
def test_value_that_cannot_be_meant_is_told_with_what_it_may_be(config: Path, written: str, wrong: str) -> None:
    config.write_bytes(written.encode("latin-1"))
    (told,) = settings.load({}).wrong
    assert told.startswith(f"{config} {wrong}")
    assert "\n" not in told


@pytest.mark.parametrize(
    ("written", "environment", "unknown"),
    [
        ('colour = "never"', {}, "which is not known; did you mean 'color'?"),
        ("", {"GLOSS_COLOUR": "never"}, "the environment sets GLOSS_COLOUR, which is not known; did you mean 'GLOSS_COLOR'?"),
        ("xyzzy = 1", {}, "which is not known; known are glossaries, own, "),
    ],
)
def test_unknown_setting_is_told_with_the_nearest_known_one(
    config: Path, written: str, environment: dict[str, str], unknown: str
) -> None:
    config.write_text(written, encoding="utf-8")
    found = settings.load(environment)
    assert unknown in found.unknown[0]
    assert found.wrong == []


def test_folder_knows_the_same_endings_as_the_readers() -> None:
    assert tuple(formats.READERS) == places.ENDINGS


def test_project_is_found_upwards_and_the_nearest_counts(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    assert places.project_glossaries(str(deep)) == []
    (tmp_path / "glossary.yaml").touch()
    assert places.project_glossaries(str(deep)) == [str(tmp_path / "glossary.yaml")]
    (tmp_path / "a" / ".gloss").mkdir()
    (tmp_path / "a" / "glossary.yaml").touch()
    assert places.project_glossaries(str(deep)) == [str(tmp_path / "a" / "glossary.yaml"), str(tmp_path / "a" / ".gloss")]


def test_folder_gives_its_glossary_files_by_name(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.jsonl", ".hidden.yaml", "notes.md", "C.YML"):
        (tmp_path / name).touch()
    (tmp_path / "d.yaml").mkdir()
    assert [Path(path).name for path in places.glossary_files(str(tmp_path))] == ["C.YML", "a.jsonl", "b.yaml"]
