"""Files that mean harm or are broken beyond use: each gets its clear lines, no byte changes, time and memory are bounded."""

import contextlib
import io
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from glosscli import labels, sources
from glosscli.__main__ import run

SMALL = "name: g\nentries:\n  - term: One\n    definition: The first.\n"
"""A good glossary, to be encoded or continued badly."""
LINE = '{"term": "One", "definition": "The first."}\n'
MANY = 10_000


def entry(*lines: str) -> bytes:
    """A glossary whose first entry has these further lines, and which has one more entry."""
    return (SMALL + "".join(f"    {line}\n" for line in lines) + "  - term: Two\n    definition: The second.\n").encode()


def entries(one: str, times: int = MANY) -> bytes:
    return b"name: g\nentries:\n" + one.encode() * times


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty.yaml": lambda: b"",
    "empty.jsonl": lambda: b"",
    "only a byte order mark.yaml": lambda: b"\xef\xbb\xbf",
    "only a byte order mark.jsonl": lambda: b"\xef\xbb\xbf",
    "only comments.yaml": lambda: b"# c\n" * MANY,
    "only line ends.yaml": lambda: b"\n" * 1_000_000,
    "only spaces.yaml": lambda: b" " * 1_000_000,
    "only line ends.jsonl": lambda: b"\r\n" * MANY,
    "zero bytes.yaml": lambda: b"\0" * 1_000_000,
    "zero bytes.jsonl": lambda: b"\0" * MANY,
    "noise.yaml": lambda: random.Random(1).randbytes(MANY),
    "noise.jsonl": lambda: random.Random(2).randbytes(MANY),
    "latin 1.yaml": lambda: (SMALL + "    example: " + "é" * MANY + "\n").encode("latin-1"),
    "latin 1.jsonl": lambda: LINE.replace("One", "é").encode("latin-1"),
    "control characters on many lines.yaml": lambda: entry("example: |", *["  a\x01"] * MANY),
    "control characters on one line.yaml": lambda: entry("example: " + "a\x01" * MANY),
    "one line of letters.yaml": lambda: b"x" * 1_000_000,
    "one line of letters.jsonl": lambda: b"x" * 2_000_000,
    "line without end.jsonl": lambda: LINE.encode() + b'{"term": "' + b"x" * 2_000_000,
    "brackets.yaml": lambda: b"[" * 1_000_000,
    "braces.yaml": lambda: b"{" * 1_000_000,
    "dashes.yaml": lambda: b"- " * 1_000_000,
    "questions.yaml": lambda: b"? " * 1_000_000,
    "colons.yaml": lambda: b": " * 1_000_000,
    "brackets in an entry.yaml": lambda: entry("tags: " + "[" * 1_000_000),
    "closed brackets in an entry.yaml": lambda: entry("tags: " + "[" * MANY + "]" * MANY),
    "braces in an entry.yaml": lambda: entry("formula: " + "{a: " * MANY),
    "dashes in an entry.yaml": lambda: entry("tags:", "  " + "- " * MANY),
    "questions in an entry.yaml": lambda: entry("? " * MANY),
    "brackets in a line.jsonl": lambda: b'{"term": "A", "definition": ' + b"[" * MANY + b"]" * MANY + b"}\n" + LINE.encode(),
    "objects in a line.jsonl": lambda: b'{"a":' * MANY + b"1" + b"}" * MANY + b"\n" + LINE.encode(),
    "steps to the right.yaml": lambda: entry("formula:", *(" " * step + "a:" for step in range(1, 1500))),
    "alias bomb.yaml": lambda: (
        b"a: &a [x, x]\n" + b"".join(f"{b}: &{b} [{f'*{a}, ' * 9}]\n".encode() for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    ),
    "aliases.yaml": lambda: entry("aliases: [" + "*a, " * MANY + "]"),
    "anchors.yaml": lambda: entry("aliases: [" + "&a b, " * MANY + "]"),
    "tags.yaml": lambda: entry("aliases: [" + "!!python/object/apply:os.abort b, " * MANY + "]"),
    "object tag.yaml": lambda: entry("example: !!python/object/apply:os.abort []"),
    "tag of a million letters.yaml": lambda: entry("example: !" + "x" * 1_000_000 + " y"),
    "anchor of a million letters.yaml": lambda: entry("example: &" + "x" * 1_000_000 + " y"),
    "field name of a million letters.yaml": lambda: entry("? " + "x" * 1_000_000, ": y"),
    "many fields.yaml": lambda: entry(*(f"field_{number}: x" for number in range(MANY))),
    "many fields.jsonl": lambda: json.dumps({"term": "A", "definition": "B.", **dict.fromkeys(map(str, range(MANY)), 1)}).encode(),
    "many long fields.yaml": lambda: entry(*(f"definition{number}{'x' * 300}: x" for number in range(3_000))),
    "one field many times.yaml": lambda: entry(*["example: x"] * MANY),
    "many aliases.yaml": lambda: entry("aliases:", *(f"  - x{number}" for number in range(MANY))),
    "many relations.yaml": lambda: entry("relations:", *["  - {kind: see_also, to: two, why: x}"] * 3_000),
    "many wrong relations.yaml": lambda: entry("relations:", *["  - {kind: x, to: Y, why: []}"] * 3_000),
    "many categories.yaml": lambda: b"categories:\n" + b"".join(b"  c%d: x\n" % n for n in range(2 * MANY)) + SMALL.encode(),
    "long term.yaml": lambda: entries(f"  - term: {'x ' * 1_000_000}\n    definition: A.\n", 1),
    "long definition.yaml": lambda: entries(f"  - term: A\n    definition: {'x ' * 1_000_000}\n", 1),
    "long slug.yaml": lambda: entries(f"  - slug: {'a-' * 1_000_000}a\n    term: A\n    definition: B.\n", 1),
    "long choice.yaml": lambda: entry(f"level: {'x' * 90_000}"),
    "long year.yaml": lambda: entry(f"origin: {{year: {'9' * 90_000}, by: a, reference: b}}"),
    "heap of marks in a term.yaml": lambda: entries(f"  - term: a{'̣́' * 100_000}\n    definition: A.\n", 1),
    "heap of marks in a text.yaml": lambda: entry(f"example: a{'̣́' * 40_000}"),
    "entries that are words.yaml": lambda: entries("  - x\n"),
    "entries without end.yaml": lambda: entries("  - term: [x\n    definition: b\n", MANY),
    "entries with a quote that never ends.yaml": lambda: entries("  - term: 'x\n    definition: \"b\n", MANY),
    "entries with a brace.yaml": lambda: entries("  - }\n"),
    "entries with an unknown field.yaml": lambda: entries("  - x: y\n", 1_500),
    "entries of one name.yaml": lambda: (
        b"name: g\nentries:\n" + b"".join(b"  - {slug: a%d, term: A, definition: B.}\n" % n for n in range(2_000)) + b"  - x\n"
    ),
    "lines that are words.jsonl": lambda: b"x\n" * MANY,
    "lines that are lists.jsonl": lambda: b"[]\n" * MANY,
    "second documents.yaml": lambda: SMALL.encode() + f"---\n{SMALL}".encode() * 1_000,
    "deep.jsonl": lambda: b'{"term": "A", "definition": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n",
    "tabs.yaml": lambda: SMALL.replace("  ", "\t").encode(),
    "a program.yaml": lambda: b"#!/bin/sh\nexec rm -rf \"$HOME\"\n",
    "markup.yaml": lambda: b"<!DOCTYPE html>\n<html><body>&lol9;</body></html>\n",
    "escape codes.yaml": lambda: entry('"\\e]0;x\\a\\e[31m\\n": x', 'example: !<%1b[31m> x', 'tags: ["\\e[2J\\u202e"]'),
    "escape codes.jsonl": lambda: b'{"term": "A", "definition": "B.", "\\u001b[31m\\u000a": 1, "level": "\\u009b\\u202e"}\n',
}  # fmt: skip
"""Files from which something may be read; each has problems that ``gloss check`` tells."""
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "utf 16.yaml": (lambda: (SMALL * 999).encode("utf-16"), "is in UTF-16; gloss reads UTF-8"),
    "utf 16.jsonl": (lambda: (LINE * 999).encode("utf-16"), "is in UTF-16; gloss reads UTF-8"),
    "utf 16 without a mark.yaml": (lambda: SMALL.encode("utf-16-le"), "is in UTF-16; gloss reads UTF-8"),
    "utf 16, the large end first.yaml": (lambda: SMALL.encode("utf-16-be"), "is in UTF-16; gloss reads UTF-8"),
    "utf 32.yaml": (lambda: SMALL.encode("utf-32"), "is in UTF-32; gloss reads UTF-8"),
    "utf 32 without a mark.yaml": (lambda: SMALL.encode("utf-32-be"), "is in UTF-32; gloss reads UTF-8"),
    "too large.yaml": (lambda: b"# " + b"x" * 32_000_000, "has 32,000,002 bytes; of a file in YAML at most 32,000,000 are read"),
}
"""Files of which nothing is read, each with the one line that says why."""
COMMANDS = (["check"], ["define", "one", "--only", "-g"], ["fmt"])
PROGRAM = """
import contextlib, io, json, sys, traceback
from glosscli.__main__ import run
with contextlib.suppress(ImportError):  # There are no such limits on Windows.
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (90, 90))
for path in sys.argv[2:]:
    for command in json.loads(sys.argv[1]):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = run([*command, path])
            except BaseException:
                code = traceback.format_exc()
        print(json.dumps([path, command[0], out.getvalue(), err.getvalue(), code]), flush=True)
"""
"""Runs every command over every file, in bounded memory and bounded time for all of them together."""
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
TOLD = re.compile(r"(?P<path>.+):\d+:\d+: [EW]\d{3} .{1,600}")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Run]:
    """What each command says to each file, by the names of both; the bytes of the files have been compared."""
    folder = tmp_path_factory.mktemp("hostile")
    made = {**HOSTILE, **{name: make for name, (make, _) in REFUSED.items()}}
    for name, make in made.items():
        (folder / name).write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(COMMANDS), *made],
        capture_output=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(sources.__file__).parents[1]), "XDG_CACHE_HOME": str(folder / "cache")},
    )
    assert (done.stderr, done.returncode) == (b"", 0)
    assert {name: (folder / name).read_bytes() == make() for name, make in made.items()} == dict.fromkeys(made, True)
    found = map(json.loads, done.stdout.decode().splitlines())
    return {(name, command): Run(out, err, code) for name, command, out, err, code in found}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_gets_clear_lines(name: str, answers: dict[tuple[str, str], Run]) -> None:
    checked = answers[name, "check"]
    lines = checked.out.splitlines()
    assert checked.code == 1
    assert 1 <= len(lines) <= sources.MOST_TOLD + 1
    assert [line for line in lines if not (found := TOLD.fullmatch(line)) or found["path"] != name] == []
    assert re.fullmatch(r"gloss: \d+ errors?, \d+ warnings? in \d+ entr(y|ies)\n", checked.err)
    asked = answers[name, "define"]
    assert asked.code in (0, 1, 3)
    assert f"gloss check {name}" in asked.err
    laid_out = answers[name, "fmt"]
    assert (laid_out.out, laid_out.code) == ("", 2 if name.endswith(".jsonl") else 3)
    assert [HARMFUL.findall(told.out + told.err) for told in (checked, asked, laid_out)] == [[], [], []]


