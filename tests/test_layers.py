"""Several glossaries asked as one: which answers, and what each may do to those below it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import Run
from glosscli import labels, search, settings, store
from glosscli.glossary import Filter, Glossary
from glosscli.layers import Layers

Gloss = Callable[..., Run]

BASE = """\
name: base
categories: {work: Work, play: Play}
entries:
  - term: Release
    aliases: [shipping]
    category: work
    definition: Giving software to those who use it.
    takeaway: It is never the last one.
    relations:
      - {kind: used_with, to: rollback, why: One undoes the other.}
      - {kind: broader, to: event, why: It happens at a time.}
  - term: Rollback
    category: work
    definition: Going back to the release before.
  - term: Event
    definition: What happens at a time.
    confusions:
      - {with: release, difference: One of them is software.}
  - term: Red amber green
    abbreviation: RAG
    category: play
    definition: Three colors that say how a thing stands.
"""
TEAM = """\
name: team
hide: [event]
entries:
  - extends: release
    aliases: [ship day]
    definition: What we do on Tuesdays.
    relations:
      - {kind: see_also, to: deploy-window, why: There it happens.}
  - slug: rollback
    term: Rollback
    definition: The red button in the corner.
  - term: Deploy window
    abbreviation: RAG
    definition: The two hours in which a release may go out.
    relations:
      - {kind: part_of, to: release, why: Each release has one.}
      - {kind: see_also, to: event, why: Nobody sees this reason.}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """A folder to stand in, whose glossary is TEAM; the user's own glossary is BASE, and the bundled one is not asked."""
    folder = tmp_path / "project" / "deep" / "down"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GLOSS_BUNDLED", "no")
    (tmp_path / "project" / "glossary.yaml").write_text(TEAM, encoding="utf-8")
    own = home / ".config" / "gloss" / "glossary.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(BASE, encoding="utf-8")
    return tmp_path / "project"


@contextmanager
def asked(*texts: str, folder: Path) -> Iterator[Glossary]:
    """Glossaries written as YAML, nearest first, open as one."""
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"layer{number}.yaml"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    with store.as_one(store.in_force(paths, only=True)) as glossary:
        yield glossary


def entry(told: Run) -> dict[str, object]:
    (line,) = told.out.splitlines()
    found: dict[str, object] = json.loads(line)["entry"]
    return found


def test_every_question_to_a_glossary_is_answered_for_all_layers() -> None:
    of_one_alone = {"bodies", "all_slugs", "extensions", "extends", "hidden", "known", "count_of", "counts_of"}
    questions = {name for name in vars(Glossary) if not name.startswith("_")}
    assert questions - set(vars(Layers)) == of_one_alone


@pytest.mark.parametrize(
    ("query", "first_line", "whence"),
    [
        ("deploy window", "Deploy window (RAG)", "from team"),
        ("rag", "Deploy window (RAG)", "from team"),
        ("red amber green", "Red amber green (RAG)", "from base"),
        ("rollback", "Rollback", "from team"),
        ("ship day", "Release", "from team, extending base"),
        ("shipping", "Release", "from team, extending base"),
        ("deploi windwo", 'Deploy window (RAG)  [a guess for "deploi windwo"]', "from team"),
    ],
)
@pytest.mark.usefixtures("project")
def test_nearest_glossary_wins_a_label_and_says_where_from(gloss: Gloss, query: str, first_line: str, whence: str) -> None:
    told = gloss(query)
    lines = told.out.splitlines()
    assert (lines[0], told.err, told.code) == (first_line, "", 0)
    assert any(line.endswith(whence) for line in lines[:3])


@pytest.mark.usefixtures("project")
def test_extended_entry_keeps_what_is_not_given_and_adds_to_lists(gloss: Gloss) -> None:
    found = entry(gloss("release", "--json"))
    assert found["definition"] == "What we do on Tuesdays."
    assert (found["takeaway"], found["category"]) == ("It is never the last one.", "work")
    assert found["aliases"] == ["ship day", "shipping"]
    assert (found["glossary"], found["base"]) == ("team", "base")


@pytest.mark.usefixtures("project")
def test_relations_lead_across_glossaries_and_not_to_what_is_hidden(gloss: Gloss) -> None:
    related = entry(gloss("related", "release", "--json"))["related"]
    assert isinstance(related, list)
    assert [(one["kind"], one["slug"], one["definition"]) for one in related] == [
        ("see_also", "deploy-window", "The two hours in which a release may go out."),
        ("used_with", "rollback", "The red button in the corner."),
        ("has_part", "deploy-window", "The two hours in which a release may go out."),
    ]
    told = gloss("event", "--exact")
    assert (told.out, told.code) == ("", 1)


