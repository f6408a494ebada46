"""How often the right entry is found: reads a query file and a glossary, prints the rates by kind of query.

    python benchmarks/finding.py benchmarks/queries/ai.tsv data/terms.yaml
    python benchmarks/finding.py foldoc.tune.tsv foldoc.db --show

A query file has a line for each query: the query, the slugs that are right (joined by "|"; "-" where nothing must be found), its
kind, separated by tabs, under the heading "query slugs kind". A query whose slugs the glossary lacks is skipped and counted.

top-1: the first answer or suggestion is right. top-5: one of the first five is. wrong answer: shown as the answer, and wrong.
false suggestion: something was answered or suggested where nothing must be found. Times are per query, in this process.
"""

import argparse
import csv
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, field

from glosscli import glossary, search, store
from glosscli.glossary import Glossary


@dataclass
class Tally:
    """What became of the queries of one kind."""

    asked: int = 0
    first: int = 0
    in_five: int = 0
    wrong: int = 0
    false: int = 0
    seconds: list[float] = field(default_factory=list)

    def line(self, kind: str) -> str:
        """One row of the table."""
        rates = (f"{100 * count / self.asked:6.1f}" for count in (self.first, self.in_five, self.wrong, self.false))
        slowest = sorted(self.seconds)[int(0.95 * (len(self.seconds) - 1))]
        return "  ".join(
            [f"{kind:18}", f"{self.asked:5}", *rates, f"{1000 * statistics.median(self.seconds):7.2f}", f"{1000 * slowest:7.2f}"]
        )


def open_any(path: str) -> Glossary:
    return glossary.open_glossary(path) if path.endswith(".db") else store.open_glossary(path)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("queries")
    options.add_argument("glossary")
    options.add_argument("--show", action="store_true", help="print every query that was not answered right")
    chosen = options.parse_args()
    tallies: dict[str, Tally] = defaultdict(Tally)
    skipped = 0
    with open_any(chosen.glossary) as opened, open(chosen.queries, encoding="utf-8", newline="") as file:
        known = {entry.slug for entry in opened.entries()}
        search.answer(opened, "a first query that loads what must be loaded")
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            right = set() if row["slugs"] == "-" else set(row["slugs"].split("|"))
            if right and not right & known:
                skipped += 1
                continue
            start = time.perf_counter()
            answer = search.answer(opened, row["query"])
            seconds = time.perf_counter() - start
            given = [answer.entry.slug] if answer.entry else []
            given += [*(other.slug for other in answer.others), *(suggestion.slug for suggestion in answer.suggestions)]
            for kind in (row["kind"], "all"):
                tally = tallies[kind]
                tally.asked += 1
                tally.seconds.append(seconds)
                tally.first += bool(given and given[0] in right) or not (given or right)
                tally.in_five += bool(right & set(given[:5])) or not (given or right)
                tally.wrong += bool(answer.entry and not right & set(given))
                tally.false += bool(given and not right)
            if chosen.show and not (given[:1] and given[0] in right) and (given or right):
                print(f"{row['kind']:18} {row['query']!r} -> {'|'.join(right) or '-'}: {answer.found} {given[:5]}")
    print(f"{'kind':18}  {'asked':>5}  {'top-1':>6}  {'top-5':>6}  {'wrong':>6}  {'false':>6}  {'ms':>7}  {'ms p95':>7}")
    for kind in sorted(tallies, key=lambda kind: (kind == "all", kind)):
        print(tallies[kind].line(kind))
    if skipped:
        print(f"{skipped} queries skipped: their entries are not in this glossary")


if __name__ == "__main__":
    main()
