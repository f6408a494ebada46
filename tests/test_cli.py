"""The command line: standard output, standard error and exit code of each kind of line."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from conftest import ROOT, Run
from glosscli import __version__, cli, schemas, search
from glosscli.__main__ import COMMANDS
from glosscli.model import Page
from glosscli.render import lines, words
from glosscli.replies import Answer, Results

Gloss = Callable[..., Run]


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    return schemas.answers()


def answers(out: str, schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The JSON objects of a run, each held against the published schema."""
    found = [json.loads(line) for line in out.splitlines()]
    for answer in found:
        jsonschema.validate(answer, schema)
    return found


@pytest.mark.parametrize(
    ("query", "rung", "slug"),
    [
        ("generative-ai", "exact", "generative-ai"),
        ("gen ai", "exact", "generative-ai"),
        ("RAG", "exact", "retrieval-augmented-generation"),
        ("hallucinations", "normalized", "hallucination"),
        ("halucination", "spelling", "hallucination"),
    ],
)
def test_json_answer_keeps_its_promise(gloss: Gloss, schema: dict[str, Any], query: str, rung: str, slug: str) -> None:
    told = gloss("define", query, "--json")
    (answer,) = answers(told.out, schema)
    assert (answer["query"], answer["found"], answer["match"]["rung"], answer["entry"]["slug"]) == (query, True, rung, slug)
    assert list(answer) == ["query", "found", "match", "entry", "others", "glossary", "suggestions"]
    assert (told.err, told.code) == ("", 0)


def test_miss_is_valid_json_words_on_stderr_and_exit_code_1(gloss: Gloss, schema: dict[str, Any]) -> None:
    told = gloss("define", "zzzz", "--json")
    (answer,) = answers(told.out, schema)
    assert (answer["found"], answer["match"], answer["entry"], answer["suggestions"]) == (False, None, None, [])
    assert told.err.startswith('gloss: no entry for "zzzz"\n')
    assert told.code == 1


@pytest.mark.parametrize("format", ["plain", "terminal", "markdown"])
def test_miss_leaves_standard_output_empty_for_people(gloss: Gloss, format: str) -> None:
    told = gloss("define", "zzzz", "--format", format)
    assert (told.out, told.code) == ("", 1)
    assert "no entry" in told.err


def test_suggestions_name_the_command_that_shows_the_first(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = glossary_file("  - {term: Kernel, definition: D.}\n  - {term: Colonel, definition: D.}\n")
    told = gloss("define", "kolnel", "-g", str(path))
    assert (told.out, told.code) == ("", 1)
    assert re.fullmatch(r'gloss: no entry for "kolnel"; did you mean: \w+, \w+\n  gloss define \w+\n', told.err)


def test_guess_is_marked_wherever_a_person_reads_it(gloss: Gloss) -> None:
    for format in ("plain", "terminal", "markdown"):
        told = gloss("define", "halucination", "--format", format)
        assert re.search(r"a guess", told.out), format
        assert told.code == 0
        assert "a guess" not in gloss("define", "hallucination", "--format", format).out


def test_exact_shows_no_guess(gloss: Gloss) -> None:
    told = gloss("define", "halucination", "--exact")
    assert (told.out, told.err, told.code) == ("", 'gloss: no entry for "halucination"\n  gloss list shows every term\n', 1)


def test_label_of_two_entries_shows_both(gloss: Gloss, schema: dict[str, Any]) -> None:
    (answer,) = answers(gloss("cv", "--json").out, schema)
    assert {answer["entry"]["slug"], *(other["slug"] for other in answer["others"])} == {"computer-vision", "cross-validation"}
    page = gloss("cv", "--format", "terminal").out
    assert "Computer vision (CV)" in page
    assert "Cross-validation (CV)" in page


def test_terms_of_a_batch_are_answered_one_a_line_in_order(gloss_process: Callable[..., Run], schema: dict[str, Any]) -> None:
    told = gloss_process("define", "-", "--json", stdin="rag\n\nLLM\r\nhalucination\nzzzz\n")
    found = [(answer["query"], answer["found"]) for answer in answers(told.out, schema)]
    assert found == [("rag", True), ("LLM", True), ("halucination", True), ("zzzz", False)]
    assert told.code == 1


def test_batch_answers_as_the_terms_come() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "glosscli", "define", "-", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        for query in ("rag", "llm"):
            run.stdin.write(f"{query}\n")
            run.stdin.flush()
            assert json.loads(run.stdout.readline())["query"] == query
        run.stdin.close()
        assert run.wait(timeout=30) == 0


def test_words_and_standard_input_mix_in_order(gloss_process: Callable[..., Run]) -> None:
    told = gloss_process("define", "llm", "-", "gan", "--json", stdin="rag\n")
    assert [json.loads(line)["query"] for line in told.out.splitlines()] == ["llm", "rag", "gan"]


def test_input_that_is_not_utf8_is_a_miss(gloss: Gloss) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "glosscli", "define", "-", "--json"], input=b"\xff\xfe\n", capture_output=True, check=False
    )
    assert json.loads(done.stdout)["found"] is False
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)


