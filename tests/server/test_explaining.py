"""`frontdesk explain` says for people and for programs which widgets a page shows, and what holds the others back."""

import json
from typing import Any

import pytest
from click.testing import Result

from tests.server.test_main import PASSWORD, SETUP, run

__all__ = ["run"]
PAGE = "https://shop.example/coffee"


@pytest.fixture
def shop(run: Any) -> dict[str, str]:
    """What `setup` said of a new shop, which has no widget yet."""
    return dict(json.loads(run(*SETUP, "--json", given=PASSWORD).stdout))


def test_a_shop_without_widgets_says_so_and_whose_clock_it_is(run: Any, shop: dict[str, str]) -> None:
    said: Result = run("explain", "--site", shop["site_key"], "--page", PAGE, "--at", "2026-05-18T10:00:00Z")

    first, second, third = said.stdout.splitlines()
    assert (said.exit_code, first) == (0, f"{PAGE}  18 May 2026, 10:00 UTC")
    assert "widget" in second
    assert third.startswith("What the answer rests on: ")


def test_with_json_it_is_the_answer_of_the_api(run: Any, shop: dict[str, str]) -> None:
    said: Result = run("explain", "--site", shop["site_id"], "--page", PAGE, "--visits", "3", "--json")

    answer = json.loads(said.stdout)
    assert (answer["page"], answer["items"], answer["facts"]["visits"]) == (PAGE, [], 3)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--page", "/coffee"), "page: a page's whole address"),
        (("--page", PAGE, "--device", "tv"), "device: must be 'phone', 'tablet' or 'desktop'"),
        ((), "page: is required"),
        (("--client", "0" * 26), "There is no such thing here."),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(
    run: Any, shop: dict[str, str], asked: tuple[str, ...], words: str
) -> None:
    said: Result = run("explain", "--site", shop["site_key"], *asked)
    assert (said.exit_code, words in said.stderr) == (1, True)


def test_a_site_that_is_not_there_is_told_so(run: Any, shop: dict[str, str]) -> None:
    assert "no site of this key or id" in run("explain", "--site", "nobody", "--page", PAGE).stderr
