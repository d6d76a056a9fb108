"""The words that people are found by."""

import pytest

from server.clients.words import ends_of, fold, mark, source_name, split, words_of

ROW = {"name": "Ёлка O'Brien", "email": "Anna.Petrova@shop.example", "phone": "+38164123", "last_source": "{}"}


@pytest.mark.parametrize(
    ("said", "folded"),
    [("ЁЛКА", "елка"), ("Đorđe", "dorde"), ("Sinéad", "sinead"), ("ﬁne", "fine"), ("Straße", "strasse"), ("☕", "☕")],
)
def test_case_accents_and_yo_make_no_difference(said: str, folded: str):
    assert fold(said) == folded


def test_a_text_is_split_into_words_each_once_and_none_too_long():
    assert split("o'Brien, O'BRIEN_x " + "y" * 100) == ["o", "brien", "x", "y" * 40]


def test_a_number_is_kept_by_its_ends_of_four_figures_and_more():
    assert ends_of("+38164") == ["#38164", "#8164"]
    assert ends_of("123") == []


def test_a_person_is_found_by_words_ends_and_marks():
    words = words_of(ROW | {"last_source": '{"utm_source": "Letter"}'}, ["marketing"])
    assert words == {
        "елка".replace("ё", "е"), "o", "brien", "anna", "petrova", "shop", "example",
        "#38164123", "#8164123", "#164123", "#64123", "#4123",
        "=has:phone", "=has:email", "=source:letter", "=agreed:marketing",
    }  # fmt: skip


def test_ten_thousand_characters_make_no_more_than_some_words():
    assert len(words_of(ROW | {"name": " ".join(f"w{n}" for n in range(5000))}, ())) < 50
    assert len(mark("source", "x" * 1000)) == 40


def test_a_source_is_called_by_its_campaign_or_its_host():
    assert source_name({"utm_source": "letter", "referrer": "https://x.example/"}) == "letter"
    assert source_name({"referrer": "https://www.google.com/search"}) == "google.com"
    assert (source_name({"referrer": "https://[broken"}), source_name({})) == ("", "")
