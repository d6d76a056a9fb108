"""The words that visitors agree to: what they are, and when they count as changed."""

from dataclasses import replace

from server.sites.consent_texts import consent_changed_since, effective, in_language, offered
from tests.support.desk import BELL, BellSettings

OWN = {"en": "Call me.", "ru": "Позвоните мне."}


def test_without_an_owners_words_the_widgets_own_are_meant() -> None:
    assert effective(BELL, BellSettings()) == {"contact": OWN}


def test_an_owners_words_take_the_place_of_the_widgets_own_in_their_language() -> None:
    settings = BellSettings.read({"contact": {"en": "Ring me.", "sr": "Позовите ме.", "ru": ""}})
    assert effective(BELL, settings) == {
        "contact": {"*": "Call me.", "en": "Ring me.", "ru": "Позвоните мне.", "sr": "Позовите ме."},
    }


def test_a_purpose_that_needs_the_owners_words_is_asked_for_once_there_are_some() -> None:
    settings = BellSettings.read({"letters": {"en": "Send letters."}})
    assert [each.name for each in offered(BELL, BellSettings())] == ["contact"]
    assert [each.name for each in offered(BELL, settings)] == ["contact", "letters"]
    assert [each.name for each in offered(BELL, BellSettings.read({"letters": {"en": ""}}))] == ["contact"]
    assert effective(BELL, settings)["letters"] == {"*": "Write to me.", "en": "Send letters.", "ru": "Пишите мне."}


def test_a_purpose_is_asked_for_beside_those_settings_only_that_take_it() -> None:
    purposes = tuple(replace(each, asked=lambda settings: False) for each in BELL.widget.purposes)
    kind = replace(BELL, widget=replace(BELL.widget, purposes=purposes))
    assert offered(kind, BellSettings()) == ()
    assert effective(kind, BellSettings()) == {}


def test_a_language_that_nobody_wrote_is_read_in_english() -> None:
    texts = {"contact": OWN}
    assert in_language(texts, "contact", "ru") == "Позвоните мне."
    assert in_language(texts, "contact", "de") == "Call me."
    assert in_language(texts, "letters", "en") is None


def test_the_owners_english_is_not_what_is_read_in_a_language_that_nobody_wrote() -> None:
    texts = effective(BELL, BellSettings.read({"contact": {"en": "Ring me.", "sr": "Позовите ме."}}))
    assert [in_language(texts, "contact", each) for each in ("en", "de", "en-GB")] == [
        "Ring me.",
        "Call me.",
        "Ring me.",
    ]


def test_a_narrower_language_is_read_in_the_owners_wide_one_before_the_kinds_own() -> None:
    kind = replace(BELL, texts=dict(BELL.texts) | {"sr": {"contact": "Зовите."}, "sr-Latn": {"contact": "Zovite."}})
    texts = [effective(kind, BellSettings.read({"contact": own})) for own in ({}, {"sr": "Позовите ме."})]
    assert [in_language(each, "contact", "sr-Latn") for each in texts] == ["Zovite.", "Позовите ме."]
    assert [in_language(each, "contact", "ru-RU") for each in texts] == ["Позвоните мне."] * 2


VERSIONS = {
    1: {"contact": OWN},
    2: {"contact": OWN | {"ru": "Звоните."}},
    3: {"contact": OWN | {"ru": "Звоните.", "de": "Rufen Sie mich an."}, "letters": {"en": "Write."}},
}


def test_equal_words_have_not_changed() -> None:
    assert consent_changed_since(VERSIONS, 2, 2, ["contact"]) == []
    assert consent_changed_since({1: VERSIONS[1], 2: VERSIONS[1]}, 1, 2, ["contact"]) == []


def test_words_that_differ_have_changed_in_their_language_only() -> None:
    assert consent_changed_since(VERSIONS, 1, 2, ["contact"]) == ["contact"]
    assert consent_changed_since(VERSIONS, 1, 2, ["contact"], "ru") == ["contact"]
    assert consent_changed_since(VERSIONS, 1, 2, ["contact"], "en") == []


def test_a_language_that_came_later_changes_nothing_for_who_reads_another() -> None:
    assert consent_changed_since(VERSIONS, 2, 3, ["contact"]) == []
    assert consent_changed_since(VERSIONS, 2, 3, ["contact"], "de") == ["contact"]
    assert consent_changed_since(VERSIONS, 2, 3, ["contact"], "fr") == []


def test_nobody_has_agreed_to_what_was_not_asked_or_to_a_version_that_never_was() -> None:
    assert consent_changed_since(VERSIONS, 2, 3, ["contact", "letters"], "en") == ["letters"]
    assert consent_changed_since(VERSIONS, 9, 3, ["contact"], "en") == ["contact"]


def test_a_purpose_that_is_not_asked_for_today_has_not_changed() -> None:
    assert consent_changed_since(VERSIONS, 3, 1, ["letters"]) == []
