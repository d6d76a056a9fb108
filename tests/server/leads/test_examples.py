"""A preview answers as the server would to a room's first good example."""

from server.leads.examples import EXAMPLE, example_answer
from server.registry import find_kinds
from tests.server.console.test_preview import SITE
from tests.support.every_field import KIND, Everything


def test_what_is_left_is_answered_as_the_rooms_first_example_would_be() -> None:
    for kind in find_kinds():
        answer = example_answer(kind, SITE, kind.widget.settings.read(kind.examples[0].settings))
        assert (answer["lead"], answer["visitor"], "state" in answer) == (EXAMPLE, None, "calls" in kind.widget.needs)
    assert example_answer(KIND, SITE, Everything()) == {"lead": EXAMPLE, "visitor": None}


def test_a_preview_says_that_a_letter_asks_where_one_would() -> None:
    kind = find_kinds().kind("popup")
    told = [
        example_answer(kind, SITE, kind.widget.settings.read({"confirm_by_mail": each})).get("confirm")
        for each in (True, False)
    ]
    assert told == [True, None]
