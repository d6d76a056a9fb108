"""A preview is made of a draft as visitors would be given it; what it answers is an example."""

from server.assets import Assets
from server.console.preview import AT_ONCE, EXAMPLE, NEVER, Preview, example_answer
from server.registry import find_kinds
from server.sites.placed import Named
from server.sites.settings import Looks
from server.sites.sites import Site
from tests.support.every_field import KIND, Everything

SITE = Site(
    "s" * 26,
    "k" * 16,
    "Shop",
    ("https://shop.example",),
    "UTC",
    "RS",
    ("en", "sr"),
    "always",
    "whole",
    Looks(),
    1,
    False,
    0,
)


def test_a_preview_shows_one_widget_everywhere_and_at_once(built: Assets) -> None:
    config = Preview(built, "https://desk.example").config(SITE, KIND, "w", Everything(seconds=9))
    (widget,) = config["widgets"]
    assert (widget["settings"], widget["where"], widget["when"]) == ({"seconds": 9}, {}, AT_ONCE)
    assert (config["files"], config["languages"]) == ("https://desk.example/m/1/", ["en", "sr", "sr-Latn"])
    assert Preview(built, "").loader.count(Preview(built, "").place) == 1


def test_the_sites_other_widgets_are_known_in_a_preview_and_never_open(built: Assets) -> None:
    others = [Named("v", "callback", "Call me", True)]
    config = Preview(built, "https://desk.example").config(SITE, KIND, "w", Everything(), others)
    assert [(each["id"], each.get("start")) for each in config["widgets"]] == [("w", None), ("v", NEVER)]


def test_what_is_left_is_answered_as_the_rooms_first_example_would_be() -> None:
    for kind in find_kinds():
        answer = example_answer(kind, SITE, kind.widget.settings.read(kind.examples[0].settings))
        assert (answer["lead"], answer["visitor"], "state" in answer) == (EXAMPLE, None, "calls" in kind.widget.needs)
    assert example_answer(KIND, SITE, Everything()) == {"lead": EXAMPLE, "visitor": None}