@pytest.mark.parametrize(
    ("line", "means"),
    [
        (["rag"], ["define", "rag"]),
        (["rag", "--json"], ["define", "rag", "--json"]),
        (["--json", "rag"], ["define", "rag", "--json"]),
        (["neural", "network"], ["define", "neural network"]),
        (["random", "forest"], ["define", "random forest"]),
        (["rag", "llm"], ["define", "rag", "llm"]),
    ],
)
def test_what_is_no_command_is_a_term(gloss: Gloss, line: list[str], means: list[str]) -> None:
    assert gloss(*line) == gloss(*means)
    assert gloss(*line).code == 0


QUICK = [
    ["rag"],
    ["define", "rag"],
    ["define", "generative-ai", "--json"],
    ["--json", "rag"],
    ["-j", "define"],
    ["rag", "--format=markdown"],
    ["rag", "--format=plain"],
    ["rag", "--format=json", "--json"],
    ["Hallucinations"],
    ["What is RAG?"],
    ["cv"],
    ["making things up"],
    ["halucination"],
    ["zzzz"],
    ["zzzz", "--json"],
    [""],
    ["  rag  "],
    ["\x1b[31mrag"],
    ["define", "define"],
    ["define"],
    ["list"],
    ["random", "forest"],
    ["--version"],
    ["rag", "--jsn"],
    ["rag", "llm"],
    ["define", "--", "rag"],
    ["x" * 3000],
    ["search", "invents facts"],
    ["search", "invents facts", "--json"],
    ["search", "invents facts", "--format=markdown"],
    ["search", "banana bread recipe"],
    ["search", "banana bread recipe", "--json"],
    ["search", "what is the"],
    ["search"],
    ["path", "rag", "attention"],
    ["path", "rag", "attention", "--json"],
    ["path", "--json", "rag", "atention"],
    ["path", "rag", "retrieval augmented generation"],
    ["path", "cv", "zzzz"],
    ["path", "zzzz", "yyyyy", "--json"],
    ["path", "rag"],
    ["path", "gradient", "descent", "rag"],
    ["learn", "gdpr"],
    ["lang"],
    ["lang", "--json"],
    ["rag", "-g", "no-such.yaml"],
    ["rag", "-g"],
]


@pytest.mark.parametrize("line", QUICK, ids=lambda line: " ".join(line)[:40])
def test_quick_way_answers_as_the_whole_command_line_does(line: list[str], gloss: Gloss, gloss_process: Callable[..., Run]) -> None:
    assert gloss_process(*line) == gloss(*line)


def test_every_command_is_known_with_its_module() -> None:
    app = cli.whole(COMMANDS, COMMANDS)
    found = {command.name: command.callback.__module__ for command in app.registered_commands if command.callback}
    assert found == {name: f"glosscli.commands.{module}" for name, module in COMMANDS.items()}
    modules = {path.stem for path in (ROOT / "src" / "glosscli" / "commands").glob("*.py")} - {"__init__"}
    assert set(COMMANDS.values()) == modules


def test_related_gives_kind_term_reason_and_definition(gloss: Gloss) -> None:
    told = gloss("related", "hallucination")
    assert told.code == 0
    assert "\nMitigated by:\n" in told.out
    assert re.search(r"^  Grounding: .+\.\n    [A-Z].+\.$", told.out, re.MULTILINE)