@pytest.mark.parametrize("name", REFUSED)
def test_file_that_is_refused_whole_gets_one_line(name: str, answers: dict[tuple[str, str], Run]) -> None:
    for command in ("check", "define", "fmt")[: 2 if name.endswith(".jsonl") else 3]:
        told = answers[name, command]
        assert (told.out, told.code) == ("", 3)
        assert told.err.startswith(f"gloss: {name} {REFUSED[name][1]}\n  ")
        assert told.err.count("\n") == 2


NAMES = [
    *("with space.yaml", "über 中.yaml", "a\nb.yaml", "\x1b[31mred.yaml", "'\".yaml"),
    *("\u202egnp.yaml", "-.yaml", "%3F?#.yaml", "\udcff.yaml"),
]


@pytest.mark.skipif(os.name == "nt", reason="needs names that Windows forbids")
@pytest.mark.parametrize("name", NAMES)
def test_file_of_any_name_is_read_written_and_told_harmlessly(name: str, tmp_path: Path, gloss: Callable[..., Run]) -> None:
    path = tmp_path / name
    path.write_text(SMALL, encoding="utf-8")
    assert gloss("list", "--only", "-g", str(path)).out == "one\tOne\tThe first.\n"
    assert gloss("fmt", "--check", str(path)).code == 1
    assert gloss("fmt", str(path)) == Run("", "gloss: 1 file written anew\n", 0)
    path.write_bytes(SMALL.encode() + b"    colour: red\n")
    shown = labels.shown(str(path))
    assert shown.isprintable()
    assert gloss("check", str(path), "--select", "E003").out.startswith(f"{shown}:5:5: E003 unknown field 'colour'")
    assert gloss("list", "--only", "-g", str(path)).err == f"gloss: {shown} has 1 problem\n  gloss check {shown}\n"


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "folder.yaml": (lambda path: path.mkdir(), "holds no glossary file"),
    "pipe.yaml": (pipe, "is not a regular file, and no other is read"),
    "socket.yaml": (listening, "is not a regular file, and no other is read"),
    "device.yaml": (lambda path: path.symlink_to("/dev/zero"), "is not a regular file, and no other is read"),
    "device.jsonl": (lambda path: path.symlink_to("/dev/zero"), "is not a regular file, and no other is read"),
    "circle.yaml": (lambda path: path.symlink_to(path), "cannot read"),
    "nowhere.yaml": (lambda path: path.symlink_to("gone.yaml"), "is a link to gone.yaml, which is not there"),
    "missing.yaml": (lambda path: None, "there is no file"),
}


