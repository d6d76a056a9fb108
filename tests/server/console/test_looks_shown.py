"""The picture of a site's looks follows every one of them, and a colour too pale for words is told of."""

import pytest

from server.console.looks_shown import HEIGHT, WIDTH, Box, Scene, scenes, too_pale
from server.sites.settings import Looks


def launcher(scene: Scene) -> Box:
    """The launcher: the last thing in the colour of the brand."""
    return [box for box in scene.boxes if box.fill == "#8844aa"][-1]


def drawn(**looks: object) -> Scene:
    return scenes(Looks.read({"brand": "#8844aa", **looks}))[0]


def test_both_themes_are_shown_where_visitors_have_both() -> None:
    shown = [[each.theme for each in scenes(Looks.read({"theme": theme}))] for theme in ("auto", "light", "dark")]
    assert shown == [["light", "dark"], ["light"], ["dark"]]


def test_corner_shape_size_and_lift_are_seen() -> None:
    usual = launcher(drawn())
    assert (usual.x > WIDTH / 2, launcher(drawn(corner="start")).x < WIDTH / 2) == (True, True)
    assert usual.round > launcher(drawn(shape="soft")).round > launcher(drawn(shape="square")).round == 0
    assert launcher(drawn(size="large")).height == pytest.approx(usual.height * 1.2)
    assert launcher(drawn(lift=100)).y < usual.y


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("lift", [0, 200])
def test_everything_stands_within_the_picture(size: str, lift: int) -> None:
    boxes = drawn(size=size, lift=lift).boxes
    assert [box for box in boxes if box.y < -0.5 or box.y + box.height > HEIGHT + 0.5 or box.x < 0] == []


def test_a_colour_that_words_cannot_be_read_in_on_white_is_told_with_its_contrast() -> None:
    assert [too_pale(brand) for brand in ("#0b6478", "#f2c230", "#767676", "#777777")] == ["", "1.6", "", "4.4"]