@pytest.mark.usefixtures("project")
def test_all_shows_what_every_glossary_says(gloss: Gloss) -> None:
    found = json.loads(gloss("define", "rag", "--all", "--json").out)
    pages = [found["entry"], *found["others"]]
    assert [(page["glossary"], page["slug"]) for page in pages] == [("team", "deploy-window"), ("base", "red-amber-green")]
    found = json.loads(gloss("define", "release", "--all", "--json").out)
    pages = [found["entry"], *found["others"]]
    assert [(page["glossary"], page.get("base"), page["definition"]) for page in pages] == [
        ("team", "base", "What we do on Tuesdays."),
        ("base", None, "Giving software to those who use it."),
    ]
    assert json.loads(gloss("define", "event", "--all", "--json").out)["entry"]["confusions"][0]["term"] == "Release"


@pytest.mark.usefixtures("project")
def test_listing_counting_and_drawing_see_each_visible_entry_once(gloss: Gloss) -> None:
    listed = [line.split("\t")[0] for line in gloss("list").out.splitlines()]
    assert listed == ["deploy-window", "red-amber-green", "release", "rollback"]
    assert [line.split("\t")[0] for line in gloss("list", "--category", "work").out.splitlines()] == ["release"]
    with store.as_one(store.in_force(settings=settings.load())) as glossary:
        assert glossary.count() == 4
        drawn = {glossary.brief(glossary.nth(number))[0] for number in range(4)}
        assert drawn == set(listed)
        assert glossary.count(Filter(category="work")) == 1
        assert glossary.brief(glossary.nth(0, Filter(category="work")))[0] == "release"


@pytest.mark.usefixtures("project")
def test_text_is_looked_for_in_all_and_told_with_its_glossary(gloss: Gloss) -> None:
    told = gloss("search", "red button corner", "--json")
    assert [(one["slug"], one["glossary"]) for one in json.loads(told.out)["results"]] == [("rollback", "team")]
    told = gloss("search", "three colors", "--json")
    assert [(one["slug"], one["glossary"]) for one in json.loads(told.out)["results"]] == [("red-amber-green", "base")]
    told = gloss("search", "giving software", "--json")
    assert [(one["slug"], one["definition"]) for one in json.loads(told.out)["results"]] == [("release", "What we do on Tuesdays.")]


def test_confusion_with_an_entry_of_another_glossary_has_its_term(tmp_path: Path) -> None:
    team = "name: t\nentries:\n  - {term: A, definition: B., confusions: [{with: event, difference: Not it.}]}\n"
    with asked(team, BASE, folder=tmp_path) as glossary:
        found = search.answer(glossary, "a")
        assert found.entry is not None
        assert [(mixup.with_, mixup.term) for mixup in found.entry.confusions] == [("event", "Event")]


def test_entry_that_extends_nothing_is_no_answer(tmp_path: Path) -> None:
    team = "name: t\nentries:\n  - {extends: nowhere, aliases: [here]}\n  - {term: A, definition: B.}\n"
    with asked(team, folder=tmp_path) as glossary:
        assert not search.answer(glossary, "here", exact=True).found
        assert (glossary.count(), [page.slug for page in glossary.entries()]) == (1, ["a"])


def test_extensions_pile_up_until_a_whole_entry(tmp_path: Path) -> None:
    top = "name: top\nentries:\n  - {extends: release, takeaway: Mine.}\n"
    with asked(top, TEAM, BASE, folder=tmp_path) as glossary:
        page = search.answer(glossary, "ship day").entry
        assert page is not None
        assert (page.takeaway, page.definition, page.category) == ("Mine.", "What we do on Tuesdays.", "work")
        assert page.whence == "top, extending base"


def test_surer_match_of_a_farther_glossary_goes_before_a_lookup_phrase_of_a_nearer_one(tmp_path: Path) -> None:
    near = "name: near\nentries:\n  - {term: Cloth, definition: It wipes., lookup: [rollback]}\n"
    with asked(near, BASE, folder=tmp_path) as glossary:
        found = search.answer(glossary, "rollback")
        assert (found.glossary, found.match and found.match.rung) == ("base", "exact")
        each = [page.slug for page in search.everywhere(glossary, "rollback").pages]
        assert each == ["cloth", "rollback"]


