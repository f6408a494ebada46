"""The index of segments loses no label that is within reach of a query."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from glosscli import segments

LABELS = st.text(alphabet="abcdefgh", min_size=4, max_size=24)


def is_candidate(label: str, query: str, edits: int) -> bool:
    """Whether the index would give the label for the query."""
    own = set(segments.segments(label))
    return any(len(own & numbers) >= least for least, numbers in segments.probes(query, edits).items())


def edited(label: str, edits: int, chance: random.Random) -> str:
    """The label after so many random edits, transpositions among them."""
    letters = list(label)
    for _ in range(edits):
        place = chance.randrange(len(letters))
        match chance.choice("dist"):
            case "d" if len(letters) > 1:
                del letters[place]
            case "i":
                letters.insert(place, chance.choice("abcdefgh"))
            case "t" if place + 1 < len(letters):
                letters[place : place + 2] = letters[place + 1], letters[place]
            case _:
                letters[place] = chance.choice("abcdefgh")
    return "".join(letters)


@given(label=LABELS, seed=st.integers(0, 10_000))
def test_label_within_its_edits_is_a_candidate(label: str, seed: int) -> None:
    chance = random.Random(seed)
    query = edited(label, chance.randint(1, segments.most_edits(len(label))), chance)
    distance = OSA.distance(label, query)
    if 0 < distance <= segments.most_edits(len(label)):
        assert is_candidate(label, query, distance)


@given(label=LABELS)
def test_segments_of_a_label_are_as_many_as_its_edits_and_one(label: str) -> None:
    assert len(set(segments.segments(label))) == segments.most_edits(len(label)) + 1


@pytest.mark.parametrize("label", ["", "a", "abc"])
def test_short_label_has_no_segments(label: str) -> None:
    assert segments.segments(label) == []


def test_reordered_labels_have_numbers_of_their_own() -> None:
    assert not set(segments.segments("abcdefgh")) & set(segments.segments("abcdefgh", reordered=True))
