"""A drawn field carries its words, its value and where it stands."""

from server.console.form_drawn import Drawer
from server.console.form_shapes import shapes_of
from tests.server.console.drawing import clock, html_of
from tests.support.every_field import FULL, Everything

DRAWN = {
    each.shape.name: each
    for each in Drawer(lambda key: {"setting.title": "Heading"}.get(key), clock(), ("en", "ru")).fields(
        shapes_of(Everything), "settings", FULL
    )
}


def test_names_come_from_the_room_or_from_the_model() -> None:
    assert [DRAWN[name].label for name in ("title", "is_loud")] == ["Heading", "Is loud"]
    assert (DRAWN["title"].path, DRAWN["title"].id) == ("settings.title", "f-settings-title")


def test_a_language_that_the_site_no_longer_speaks_is_carried_along_unseen() -> None:
    assert [(each.language, each.is_spoken) for each in DRAWN["title"].spoken] == [
        ("en", True),
        ("ru", True),
        ("de", False),
    ]
    assert '<input type="hidden" name="settings.title.de"' in html_of([DRAWN["title"]])


def test_a_moment_is_shown_on_the_sites_own_clock() -> None:
    assert DRAWN["ends"].value == "2026-05-01T11:00"


def test_a_new_thing_of_a_list_has_a_place_to_be_put_in_also_within_another() -> None:
    blank = DRAWN["steps"].blank
    assert blank is not None
    answers = blank.fields[3].blank
    assert answers is not None
    assert (blank.path, answers.path) == ("settings.steps.__place0__", "settings.steps.__place0__.answers.__place1__")


def test_what_belongs_to_a_choice_says_so() -> None:
    assert (DRAWN["later"].when, DRAWN["seconds"].when) == ('{"mode": ["later"]}', "")
