"""Makes a large glossary and misspellings of its labels from the index of a dictionary in DICT form, such as Debian's dict-foldoc.

    python benchmarks/headwords.py /usr/share/dictd/foldoc.index foldoc

writes foldoc.db (a compiled glossary of the headwords), foldoc.tune.tsv and foldoc.held.tsv (query files for finding.py). The
generator is seeded: the same index gives the same files. Tune on the first half only; the second is for the figures one quotes.
"""

import argparse
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from glosscli import labels
from glosscli.glossary import writing
from glosscli.model import Entry, Head

NEIGHBORS = {
    "a": "sqwz", "b": "vghn", "c": "xdfv", "d": "sfecx", "e": "wrsd", "f": "dgrvc", "g": "fhtvb", "h": "gjybn", "i": "uokj",
    "j": "hkunm", "k": "jlim", "l": "kop", "m": "njk", "n": "bmhj", "o": "iplk", "p": "ol", "q": "wa", "r": "etdf", "s": "adwxz",
    "t": "ryfg", "u": "yijh", "v": "cbfg", "w": "qeas", "x": "zcsd", "y": "tugh", "z": "xas",
}  # fmt: skip
SOUNDS = [
    ("ph", "f"),
    ("f", "ph"),
    ("ie", "ei"),
    ("ei", "ie"),
    ("c", "k"),
    ("k", "c"),
    ("s", "z"),
    ("y", "i"),
    ("x", "ks"),
    ("ck", "k"),
]


def headwords(path: str) -> list[str]:
    """The headwords of an index, each once after folding, without what describes the dictionary itself."""
    found: dict[str, str] = {}
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            word = line.split("\t")[0].strip()
            key = labels.keys(word).squashed
            if key and not word.startswith("00"):
                found.setdefault(key, word)
    return list(found.values())


def misspelt(word: str, chance: random.Random) -> tuple[str, str]:
    """A misspelling by one edit of a kind that people make, and the kind."""
    place = chance.randrange(1, len(word))
    kind = chance.choice(["omission", "insertion", "transposition", "keyboard", "doubling", "sound"])
    if kind == "omission":
        return word[:place] + word[place + 1 :], kind
    if kind == "insertion":
        return word[:place] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[place:], kind
    if kind == "transposition" and place + 1 < len(word):
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :], kind
    if kind == "doubling":
        return word[:place] + word[place] + word[place:], kind
    if kind == "sound":
        fitting = [(old, new) for old, new in SOUNDS if old in word]
        if fitting:
            old, new = chance.choice(fitting)
            return word.replace(old, new, 1), kind
    near = NEIGHBORS.get(word[place], "e")
    return word[:place] + chance.choice(near) + word[place + 1 :], "keyboard"


def queries(words: list[str], slugs: list[str], number: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Misspellings whose spelling is no label itself: query, slug, kind; a fifth of the long ones are misspelt twice."""
    chance = random.Random(seed)
    known = {labels.keys(word).squashed for word in words}
    made = 0
    while made < number:
        index = chance.randrange(len(words))
        word = unicodedata.normalize("NFC", words[index]).casefold()
        if len(word) < 5 or not word.replace(" ", "").replace("-", "").isalpha():
            continue
        wrong, kind = misspelt(word, chance)
        if len(word) > 9 and chance.random() < 0.2:
            wrong, kind = misspelt(wrong, chance)[0], "two edits"
        if labels.keys(wrong).squashed not in known and wrong.strip():
            made += 1
            yield wrong, slugs[index], kind


def slugs_of(words: list[str]) -> list[str]:
    """A readable id for each headword, numbered where it would be another's or would be empty."""
    taken: set[str] = set()
    slugs = []
    for index, word in enumerate(words):
        slug = labels.slug(word)
        if not slug or slug in taken:
            slug = f"{slug or 'w'}-{index}"
        taken.add(slug)
        slugs.append(slug)
    return slugs


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("index")
    options.add_argument("name")
    options.add_argument("--number", type=int, default=400, help="queries in each half")
    chosen = options.parse_args()
    words = headwords(chosen.index)
    slugs = slugs_of(words)
    entries = (Entry(slug=slug, term=word, definition="A headword.") for slug, word in zip(slugs, words, strict=True))
    Path(f"{chosen.name}.db").unlink(missing_ok=True)
    writing.write(f"{chosen.name}.db", writing.Listed(Head(name=labels.slug(chosen.name)), entries))
    for half, seed in (("tune", 1), ("held", 2)):
        with open(f"{chosen.name}.{half}.tsv", "w", encoding="utf-8") as file:
            file.write("query\tslugs\tkind\n")
            file.writelines("\t".join(row) + "\n" for row in queries(words, slugs, chosen.number, seed))
    print(f"{chosen.name}: {len(words)} labels, {chosen.number} queries in each half")


if __name__ == "__main__":
    main()