def test_layers_answer_as_the_same_entries_in_one_file(tmp_path: Path, small: Path) -> None:
    """Cut in two at any entry, a glossary finds what it finds whole."""
    text = small.read_text(encoding="utf-8")
    head, _, body = text.partition("\nentries:\n")
    entries = ["  - slug:" + part for part in body.split("  - slug:")[1:]]
    queries = ["gradient descent", "gradiant descent", "loss", "gd", "walking downhill", "a recipe", "algorithms"]
    path = tmp_path / "whole.yaml"
    path.write_text(text, encoding="utf-8")
    with store.open_glossary(str(path)) as whole:
        expected = [(a.match and a.match.rung, [p.slug for p in a.pages]) for a in (search.answer(whole, q) for q in queries)]
        slugs = [page.slug for page in whole.entries()]
        related = {slug: sorted(link[1:3] for link in whole.links(slug)) for slug in slugs}
    for cut in range(1, len(entries)):
        parts = [head + "\nentries:\n" + "".join(part) for part in (entries[:cut], entries[cut:])]
        with asked(*parts, folder=tmp_path) as glossary:
            found = [(a.match and a.match.rung, [p.slug for p in a.pages]) for a in (search.answer(glossary, q) for q in queries)]
            assert found == expected
            assert [page.slug for page in glossary.entries()] == slugs
            assert {slug: sorted(link[1:3] for link in glossary.links(slug)) for slug in slugs} == related
            assert glossary.beginning_with("g", 5)[0][0] == "gradient-descent"
            assert glossary.hits(labels.keys("gradient descent"))[0].kind == "term"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: [", "holds no entry that can be read"),
        ("", "holds no entry that can be read"),
        (None, "nowhere, which is not there"),
    ],
)
def test_damaged_layer_is_told_once_and_the_others_answer(
    project: Path, gloss_process: Gloss, text: str | None, words: str
) -> None:
    path = project / "glossary.yaml"
    path.unlink()
    if text is None:
        (project / ".gloss").mkdir()
        (project / ".gloss" / "a.yaml").symlink_to(project / "nowhere")
    else:
        path.write_text(text, encoding="utf-8")
    told = gloss_process("define", "rollback", "event", "--json")
    assert [json.loads(line)["entry"]["glossary"] for line in told.out.splitlines()] == ["base", "base"]
    assert words in told.err
    assert told.err.count("the others answer") == 1
    assert (told.code, "Traceback" in told.err) == (0, False)