@pytest.mark.skipif(os.name == "nt", reason="needs pipes, sockets and devices")
@pytest.mark.parametrize("name", ODD)
def test_what_is_no_regular_file_is_refused_and_not_waited_for(
    name: str, tmp_path: Path, gloss: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    make, words = ODD[name]
    monkeypatch.chdir(tmp_path)
    make(Path(name))
    for command in (["check"], ["list", "--only", "-g"]):
        told = gloss(*command, name)
        assert (told.out, told.code) == ("", 3)
        assert words in told.err


GOOD = """\
# kept-1: what this is
name: good
categories: {a: The first letter}

entries:
  # kept-2: about one
  - slug: one
    term: One
    aliases: [Uno, "Eins: die erste"]
    category: a
    definition: >-
      The first of all the numbers
      that one counts with.
    relations:
      - kind: see_also
        to: two
        why: It comes next.  # kept-3
  - term: Two
    definition: "The second, \\"2\\"."
    reviewed: 2026-01-01
    code:
      language: text
      source: |-
        # kept-4
          1 + 1
  # kept-5
  - slug: three
    term: Three
    definition: The third.
# kept-6
"""
FRAGMENTS = [
    *(
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        ": ",
        "- ",
        "? ",
        "#",
        "&a ",
        "*a",
        "!!python/name:os.abort ",
        "|",
        ">-",
        "<<: ",
        "%",
        "@",
        "`",
    ),
    *("\n", "\r", "\r\n", "\t", "\x00", "\x1b[31m", "\u2028", "\x85", "\ufeff", "\u202e", "---\n", "...\n", "\n\n", "  ", "    "),
    *(
        "\n  - ",
        "\n-\n",
        "\nentries:\n",
        "\nname: x\n",
        "    term: Again\n",
        "~",
        "null",
        "{a: [",
        "\\ud800",
        "\\e",
        "extends: one\n",
    ),
]
MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "insert", "delete", "repeat", "set in", "byte"]),
        st.integers(0, len(GOOD) - 1),
        st.integers(1, 60),
        st.sampled_from(FRAGMENTS),
    ),
    min_size=1,
    max_size=4,
)


