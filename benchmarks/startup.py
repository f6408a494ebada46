"""How long a whole answer takes from the shell: every command in turn, over and over, as ratios to a bare interpreter.

    python benchmarks/startup.py --gloss .venv/bin/gloss

Medians of interleaved runs, so that what else the machine does weighs on all alike. The peers are those that are found installed.
"""

import argparse
import os
import pty
import shutil
import statistics
import subprocess
import time
from pathlib import Path

BARE = "python -c pass"
COMPLETION = {"_GLOSS_COMPLETE": "complete_bash", "COMP_WORDS": "gloss define gen", "COMP_CWORD": "2"}


def commands(gloss: str, glossary: list[str]) -> dict[str, tuple[list[str], dict[str, str], bool]]:
    """Name, command, added environment, and whether it writes to a terminal."""
    python = str(Path(gloss).with_name("python"))
    found: dict[str, tuple[list[str], dict[str, str], bool]] = {
        BARE: ([python, "-c", "pass"], {}, False),
        "exact, JSON": ([gloss, "rag", "--json"], {}, False),
        "exact, plain": ([gloss, "rag"], {}, False),
        "exact, Markdown": ([gloss, "rag", "--format=markdown"], {}, False),
        "exact, page on a terminal": ([gloss, "rag"], {}, True),
        "misspelt, JSON": ([gloss, "halucination", "--json"], {}, False),
        "absent, JSON": ([gloss, "zzzz", "--json"], {}, False),
        "search": ([gloss, "search", "invents facts"], {}, False),
        "path": ([gloss, "path", "rag", "gdpr", "--json"], {}, False),
        "related, two relations away": ([gloss, "related", "rag", "--depth", "2", "--json"], {}, False),
        "learn": ([gloss, "learn", "rag", "--json"], {}, False),
        "completion": ([gloss], COMPLETION, False),
        "--help": ([gloss, "--help"], {}, False),
    }
    if glossary:
        file, exact, wrong, other = glossary
        lines = {
            "exact": [exact],
            "misspelt": [wrong],
            "path": ["path", exact, other],
            "related, two relations away": ["related", exact, "--depth", "2"],
        }
        for label, line in lines.items():
            found[f"{label}, in {file}"] = ([gloss, *line, "-g", file, "--only", "--json"], {}, False)
    peers = {"sdcv": ["-n", "algorithm"], "dict": ["-d", "foldoc", "algorithm"], "wn": ["algorithm", "-over"], "tldr": ["tar"]}
    for name, arguments in peers.items():
        if path := shutil.which(name):
            found[name] = ([path, *arguments], {}, False)
    return found


def seconds(command: list[str], environment: dict[str, str], terminal: bool) -> float:
    """The wall time of one run."""
    whole = {**os.environ, **environment}
    if not terminal:
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=whole, check=False)
        return time.perf_counter() - start
    ours, theirs = pty.openpty()
    start = time.perf_counter()
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env={**whole, "TERM": "xterm-256color"}) as run:
        os.close(theirs)
        try:
            while os.read(ours, 65536):
                pass
        except OSError:
            pass
        run.wait()
    os.close(ours)
    return time.perf_counter() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--gloss", required=True, help="the installed command to measure")
    options.add_argument("--runs", type=int, default=25)
    options.add_argument("--glossary", nargs=4, default=[], metavar=("FILE", "EXACT", "MISSPELT", "OTHER"), help="a file to ask")
    chosen = options.parse_args()
    rows = commands(chosen.gloss, chosen.glossary)
    times: dict[str, list[float]] = {name: [] for name in rows}
    for row in rows.values():
        seconds(*row)
    for _ in range(chosen.runs):
        for name, row in rows.items():
            times[name].append(seconds(*row))
    bare = statistics.median(times[BARE])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:40} {1000 * median:7.1f} ms   {median / bare:5.2f} x")


if __name__ == "__main__":
    main()
