"""The rule by which a conversation that waits finds its manager."""

import pytest

from server.routing.choosing import Available, Choice, Wanting, choose

ANNA, BORIS, VERA = (Available(name, capacity=2) for name in ("anna", "boris", "vera"))
ROAST, SHIP = frozenset({"roast"}), frozenset({"ship"})


@pytest.mark.parametrize(
    ("wanting", "team", "chosen"),
    [
        ({}, [], None),
        ({}, [ANNA._replace(load=2)], None),
        ({}, [ANNA._replace(load=1), BORIS], "boris"),
        ({}, [ANNA._replace(load=2, capacity=8), BORIS._replace(load=1)], "anna"),  # a quarter against a half
        ({}, [ANNA._replace(last=20), BORIS._replace(last=10)], "boris"),
        ({"passed": frozenset({"boris"})}, [ANNA._replace(last=20), BORIS], "anna"),
        ({"owners": ("vera", "anna")}, [ANNA, VERA._replace(load=1)], "vera"),
        ({"owners": ("vera", "anna")}, [ANNA._replace(load=1), BORIS, VERA._replace(load=2)], "anna"),
        ({"owners": ("vera",), "passed": frozenset({"vera"})}, [VERA, BORIS._replace(load=1)], "boris"),
        ({"owners": ("gone",)}, [ANNA], "anna"),
        ({"department": "roast"}, [ANNA, BORIS._replace(departments=ROAST, load=1)], "boris"),
        ({"department": "roast"}, [ANNA, BORIS._replace(departments=ROAST, load=2)], None),  # its people are here, busy
        ({"department": "roast"}, [ANNA, BORIS._replace(departments=SHIP, load=1)], "anna"),  # nobody of it is here
        ({"department": "roast", "owners": ("anna",)}, [ANNA, BORIS._replace(departments=ROAST)], "anna"),
        ({"language": "ru-RU"}, [ANNA._replace(languages=frozenset({"en"})), BORIS._replace(load=1)], "boris"),
        (
            {"language": "ru"},
            [ANNA._replace(languages=frozenset({"en"})), BORIS._replace(languages=frozenset({"ru", "sr"}), load=1)],
            "boris",
        ),
        ({"language": "ru"}, [ANNA._replace(languages=frozenset({"en"})), BORIS._replace(load=2)], "anna"),
    ],
)
def test_l5_a_conversation_goes_to_whom_it_fits_best(wanting, team, chosen):
    choice = choose(Wanting("c1", **wanting), team)
    assert (choice and choice.member) == chosen


def test_l5_once_everybody_has_let_it_pass_a_new_round_begins():
    everybody = frozenset({"anna", "boris"})
    assert choose(Wanting("c1", passed=everybody), [ANNA, BORIS._replace(load=1)]) == Choice("anna", is_new_round=True)
    assert choose(Wanting("c1", passed=everybody), [ANNA, VERA]) == Choice("vera")