def mutated(mutations: list[tuple[str, int, int, str]]) -> bytes:
    """The good glossary after some accidents."""
    data = GOOD.encode()
    for kind, start, length, fragment in mutations:
        before, piece, after = data[:start], data[start : start + length], data[start + length :]
        data = {
            "insert": before + fragment.encode() + piece + after,
            "delete": before + after,
            "repeat": before + piece * 3 + after,
            "set in": before + piece.replace(b"\n", b"\n  ") + after,
            "byte": before + bytes([length * 4]) + piece + after,
        }[kind]
    return data


@settings(max_examples=110, deadline=None, derandomize=True, database=None)
@given(mutations=MUTATIONS)
def test_no_accident_to_a_good_glossary_costs_more_than_clear_lines(mutations: list[tuple[str, int, int, str]]) -> None:
    data = mutated(mutations)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "good.yaml")
        Path(path).write_bytes(data)
        for line in (["check", path], ["define", "one", "--only", "-g", path], ["list", "--only", "-g", path], ["fmt", path]):
            with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
                code = run(line)
            assert code in (0, 1, 3)
            assert HARMFUL.findall(out.getvalue() + err.getvalue()) == []
            if line[0] == "check":
                lines = out.getvalue().splitlines()
                assert [told for told in lines if not TOLD.fullmatch(told)] == []
                assert lines or code != 1
        after = Path(path).read_bytes()
        if code != 0:
            assert after == data
            return
        before, again = sources.read_as(path, data), sources.read_as(path, after)
        assert sorted(entry.slug for entry, _ in again.entries) == sorted(entry.slug for entry, _ in before.entries)
        assert again.problems == []
        assert sorted(re.findall(rb"kept-\d", after)) == sorted(re.findall(rb"kept-\d", data))
