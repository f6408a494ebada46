"""When two spellings are one label."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosscli import labels


@pytest.mark.parametrize(
    ("label", "query"),
    [
        ("Fine-tuning", "fine tuning"),
        ("Fine-tuning", "finetuning"),
        ("Fine-tuning", "FINE_TUNING"),
        ("Large language model", "large language models"),
        ("LLM", "L.L.M."),
        ("LLM", "llms"),
        ("Naïve Bayes", "naive bayes"),
        ("Regularization", "regularisation"),
        ("Data center", "data centre"),
        ("Labeled data", "labelled data"),
        ("Model behavior", "model behaviour"),
        ("Human-centered AI", "human-centred AI"),
        ("Retrieval-augmented generation", "What is retrieval augmented generation?"),
        ("RAG", "what does RAG stand for"),
        ("RAG", "RAG meaning"),
        ("Transformer", "the transformer"),
        ("Embedding", "what are embeddings?"),
        ("Bayes' theorem", "Bayes theorem"),
        ("k-means", "kmeans"),
        ("Vocabulary", "vocabularies"),
        ("Query & answer", "query and answer"),
    ],
)
def test_two_spellings_are_one_label(label: str, query: str) -> None:
    assert labels.keys(label).squashed == labels.keys(query).squashed


@pytest.mark.parametrize(
    ("label", "query"),
    [("AI ethics", "ethics of AI"), ("Reinforcement learning", "learning reinforcement"), ("Concept drift", "drift, concept")],
)
def test_words_in_another_order_are_one_label(label: str, query: str) -> None:
    assert labels.keys(label).ordered == labels.keys(query).ordered


@pytest.mark.parametrize(("one", "other"), [("A*", "A"), ("C++", "C"), ("pass@1", "pass@2"), ("bias", "bia"), ("loss", "los")])
def test_what_differs_in_more_than_form_is_not_one_label(one: str, other: str) -> None:
    assert labels.keys(one).squashed != labels.keys(other).squashed


@pytest.mark.parametrize("question", ["what is", "define", "the", "meaning of"])
def test_a_question_without_a_subject_is_its_own_label(question: str) -> None:
    assert labels.keys(question).squashed


def test_cleaning_leaves_line_feeds_and_turns_tabs_into_spaces() -> None:
    assert labels.clean("a\nb\tc") == "a\nb c"


@given(st.text())
def test_clean_text_has_no_control_or_direction_characters(text: str) -> None:
    cleaned = labels.clean(text)
    assert not any(unicodedata.category(character) == "Cc" and character != "\n" for character in cleaned)
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    cleaned.encode()


@given(st.text())
def test_a_label_finds_itself_whatever_its_case(text: str) -> None:
    assert labels.fold(labels.fold(text)) == labels.fold(text)
    assert labels.keys(text.upper()).exact == labels.keys(text.upper().lower()).exact or not text.isascii()


@given(st.text())
def test_a_slug_is_valid_or_empty(text: str) -> None:
    made = labels.slug(text)
    assert made == "" or all(part.isalnum() and part.isascii() for part in made.split("-"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, ünï 中 e\u0301", "plain, ünï 中 e\u0301"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b[31m\x9b\x7f", "\\x1b[31m\\x9b\\x7f"),
        ("\u202egnp\udcff", "\\u202egnp\\udcff"),
        ("me\u200dti", "me\u200dti"),
    ],
)
def test_what_could_harm_a_terminal_is_shown_as_an_escape(text: str, expected: str) -> None:
    assert labels.shown(text) == expected


def test_thirty_combining_marks_in_a_row_stay() -> None:
    assert labels.clean("a" + "\u0301" * 50 + "b" + "\u0301" * 20) == "a" + "\u0301" * 30 + "b" + "\u0301" * 20
