"""A question is read strictly; each mistake is told by the name of its field."""

from typing import Any

import pytest

from server.errors import Invalid
from server.sites.explain_input import Question


def test_what_was_said_is_told_by_the_names_of_the_rules() -> None:
    asked = Question.read(
        {
            "page": "https://SHOP.example/#top",
            "device": "phone",
            "visits": "3",
            "visitor_kind": "returning",
            "attributes": '{"plan": "gold", "seats": 4}',
            "country": "",
        }
    )
    said = {"device": "phone", "visits": 3, "visitor": "returning", "set.plan": "gold", "set.seats": 4}
    assert (asked.page, asked.said) == ("https://shop.example/", said)


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": "/coffee"},
        {"device": "tv"},
        {"language": "en-GB"},
        {"country": "rs"},
        {"online": "maybe"},
        {"visits": "0"},
        {"pages": "x"},
        {"visitor_kind": "old"},
        {"attributes": "{"},
        {"attributes": "[]"},
        {"attributes": '{"Plan": "gold"}'},
        {"at": "yesterday"},
        {"client": "x"},
        {"visitor": "1"},
        {"mood": "calm"},
    ],
    ids=str,
)
def test_a_mistake_is_told_by_its_field(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        Question.read(wrong)
    assert [each.partition(".")[0] for each in refused.value.errors] == list(wrong)
