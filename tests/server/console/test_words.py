"""Every word has its place, in both languages, with the plural the figure asks for."""

import ast
import re
from pathlib import Path

import pytest

from server.console import pages, words
from server.console.words import FOLDER, MissingWords, choose, plural, read_language, read_words

SOURCES = Path(words.__file__).parent


def test_russian_figures_choose_among_three_forms():
    chosen = {number: plural("ru", number) for number in (0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112)}
    assert chosen == {
        0: "many", 1: "one", 2: "few", 4: "few", 5: "many", 11: "many", 12: "many", 14: "many",
        21: "one", 22: "few", 25: "many", 101: "one", 111: "many", 112: "many",
    }  # fmt: skip


def test_english_figures_choose_among_two_forms():
    assert [plural("en", number) for number in (0, 1, 2, 21)] == ["many", "one", "many", "many"]


def test_a_sentence_takes_its_figure_in_the_right_form():
    spoken = read_words()
    assert [spoken["ru"]("erase.words", n=number) for number in (1, 3, 14)] == [
        "Карточка и 1 запись исчезнут навсегда.",
        "Карточка и 3 записи исчезнут навсегда.",
        "Карточка и 14 записей исчезнут навсегда.",
    ]
    assert spoken["en"]("erase.words", n=14) == "The card and 14 records go for good."


def test_what_people_wrote_is_put_in_as_it_stands():
    assert read_words()["en"]("calls.rings", name="{n} <b>%s") == "{n} <b>%s asks to be called"


def test_words_for_stored_data_that_nobody_wrote_are_none():
    spoken = read_words()["en"]
    assert (spoken.known("purpose.contact"), spoken.known("purpose.unheard_of")) == ("To be contacted", None)


def test_a_language_that_lacks_words_is_named_at_the_start(tmp_path):
    for language, words_of_it in (("en", '{"a": "A", "b": "B"}'), ("ru", '{"a": "А"}')):
        (tmp_path / language).mkdir()
        (tmp_path / language / "page.json").write_text(words_of_it)
    with pytest.raises(MissingWords, match=r"ru differs from en in \['b'\]"):
        read_words(tmp_path)


def test_a_key_that_stands_on_two_pages_is_named_at_the_start(tmp_path):
    for page in ("one", "two"):
        (tmp_path / f"{page}.json").write_text('{"a": "A"}')
    with pytest.raises(MissingWords, match=r"two\.json: written elsewhere already: \['a'\]"):
        read_language(tmp_path)


def test_the_language_chosen_here_comes_before_the_members_and_the_browsers():
    assert choose("ru", "en", "en-GB") == "ru"
    assert choose(None, "ru", "en-GB") == "ru"
    assert choose(None, "en", "ru-RU,ru;q=0.9,en;q=0.8") == "en"
    assert choose(None, "", "ru-RU,ru;q=0.9,en;q=0.8") == "ru"  # as the browser says
    assert choose("en", "en", "ru-RU") == "en"
    assert choose("xx", None, "sr;q=0.9, ru-RU;q=0.8, en") == "ru"
    assert choose(None, None, "") == "en"


def test_both_languages_put_the_same_values_into_their_sentences():
    texts = {language: read_language(FOLDER / language) for language in ("en", "ru")}
    for key, text in texts["en"].items():
        assert places(text) - {"n"} == places(texts["ru"][key]) - {"n"}, key
        assert isinstance(text, dict) == isinstance(texts["ru"][key], dict), key


def test_every_word_that_templates_and_code_ask_for_is_written_and_none_is_left_over():
    written = set(read_language(FOLDER / "en"))
    asked, beginnings = wanted()
    assert sorted(asked - written) == []
    assert sorted(key for key in written - asked if not key.startswith(tuple(beginnings))) == []


def places(text: str | dict[str, str]) -> set[str]:
    """The values that a sentence takes."""
    return set(re.findall(r"{(\w+)}", text if isinstance(text, str) else " ".join(text.values())))


def wanted() -> tuple[set[str], set[str]]:
    """The keys asked for as they stand, and the beginnings of those that are put together."""
    paths = [*pages.TEMPLATES.rglob("*.html"), *pages.TEMPLATES.rglob("*.txt")]  # the latter: letters as plain text
    drawn = "".join(path.read_text("utf-8") for path in paths)
    asked = set(re.findall(r"""\bt(?:\.known)?\(["']([a-z_.0-9]+)["'](?! ~)""", drawn))
    beginnings = set(re.findall(r"""\bt(?:\.known)?\(["']([a-z_.]+\.)["'] ~""", drawn))
    for path in SOURCES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                asked |= {node.value} & KEYS | {f"{node.value}.title"} & KEYS
            if isinstance(node, ast.JoinedStr) and isinstance(first := node.values[0], ast.Constant):
                beginnings.add(str(first.value))
    return asked, {beginning for beginning in beginnings if beginning.endswith(".")}


KEYS = set(read_language(FOLDER / "en"))


def test_quotation_marks_are_those_of_the_language():
    assert [read_words()[language]("quote", words="x") for language in ("en", "ru")] == ["“x”", "«x»"]
    drawn = "".join(path.read_text("utf-8") for path in pages.TEMPLATES.rglob("*.html"))
    russian = "".join(path.read_text("utf-8") for path in (FOLDER / "ru").glob("*.json"))
    assert [mark for mark in "“”„" if mark in drawn + russian] == []


def test_what_a_program_comes_in_with_has_one_name_in_russian_and_only_a_bot_has_another():
    named = [key for key, text in read_language(FOLDER / "ru").items() if "токен" in str(text).lower()]
    assert [key for key in named if "bot" not in key and "telegram" not in key] == []