def test_related_looks_from_both_sides(gloss: Gloss) -> None:
    assert "Mitigates:\n  Hallucination: " in gloss("related", "grounding").out


def test_related_keeps_to_the_kinds_that_are_named(gloss: Gloss) -> None:
    told = gloss("related", "hallucination", "--kind", "mitigated-by,see_also")
    assert [line for line in told.out.splitlines() if line.endswith(":")] == ["Mitigated by:", "See also:"]
    told = gloss("related", "hallucination", "--kind", "mitigatedby")
    assert (told.out, told.code) == ("", 2)
    assert "there is no kind of relation 'mitigatedby'; did you mean 'mitigated_by'?" in told.err


def test_related_reaches_farther_and_counts_what_is_left_out(gloss: Gloss, schema: dict[str, Any]) -> None:
    near = json.loads(gloss("related", "hallucination", "--json").out)
    far = json.loads(gloss("related", "hallucination", "--depth", "2", "--limit", "1000", "--json").out)
    few = json.loads(gloss("related", "hallucination", "--depth", "2", "--limit", "5", "--json").out)
    for around in (near, far, few):
        jsonschema.validate(around, {"$ref": "#/$defs/Surroundings", "$defs": schema["$defs"]})
        slugs = [node["slug"] for node in around["nodes"]]
        assert (slugs[0], len(set(slugs))) == ("hallucination", len(slugs))
        assert {edge[end] for edge in around["edges"] for end in ("source", "target")} == set(slugs)
    assert {node["slug"] for node in near["nodes"]} == {"hallucination", *(one["slug"] for one in near["entry"]["related"])}
    assert {node["depth"] for node in far["nodes"]} == {0, 1, 2}
    assert (far["left_out"], len(few["nodes"])) == (0, 6)
    assert few["left_out"] > 0
    assert "have no room here" in gloss("related", "hallucination", "--limit", "5").out
    assert re.search(r"    and \d+ more$", gloss("related", "hallucination", "--limit", "5", "--tree").out, re.MULTILINE)


def test_tree_says_the_kind_of_each_branch_and_shows_each_entry_once(gloss: Gloss) -> None:
    told = gloss("related", "hallucination", "--depth", "3", "--tree", "--limit", "500")
    branches = re.findall(r"^ +([a-z ]+): (.+)$", told.out, re.MULTILINE)
    assert {kind for kind, _ in branches} <= set(words.BRANCHES.values())
    assert len(branches) == len({term for _, term in branches}) > 100
    assert "├── " in gloss("related", "hallucination", "--tree", "--format", "terminal").out


@pytest.mark.parametrize(("format", "first"), [("dot", "digraph gloss {"), ("mermaid", "flowchart LR")])
def test_related_is_drawn_as_a_diagram(gloss: Gloss, format: str, first: str) -> None:
    told = gloss("related", "halucination", "--format", format)
    assert (told.out.splitlines()[0], told.err, told.code) == (first, "", 0)
    assert gloss("related", "zzzz", "--format", format).out == ""
    assert gloss("related", "rag", "--json", "--format", format).code == 2


def test_diagrams_keep_what_their_languages_would_take_for_their_own(gloss: Gloss, glossary_file: Callable[..., Path]) -> None:
    path = glossary_file(
        "  - term: 'A \"b\" & <i>#1;</i> \\ ]) end'\n    slug: a\n    definition: 'Says \"x\" \\'\n"
        "    relations: [{kind: see_also, to: end, why: Both.}]\n  - {term: End, definition: Subgraph.}\n"
    )
    line = ("related", "a", "-g", str(path), "--only", "--format")
    assert 'label="A \\"b\\" &amp; <i>#1;</i> \\\\ ])\\nend", tooltip="Says \\"x\\" \\\\"' in gloss(*line, "dot").out
    assert 'n0["A #34;b#34; #38; #60;i#62;#35;1#59;#60;/i#62; #92; ]) end"]' in gloss(*line, "mermaid").out


def test_search_gives_the_passages_that_match(gloss: Gloss) -> None:
    told = gloss("search", "invented", "facts", "--json")
    found = json.loads(told.out)
    jsonschema.validate(found, {**schemas.answers(), "$ref": "#/$defs/Results"})
    assert "hallucination" in [mention["slug"] for mention in found["results"][:3]]
    assert all(mention["passage"] for mention in found["results"])
    assert (told.err, told.code) == ("", 0)


