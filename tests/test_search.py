"""The ladder: what is found, on which rung, and what is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from glosscli import search, store
from glosscli.glossary import Glossary

TERMS = """name: ladder
entries:
  - {term: Retrieval-augmented generation, abbreviation: RAG, lookup: [looking up documents first], definition: D.}
  - {term: Large language model, abbreviation: LLM, definition: D.}
  - {term: Language model, definition: D.}
  - {term: Hallucination, aliases: [Confabulation], lookup: [making things up], definition: D.}
  - {term: Neural network, aliases: [ANN], definition: D.}
  - {term: Approximate nearest neighbor, abbreviation: ANN, definition: D.}
  - {term: AI ethics, definition: D.}
  - {term: Kernel, definition: D.}
  - {term: Colonel, definition: D.}
  - {term: A* search, aliases: [A*], definition: D.}
  - {term: Okapi, definition: A striped animal that grazes in the forest.}
  - {slug: neural-network-zh, term: 神经网络, definition: D.}
"""


@pytest.fixture
def glossary(tmp_path: Path) -> Iterator[Glossary]:
    path = tmp_path / "ladder.yaml"
    path.write_text(TERMS, encoding="utf-8")
    with store.open_glossary(str(path)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "rung", "slug"),
    [
        ("Hallucination", "exact", "hallucination"),
        ("HALLUCINATION", "exact", "hallucination"),
        ("confabulation", "exact", "hallucination"),
        ("rag", "exact", "retrieval-augmented-generation"),
        ("retrieval-augmented-generation", "exact", "retrieval-augmented-generation"),
        ("a*", "exact", "a-search"),
        ("神经网络", "exact", "neural-network-zh"),
        ("hallucinations", "normalized", "hallucination"),
        ("What is a hallucination?", "normalized", "hallucination"),
        ("retrieval augmented generation", "normalized", "retrieval-augmented-generation"),
        ("l.l.m.", "normalized", "large-language-model"),
        ("ethics of ai", "normalized", "ai-ethics"),
        ("making things up", "lookup", "hallucination"),
        ("Making-things-up", "lookup", "hallucination"),
        ("halucination", "spelling", "hallucination"),
        ("hallucniation", "spelling", "hallucination"),
        ("nueral network", "spelling", "neural-network"),
        ("larg langauge model", "spelling", "large-language-model"),
        ("model language larg", "spelling", "large-language-model"),
        ("kernal", "spelling", "kernel"),
        ("hallucinate", "normalized", "hallucination"),
        ("retrieval-augmented generating", "normalized", "retrieval-augmented-generation"),
        ("hallu", "partial", "hallucination"),
        ("augmented generation", "partial", "retrieval-augmented-generation"),
    ],
)
def test_query_finds_its_entry_on_its_rung(glossary: Glossary, query: str, rung: str, slug: str) -> None:
    answer = search.answer(glossary, query)
    assert answer.match is not None
    assert answer.entry is not None
    assert (answer.match.rung, answer.entry.slug, answer.found) == (rung, slug, True)


@pytest.mark.parametrize("query", ["zzzz", "banana bread recipe", "xq", "asdfqwer", "?", "...", "🦜", "x" * 5000])
def test_nonsense_finds_nothing_and_suggests_nothing(glossary: Glossary, query: str) -> None:
    answer = search.answer(glossary, query)
    assert (answer.found, answer.entry, answer.suggestions) == (False, None, ())


@pytest.mark.parametrize("query", ["rog", "lmm", "ana"])
def test_short_label_is_never_found_by_distance_alone(glossary: Glossary, query: str) -> None:
    assert search.answer(glossary, query).found is False


def test_label_of_two_entries_shows_both(glossary: Glossary) -> None:
    answer = search.answer(glossary, "ann")
    assert answer.entry is not None
    found = {answer.entry.slug, *(other.slug for other in answer.others)}
    assert found == {"neural-network", "approximate-nearest-neighbor"}


def test_spelling_that_is_as_near_to_two_entries_is_only_suggested(glossary: Glossary) -> None:
    answer = search.answer(glossary, "kolnel")
    assert answer.found is False
    assert {suggestion.slug for suggestion in answer.suggestions} == {"kernel", "colonel"}


@pytest.mark.parametrize("query", ["difference between hallucination and AI ethics", "hallucination vs AI ethics?"])
def test_question_about_two_things_shows_both(glossary: Glossary, query: str) -> None:
    answer = search.answer(glossary, query)
    assert answer.entry is not None
    assert [answer.entry.slug, *(other.slug for other in answer.others)] == ["hallucination", "ai-ethics"]


def test_part_of_several_names_is_only_suggested(glossary: Glossary) -> None:
    answer = search.answer(glossary, "network model")
    assert answer.found is False
    answer = search.answer(glossary, "lang")
    assert (answer.found, [suggestion.slug for suggestion in answer.suggestions]) == (True, [])


def test_words_that_only_the_text_has_are_suggestions(glossary: Glossary) -> None:
    answer = search.answer(glossary, "animals with stripes that graze")
    assert answer.found is False
    assert [suggestion.slug for suggestion in answer.suggestions] == ["okapi"]


def test_exact_forbids_guesses_and_suggestions(glossary: Glossary) -> None:
    answer = search.answer(glossary, "halucination", exact=True)
    assert (answer.found, answer.suggestions) == (False, ())
    assert search.answer(glossary, "hallucinations", exact=True).found


def test_guess_scores_less_than_a_hit(glossary: Glossary) -> None:
    guess, hit = search.answer(glossary, "halucination").match, search.answer(glossary, "hallucination").match
    assert guess is not None
    assert hit is not None
    assert 0 < guess.score < hit.score == 1


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        (["neural", "network"], ["neural network"]),
        (["nueral", "network"], ["nueral network"]),
        (["rag", "llm"], ["rag", "llm"]),
        (["rag", "zzzz"], ["rag", "zzzz"]),
        (["rag"], ["rag"]),
        (["-"], ["-"]),
        ([], []),
    ],
)
def test_words_that_are_one_term_are_one_query(glossary: Glossary, words: list[str], terms: list[str]) -> None:
    assert search.terms(glossary, words) == terms


def test_control_characters_of_a_query_are_not_given_back(glossary: Glossary) -> None:
    assert search.answer(glossary, "\x1b[31mrag\u202e").query == "[31mrag"
