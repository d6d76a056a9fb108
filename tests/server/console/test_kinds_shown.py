"""What kinds of widgets are called."""

from server.console.kinds_shown import Kinds
from tests.server.console.at_work import CALLING, KINDS


def test_a_kind_is_called_by_its_rooms_own_words_in_the_readers_language():
    assert [Kinds(KINDS, language).name(CALLING) for language in ("en", "ru")] == ["Callback", "Обратный звонок"]


def test_a_kind_without_words_or_gone_from_the_server_is_called_by_its_folders_name():
    assert [Kinds(KINDS, "ru").name(kind) for kind in ("letter", "gone")] == ["Letter", "Gone"]


def test_a_widget_that_nobody_has_named_carries_its_kinds_name_in_every_language():
    kinds = Kinds(KINDS, "ru")
    assert [kinds.widget(CALLING, name) for name in (CALLING.capitalize(), "Call me")] == ["Обратный звонок", "Call me"]
    assert [kinds.unnamed(name) for name in (CALLING.capitalize(), "Call me", "")] == ["Обратный звонок", "Call me", ""]


def test_a_widget_is_told_with_its_kind_unless_the_name_says_it():
    kinds = Kinds(KINDS, "en")
    assert [kinds.told(CALLING, name) for name in (CALLING.capitalize(), "Call me")] == [
        "Callback",
        "Call me · Callback",
    ]


def test_every_kind_is_named():
    named = dict(Kinds(KINDS, "en").all())
    assert list(named) == [kind.name for kind in KINDS]
    assert (named[CALLING], named["letter"]) == ("Callback", "Letter")
