"""Asks the YAML language server, which editors use, what it makes of the schema of a glossary file.

python tools/editor.py PATH_TO_YAML_LANGUAGE_SERVER

The server comes from npm (``npm install yaml-language-server``; the path is then node_modules/.bin/yaml-language-server). A good
file must get no diagnostics, a bad one those of its mistakes, and completion must offer fields with what they are for, and their
choices. Prints what the server says; exit code 1 where that is not as expected.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from glosscli import schemas

GOOD = """\
name: team
profile: basic
entries:
  - term: Deploy window
    definition: The two hours on Tuesday in which releases go out.
    aliases: [404, NO]
    reviewed: 2026-11-21
    relations:
      - kind: see_also
        to: canary-release
        why: Both keep a bad release small.
  - extends: hallucination
    lookup: [our word for it]
"""
BAD = """\
name: team
titel: Our terms
entries:
  - term: Deploy window
    level: expert
    aliases: one
    reviewed: tomorrow
    colour: red
"""
EXPECTED = [(1, "titel"), (3, "definition"), (4, "advanced"), (5, "array"), (6, "date"), (7, "colour")]
"""Line, from 0, and a word of each diagnostic of the bad file."""
ENTRY = "name: team\nentries:\n  - term: Deploy window\n    definition: The two hours on Tuesday.\n    "
OFFERED = {
    "": {"takeaway": "What to keep when the definition is forgotten.", "aliases": "Other true names of the concept."},
    "level: ": {"beginner": "", "intermediate": "", "advanced": ""},
    "relations:\n      - kind: ": {"broader": "", "see_also": ""},
    "waived:\n      ": {"W205": "names at least one limit"},
}
"""What is typed in an entry, and what must then be offered, with what it is for."""


class Server:
    """A language server that is spoken to over its standard streams."""

    def __init__(self, path: str) -> None:
        self.process = subprocess.Popen([path, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.asked = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}

    def say(self, **message: Any) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """The next message; what the server asks of an editor is answered with nothing on the way."""
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            if not line:
                raise SystemExit("the language server has left")
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            items = message["params"].get("items", ()) if message["method"] == "workspace/configuration" else None
            self.say(id=message["id"], result=None if items is None else [{} for _ in items])
        return message

    def ask(self, method: str, **params: Any) -> Any:
        self.asked += 1
        self.say(id=self.asked, method=method, params=params)
        while True:
            message = self.hear()
            if message.get("id") == self.asked and "method" not in message:
                return message.get("result")

    def open(self, uri: str, text: str) -> list[dict[str, Any]]:
        """Open a file in the editor, and what is then marked in it."""
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.say(method="textDocument/didOpen", params={"textDocument": document})
        while uri not in self.diagnostics:
            self.hear()
        return sorted(self.diagnostics[uri], key=lambda diagnostic: int(diagnostic["range"]["start"]["line"]))

    def offered(self, uri: str, text: str) -> dict[str, str]:
        """What completion offers at the end of a text, each with what it is for."""
        self.open(uri, text)
        *_, last = lines = text.split("\n")
        position = {"line": len(lines) - 1, "character": len(last)}
        answer = self.ask("textDocument/completion", textDocument={"uri": uri}, position=position)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        told = {str(item["label"]): item.get("documentation") or "" for item in items}
        return {label: str(words.get("value", "") if isinstance(words, dict) else words) for label, words in told.items()}


def main(path: str, folder: Path) -> int:
    schema = folder / "glossary.schema.json"
    schema.write_text(schemas.text(schemas.glossary()), encoding="utf-8")
    modeline = f"# yaml-language-server: $schema={schema.as_uri()}\n"
    server = Server(path)
    server.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={"workspace": {"configuration": True}})
    server.say(method="initialized", params={})
    wrong = 0
    for name, text, expected in (("good", GOOD, []), ("bad", BAD, EXPECTED)):
        marked = server.open((folder / f"{name}.yaml").as_uri(), modeline + text)
        found = [(int(mark["range"]["start"]["line"]) - 1, str(mark["message"])) for mark in marked]
        for line, words in found:
            print(f"{name}.yaml:{line + 1}: {words}")
        fits = len(found) == len(expected) and all(
            line == at and word in words for (line, words), (at, word) in zip(found, expected, strict=True)
        )
        print(f"{name}.yaml: {len(found)} marked, {'as' if fits else 'not as'} expected")
        wrong += not fits
    for number, (typed, wanted) in enumerate(OFFERED.items()):
        offered = server.offered((folder / f"open{number}.yaml").as_uri(), modeline + ENTRY + typed)
        for label, told in offered.items():
            print(f"after {typed!r}: {label}{f': {told}' if told else ''}")
        wrong += not all(label in offered and told in offered[label] for label, told in wanted.items())
    server.process.kill()
    print("not all as expected" if wrong else "all as expected")
    return 1 if wrong else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(main(sys.argv[1], Path(folder)))
