"""Draws the picture in README.md: a real answer, as a terminal shows it.

Run it from the top of a checkout after a change of the page: python tools/picture.py docs/answer.svg
"""

import subprocess
import sys

from rich.console import Console
from rich.text import Text

COMMAND = ["define", "retrieval-augmented-generation"]
WIDTH = 88


def main(target: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "glosscli", *COMMAND, "--format", "terminal", "--color", "always"],
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": str(WIDTH), "PATH": ""},
    ).stdout
    console = Console(record=True, width=WIDTH, file=open("/dev/null", "w", encoding="utf-8"), force_terminal=True)  # noqa: SIM115
    console.print(Text("$ gloss rag", style="bold"))
    console.print(Text.from_ansi(shown))
    console.save_svg(target, title="gloss", unique_id="gloss")


if __name__ == "__main__":
    main(*sys.argv[1:])
