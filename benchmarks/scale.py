"""What size costs: makes glossaries of growing size in JSON Lines, compiles each and asks it, and prints a row for each.

    python benchmarks/scale.py 15000 150000 1000000

Each is compiled by a process of its own, whose time and peak memory are shown; then asked in this process: exact labels and
misspelt ones, medians in milliseconds, and how many of each are answered in a second.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from headwords import misspelt
from synthetic import entries

from glosscli import glossary, search
from glosscli.glossary import Glossary
from glosscli.render import Style, lines

COMPILE = "import sys; from glosscli import cache; cache.compile_file(sys.argv[1], sys.argv[2])"


def make(number: int, path: Path, links: int) -> list[str]:
    """Write so many entries to a file; some of their terms."""
    terms: list[str] = []
    with open(path, "wb") as file:
        for entry in entries(number, links):
            file.write(msgspec.json.encode(entry) + b"\n")
            if len(terms) < 5000:
                terms.append(entry.term)
    return terms


def asked(opened: Glossary, queries: list[str]) -> list[float]:
    """How long each query takes to be answered in JSON."""
    taken = []
    for query in queries:
        start = time.perf_counter()
        lines.answer(search.answer(opened, query), Style())
        taken.append(time.perf_counter() - start)
    return taken


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sizes", nargs="+", type=int)
    options.add_argument("--links", type=int, default=0, help="relations that each entry writes")
    chosen = options.parse_args()
    print("entries    source   compiled   compile     peak    exact  misspelt   exact/s  misspelt/s")
    for size in sorted(chosen.sizes):
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder, "made.jsonl"), Path(folder, "made.db")
            terms = make(size, source, chosen.links)
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", COMPILE, str(source), str(target)], check=True, env=os.environ)
            seconds = time.perf_counter() - start
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
            chance = random.Random(1)
            with glossary.open_glossary(str(target)) as opened:
                search.answer(opened, "a first query that loads what must be loaded")
                exact = asked(opened, chance.sample(terms, min(2000, len(terms))))
                wrong = asked(opened, [misspelt(term.lower(), chance)[0] for term in chance.sample(terms, 300) if len(term) > 4])
            megabytes = [path.stat().st_size / 1e6 for path in (source, target)]
            print(
                f"{size:7}  {megabytes[0]:6.0f} MB  {megabytes[1]:6.0f} MB  {seconds:6.1f} s  {peak:4.0f} MB"
                f"  {1e3 * statistics.median(exact):6.3f}  {1e3 * statistics.median(wrong):8.2f}"
                f"  {len(exact) / sum(exact):8.0f}  {len(wrong) / sum(wrong):10.0f}"
            )


if __name__ == "__main__":
    main()
