"""Makes a glossary of any size with labels as people write them: two or three words, an abbreviation, an alias.

    python benchmarks/synthetic.py 1000000 million.db

writes a compiled glossary and, beside it, million.tune.tsv: misspelt queries for finding.py. Seeded: the same number gives the same
files. Words are made of syllables, drawn by a long-tailed law, so that labels share words as they do in a real vocabulary.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

from headwords import queries

from glosscli.glossary import writing
from glosscli.model import Entry, Head, Relation

ONSETS = "b c d f g h j k l m n p r s t v w z br ch cl cr dr fl fr gr pl pr qu sc sh sl sp st str th tr".split()
VOWELS = "a e i o u ai ea ee io ou".split()
CODAS = ["", "", "", "n", "r", "s", "t", "l", "m", "ck", "nd", "ng", "nt", "st"]
LINKS = ("broader", "used_with", "part_of", "contrasts_with", "prerequisite")


def word(chance: random.Random) -> str:
    syllables = chance.choice([1, 2, 2, 2, 3, 3, 4])
    return "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(syllables))


def vocabulary(size: int, chance: random.Random) -> list[str]:
    return [word(chance) for _ in range(size)]


def entries(number: int, links: int, seed: int = 1) -> Iterator[Entry]:
    """So many entries, each with a term of its own and as many relations to others as asked for."""
    chance = random.Random(seed)
    words = vocabulary(max(200, number // 20), chance)
    heavy = words[: len(words) // 10]
    for index in range(number):
        parts = [chance.choice(heavy if chance.random() < 0.5 else words) for _ in range(chance.choice([1, 2, 2, 2, 3]))]
        term = " ".join(parts).capitalize()
        relations = tuple(
            Relation(kind=chance.choice(LINKS), to=f"e{chance.randrange(number)}", why="It stands here by chance and for size.")  # type: ignore[arg-type]
            for _ in range(links)
        )
        yield Entry(
            slug=f"e{index}",
            term=term,
            aliases=(f"{term} {chance.choice(words)}",) if chance.random() < 0.3 else (),
            category=f"c{index % 16}",
            definition=f"A {chance.choice(words)} that a {chance.choice(words)} makes of every {chance.choice(words)} it meets.",
            takeaway=f"It is kept by the {chance.choice(words)} that made it.",
            relations=relations,
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("number", type=int)
    options.add_argument("target")
    options.add_argument("--links", type=int, default=0, help="relations that each entry writes")
    chosen = options.parse_args()
    target = Path(chosen.target)
    target.unlink(missing_ok=True)
    start = time.perf_counter()
    writing.write(str(target), writing.Listed(Head(name="synthetic"), entries(chosen.number, chosen.links)))
    print(f"{chosen.number} entries in {time.perf_counter() - start:.1f} s, {target.stat().st_size / 1e6:.0f} MB")
    terms = [entry.term for entry in entries(chosen.number, 0)]
    with open(target.with_suffix(".tune.tsv"), "w", encoding="utf-8") as file:
        file.write("query\tslugs\tkind\n")
        slugs = [f"e{index}" for index in range(len(terms))]
        file.writelines("\t".join(row) + "\n" for row in queries(terms, slugs, 200, 1))


if __name__ == "__main__":
    main()