def test_search_keeps_what_the_options_ask_for(gloss: Gloss) -> None:
    told = gloss("search", "training data", "--level", "beginner", "--category", "learning", "--limit", "3", "--json")
    slugs = [mention["slug"] for mention in json.loads(told.out)["results"]]
    assert 0 < len(slugs) <= 3
    kept = [
        json.loads(line)["slug"]
        for line in gloss("list", "--level", "beginner", "--category", "learning", "--json").out.splitlines()
    ]
    assert set(slugs) <= set(kept)


@pytest.mark.parametrize("format", ["terminal", "plain", "markdown"])
def test_search_shows_the_matching_words(gloss: Gloss, format: str) -> None:
    told = gloss("search", "confident", "wrong", "answer", "--format", format)
    assert told.out
    assert told.code == 0


def test_search_for_nonsense_is_exit_code_1(gloss: Gloss) -> None:
    told = gloss("search", "banana", "bread", "recipe")
    assert (told.out, told.code) == ("", 1)
    assert told.err.startswith('gloss: nothing speaks of "banana bread recipe"\n')


def test_list_is_cut_by_tabs_in_a_pipe_and_is_json_on_request(gloss: Gloss) -> None:
    rows = [line.split("\t") for line in gloss("list").out.splitlines()]
    assert {len(row) for row in rows} == {3}
    objects = [json.loads(line) for line in gloss("list", "--json").out.splitlines()]
    assert [row[0] for row in rows] == [entry["slug"] for entry in objects]


def test_list_keeps_what_the_options_ask_for(gloss: Gloss) -> None:
    told = gloss("list", "--category", "language", "--level", "beginner", "--json")
    assert {(entry["category"], entry["level"]) for entry in map(json.loads, told.out.splitlines())} == {("language", "beginner")}


def test_nothing_that_fits_is_exit_code_1(gloss: Gloss) -> None:
    told = gloss("list", "--category", "perception", "--level", "advanced")
    assert (told.out, told.code) == ("", 1)
    assert told.err.startswith("gloss: no entry fits")


def test_random_shows_an_entry_that_fits(gloss: Gloss, schema: dict[str, Any]) -> None:
    for _ in range(5):
        (answer,) = answers(gloss("random", "--category", "governance", "--json").out, schema)
        assert answer["entry"]["category"] == "governance"


def test_version_names_program_and_glossary(gloss: Gloss) -> None:
    told = gloss("--version")
    assert re.fullmatch(rf"gloss {re.escape(__version__)}\nglossary ai \S+, \d+ entries\n", told.out)