def test_glossary_that_was_named_and_cannot_be_asked_ends_the_run(gloss: Gloss, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in ("none.yaml", str(tmp_path / "empty")):
        told = gloss("rag", "-g", path)
        assert (told.out, told.code) == ("", 3)
        assert path in told.err


def test_folder_is_its_glossary_files_by_name(gloss: Gloss, tmp_path: Path) -> None:
    folder = tmp_path / "our terms"
    folder.mkdir()
    (folder / "b.yaml").write_text("entries: [{term: Window, definition: The second.}]", encoding="utf-8")
    (folder / "ä.jsonl").write_text('{"term": "Window", "definition": "The third."}\n', encoding="utf-8")
    (folder / "a.yaml").write_text("entries: [{term: Door, definition: The first.}]", encoding="utf-8")
    assert gloss("window", "-g", str(folder), "--only").out == "Window\nfrom b\n\nThe second.\n"


def test_file_is_asked_once_where_it_is_nearest(project: Path, gloss: Gloss) -> None:
    (project / "other.yaml").symlink_to(project / "glossary.yaml")
    told = gloss("glossaries", "-g", str(project / "other.yaml"))
    assert [line.split("\t")[:2] for line in told.out.splitlines()] == [["team", "named"], ["base", "own"]]


def test_glossaries_tells_what_is_in_force_and_what_is_wrong(project: Path, gloss: Gloss, home: Path) -> None:
    broken = home / "broken.yaml"
    broken.write_text("entries:\n  - {term: A, definition: B.}\n  - {term: C}\n", encoding="utf-8")
    config = home / ".config" / "gloss" / "config.toml"
    config.write_text('glossaries = ["~/broken.yaml", "~/none.yaml"]\n', encoding="utf-8")
    told = gloss("glossaries", "--json")
    rows = [json.loads(line) for line in told.out.splitlines()]
    assert [(row["name"], row["origin"], row["entries"], row["problems"]) for row in rows] == [
        ("team", "project", 3, 0),
        ("base", "own", 4, 0),
        ("broken", "configured", 1, 1),
        (None, "configured", 0, 0),
    ]
    assert (rows[0]["extends"], rows[0]["hides"], rows[0]["bytes"]) == (1, 1, len(TEAM))
    assert rows[0]["path"] == str(project / "glossary.yaml")
    assert "there is no file" in rows[3]["error"]
    assert told.code == 1
    assert f"{broken} has 1 problem\n  gloss check {broken}\n" in told.err
    for format in ("terminal", "markdown", "plain"):
        assert "team" in gloss("glossaries", "--format", format).out


def test_no_glossary_at_all_is_told(gloss: Gloss, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOSS_BUNDLED", "no")
    monkeypatch.setenv("GLOSS_PROJECT", "no")
    told = gloss("rag")
    assert (told.out, told.code) == ("", 3)
    assert "there is no glossary to ask" in told.err


def test_only_asks_none_but_those_named(project: Path, gloss: Gloss) -> None:
    told = gloss("event", "-g", str(project / "glossary.yaml"), "--only")
    assert (told.out, told.code) == ("", 1)
    assert gloss("event", "--only").code == 2


def test_quick_way_sees_the_same_layers_and_settings(
    project: Path, gloss: Gloss, gloss_process: Gloss, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [["release"], ["rag", "--json"], ["event"], ["search", "red button"], ["shiping"], ["zzzz"]]
    for format in ("json", "markdown", "terminal"):
        monkeypatch.setenv("GLOSS_FORMAT", format)
        monkeypatch.setenv("GLOSS_FULL", "yes")
        for line in lines:
            assert gloss_process(*line) == gloss(*line), line
    monkeypatch.setenv("GLOSS_FORMAT", "nonsense")
    assert gloss_process("release").code == 2
    monkeypatch.setenv("GLOSS_FORMAT", "plain")
    monkeypatch.setenv("GLOSS_FULLL", "yes")
    assert "did you mean 'GLOSS_FULL'" in gloss_process("release").err


def test_completion_offers_what_is_in_force(project: Path, gloss_process: Gloss) -> None:
    told = gloss_process(_GLOSS_COMPLETE="complete_bash", COMP_WORDS="gloss de", COMP_CWORD="1")
    assert "deploy-window" in told.out
    told = gloss_process(_GLOSS_COMPLETE="complete_bash", COMP_WORDS="gloss define de", COMP_CWORD="2")
    assert told.out == "deploy-window\n"


def test_config_shows_each_value_and_where_it_is_from(gloss: Gloss, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOSS_COLOR", "never")
    rows = {row["name"]: row for row in map(json.loads, gloss("config", "--json").out.splitlines())}
    assert (rows["color"]["value"], rows["color"]["origin"]) == ("never", "GLOSS_COLOR")
    assert (rows["bundled"]["value"], rows["bundled"]["origin"]) == (True, "default")
    monkeypatch.setenv("GLOSS_COLOR", "blue")
    told = gloss("config")
    assert told.code == 1
    assert "GLOSS_COLOR is 'blue'; it is one of auto, always, never" in told.err
    for format in ("terminal", "markdown"):
        assert "bundled" in gloss("config", "--format", format).out


def test_flag_is_stronger_than_what_is_set(gloss: Gloss, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOSS_FORMAT", "markdown")
    monkeypatch.setenv("GLOSS_FULL", "yes")
    assert gloss("define", "rag").out.startswith("# Retrieval-augmented generation")
    assert gloss("define", "rag", "--json").out.startswith('{"query"')
    assert "References" in gloss("define", "rag").out
    assert "References" not in gloss("define", "rag", "--no-full").out


def test_check_without_a_file_checks_the_project(tmp_path: Path, gloss: Gloss, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".gloss").mkdir()
    (tmp_path / ".gloss" / "more.yaml").write_text("entries: [{term: A}]", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told = gloss("check")
    assert told.out == f"{tmp_path / '.gloss' / 'more.yaml'}:1:11: E004 required field 'definition' is missing\n"
    assert told.code == 1
    assert gloss("check", str(tmp_path / ".gloss")).out == told.out
