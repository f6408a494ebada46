"""Words and sentences of a text, as the rules count them."""

import re
from hashlib import blake2b

_WORD = re.compile(r"[^\W_]+(?:['’.,\-/@+#*][^\W_]+)*[+#*]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“(]*[A-Z0-9])")
_COMMON = frozenset(
    "a an and are as at be been being but by can does for from had has have how if in into is it its may more most must no not of"
    " on one only or other over own same so some such than that the their them then there these they this those to too under was"
    " what when where which while who why will with without would each both between rather very also any all many much few".split()
)
ECHO_RUN = 8
"""Words in a row that may not be shared with a page the glossary is measured against."""


def words(text: str) -> list[str]:
    """The words of a text, lower case; hyphenated ones count as one."""
    return _WORD.findall(text.lower())


def sentences(text: str) -> list[str]:
    """The sentences of a text; a paragraph ends one too."""
    return [sentence for paragraph in text.split("\n") for sentence in _SENTENCE_END.split(paragraph) if sentence.strip()]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text."""
    return [paragraph for paragraph in text.split("\n") if paragraph.strip()]


def content_words(text: str) -> set[str]:
    """The words that carry meaning."""
    return {word for word in words(text) if word not in _COMMON}


def overlap(text: str, other: str) -> float:
    """The share of a text's content words that stand in the other text too, from 0 to 1."""
    mine = content_words(text)
    return len(mine & content_words(other)) / len(mine) if mine else 0.0


def runs(text: str, length: int = ECHO_RUN) -> list[tuple[str, ...]]:
    """Every run of so many words in a row, punctuation aside."""
    spoken = [part for word in words(text) for part in re.split(r"[\-/]", word)]
    return [tuple(spoken[start : start + length]) for start in range(len(spoken) - length + 1)]


def fingerprint(run: tuple[str, ...]) -> int:
    """A 64-bit number that stands for a run of words, so that no foreign text need be kept to find its echo."""
    return int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest(), "big")