def test_schema_is_valid_and_leaves_room_for_more_and_ships_in_the_package(gloss: Gloss) -> None:
    document = json.loads(gloss("schema").out)
    assert document == json.loads((ROOT / "src" / "glosscli" / "answer.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(document)
    assert "additionalProperties" not in document["$defs"]["Answer"]


@pytest.mark.parametrize(
    ("line", "words", "hint"),
    [
        ([], "name a term to look up", "gloss --help"),
        (["define"], "missing argument 'TERM...'", "gloss define --help"),
        (["define", ""], "the term is empty", "gloss define"),
        (["define", "rag", "--jsn"], "no such option: --jsn", "gloss define --help"),
        (["define", "rag", "--format", "xml"], "invalid value for '--format'", "gloss define --help"),
        (["define", "rag", "--json", "--format", "plain"], "cannot both be meant", "leave one"),
        (["list", "--category", "langage"], "there is no category 'langage'", "language"),
        (["list", "--level", "expert"], "there is no level 'expert'", "beginner, intermediate, advanced"),
        (["check", "--explain", "E000"], "there is no rule 'E000'", "E102"),
    ],
)
def test_wrong_usage_is_told_in_a_line_with_a_way_on(gloss: Gloss, line: list[str], words: str, hint: str) -> None:
    told = gloss(*line)
    assert (told.out, told.code) == ("", 2)
    first, *rest = told.err.splitlines()
    assert words in first
    assert first.startswith("gloss: ")
    assert hint in " ".join(rest)


def test_missing_glossary_file_is_exit_code_3(gloss: Gloss, tmp_path: Path) -> None:
    told = gloss("rag", "-g", str(tmp_path / "none.yaml"))
    assert (told.out, told.code) == ("", 3)
    assert told.err.startswith(f"gloss: there is no file {tmp_path / 'none.yaml'}\n")


@pytest.mark.parametrize("name", ["folder.yaml", "empty.yaml", "words.yaml"])
def test_glossary_that_cannot_be_used_is_exit_code_3(gloss: Gloss, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "empty.yaml").touch()
    (tmp_path / "words.yaml").write_text("just words", encoding="utf-8")
    told = gloss("rag", "-g", str(tmp_path / name))
    assert (told.out, told.code) == ("", 3)
    assert "Traceback" not in told.err


@pytest.mark.parametrize("command", [[], *([name] for name in sorted(COMMANDS))], ids=lambda words: " ".join(words) or "gloss")
def test_help_shows_two_examples_that_run(
    command: list[str], gloss: Gloss, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: Callable[..., Path]
) -> None:
    told = gloss(*command, "--help")
    assert (told.err, told.code) == ("", 0)
    if not command:
        assert all(name in told.out for name in COMMANDS)
        return
    examples = re.findall(r"^   gloss (.+?) *$", told.out, re.MULTILINE)
    assert len(examples) == 2
    monkeypatch.chdir(tmp_path)
    Path("glossary.yaml").write_text(small.read_text(encoding="utf-8").replace("profile: strict\n", ""), encoding="utf-8")
    editor("")
    for example in examples:
        words = [word.strip('"') for word in re.findall(r'"[^"]+"|\S+', example.partition(" |")[0].partition(" >")[0])]
        assert gloss(*words).code in ((0, 1) if command == ["check"] else (0,)), example


def test_reader_that_leaves_early_is_no_error() -> None:
    for line in ("define - --json", "list", "related machine-learning"):
        done = subprocess.run(
            f"yes rag | head -2000 | {sys.executable} -m glosscli {line} | head -1",
            shell=True,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert (done.stderr, done.returncode) == (b"", 0)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_full_disk_is_told_in_a_line() -> None:
    for line in (["rag"], ["list"], ["define", "rag", "--full"]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([sys.executable, "-m", "glosscli", *line], stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.stderr.decode() == "gloss: cannot write to standard output: No space left on device\n"
        assert done.returncode == 3


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_ctrl_c_ends_with_130_and_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "glosscli", "define", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        run.stdin.write(b"rag\n")
        run.stdin.flush()
        run.stdout.readline()
        run.send_signal(signal.SIGINT)
        deadline = time.monotonic() + 30
        while run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert run.returncode == 130
        assert run.stderr is not None
        assert run.stderr.read() == b""


def test_terms_are_completed_in_every_shell(gloss_process: Callable[..., Run]) -> None:
    bash = gloss_process(_GLOSS_COMPLETE="complete_bash", COMP_WORDS="gloss define gener", COMP_CWORD="2")
    assert {"generative-ai", "generative-adversarial-network"} <= set(bash.out.split())
    for shell in ("zsh", "fish", "powershell"):
        told = gloss_process(
            _GLOSS_COMPLETE=f"complete_{shell}",
            _TYPER_COMPLETE_ARGS="gloss gener",
            _TYPER_COMPLETE_FISH_ACTION="get-args",
            _TYPER_COMPLETE_WORD_TO_COMPLETE="gener",
        )
        assert "generative-ai" in told.out
        assert "A branch of artificial intelligence" in told.out
        assert (told.err, told.code) == ("", 0)


COMPLETIONS = [
    {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss define gen", "COMP_CWORD": "2"},
    {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss gen", "COMP_CWORD": "1"},
    {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss re", "COMP_CWORD": "1"},
    {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss related gen", "COMP_CWORD": "2"},
    {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss path gen", "COMP_CWORD": "2"},
    {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss path rag gen", "COMP_CWORD": "3"},
    {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss learn gen", "COMP_CWORD": "2"},
    {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss learn rag --from gen", "COMP_CWORD": "4"},
    {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss define zzz", "COMP_CWORD": "2"},
    {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss define rag gen", "COMP_CWORD": "3"},
    {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss define --f", "COMP_CWORD": "2"},
    *(
        {"_GLOSS_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": f"gloss {words}", "_TYPER_COMPLETE_WORD_TO_COMPLETE": last}
        | ({"_TYPER_COMPLETE_FISH_ACTION": action} if shell == "fish" else {})
        for shell, action in (("zsh", ""), ("fish", "get-args"), ("fish", "is-args"), ("powershell", ""))
        for words, last in (("define gen", "gen"), ("gen", "gen"), ("related zzz", "zzz"), ("define ", ""), ("re", "re"))
    ),
]


@pytest.mark.parametrize("environment", COMPLETIONS, ids=lambda environment: " ".join(environment.values()))
def test_quick_completion_says_what_typer_says(
    environment: dict[str, str], gloss_process: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = "import sys; from glosscli.__main__ import run; sys.exit(run([], quick=False))"
    line = [sys.executable, "-c", whole]
    done = subprocess.run(line, capture_output=True, text=True, env={**os.environ, **environment}, check=False)
    assert gloss_process(**environment) == Run(done.stdout, done.stderr, done.returncode)


def test_commands_are_completed_beside_terms(gloss_process: Callable[..., Run]) -> None:
    told = gloss_process(_GLOSS_COMPLETE="complete_bash", COMP_WORDS="gloss re", COMP_CWORD="1")
    assert {"related", "regression", "reinforcement-learning"} <= set(told.out.split())


def test_categories_are_completed(gloss_process: Callable[..., Run]) -> None:
    told = gloss_process(_GLOSS_COMPLETE="complete_bash", COMP_WORDS="gloss list --category gen", COMP_CWORD="3")
    assert told.out.split() == ["generative"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_script_is_shown_for_each_shell(shell: str, gloss_process: Callable[..., Run]) -> None:
    told = gloss_process("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "_GLOSS_COMPLETE" in told.out
    assert told.code == 0


def test_every_term_of_the_bundled_glossary_finds_its_entry() -> None:
    from glosscli import store

    with store.open_glossary(str(ROOT / "data" / "terms.yaml")) as glossary:
        for entry in glossary.entries():
            for name in filter(None, (entry.slug, entry.term, entry.abbreviation, *entry.aliases)):
                answer = search.answer(glossary, name)
                assert answer.entry is not None
                assert entry.slug in {answer.entry.slug, *(other.slug for other in answer.others)}, name


def test_every_answer_is_the_model_of_an_answer_to_the_byte() -> None:
    from glosscli import passages, store
    from glosscli.render import Style

    with store.open_glossary(str(ROOT / "data" / "terms.yaml")) as glossary:
        for entry in glossary.entries():
            text = lines.answer(search.answer(glossary, entry.term), Style())
            assert msgspec.json.encode(msgspec.json.decode(text, type=Answer)).decode() + "\n" == text
        for query in ("halucination", "zzzz", "lang", 'a "quoted" \\ query', "línea\nzwei"):
            text = lines.answer(search.answer(glossary, query), Style())
            assert msgspec.json.encode(msgspec.json.decode(text, type=Answer)).decode() + "\n" == text
            text = lines.results(passages.find(glossary, f"{query} training data"), Style())
            assert msgspec.json.encode(msgspec.json.decode(text, type=Results)).decode() + "\n" == text


def test_entry_is_for_people_what_it_is_for_scripts() -> None:
    from glosscli import store

    with store.open_glossary(str(ROOT / "data" / "terms.yaml")) as glossary:
        for number in range(1, glossary.count() + 1):
            shown, told = glossary.page(number), msgspec.json.decode(glossary.page(number).json, type=Page)
            for name in ("slug", "term", "abbreviation", "aliases", "tags", "definition", "in_depth"):
                assert getattr(shown, name) == getattr(told, name)
            assert [(n.kind, n.slug, n.why) for n in shown.related] == [(n.kind, n.slug, n.why) for n in told.related]
            assert [(m.with_, m.term) for m in shown.confusions] == [(m.with_, m.term) for m in told.confusions]
            assert str(shown.reviewed) == str(told.reviewed)
