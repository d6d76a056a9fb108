"""A kind may have a picture, and a picture holds nothing that a page would run."""

import re

import pytest

from server.console.pictures import picture
from server.registry import Kind, find_kinds
from tests.support.every_field import KIND


def test_a_kind_without_a_picture_has_none() -> None:
    assert picture(KIND) == ""


@pytest.mark.parametrize("kind", list(find_kinds()), ids=lambda kind: kind.name)
def test_a_picture_is_drawn_without_styles_and_scripts(kind: Kind) -> None:
    assert not re.search(r"<style|<script|\son\w+=|style=|href=", picture(kind))
