"""To whom a conversation can be handed."""

import pytest

from server.console.hands_shown import chosen, hands
from server.errors import Invalid
from server.routing.departments import Department
from server.sites.colleagues import Colleague
from server.sites.policy import Role


def colleague(name, **more):
    """Somebody of the team."""
    said = {"role": Role.MANAGER, "disabled": False} | more
    return Colleague(id=name[0], email="", name=name, two_factor=False, sample=False, since=0, seen_at=None, **said)


def test_those_who_are_here_come_first_and_whoever_is_locked_or_oneself_is_none_of_them():
    team = [colleague(each) for each in ("vera", "Anna", "Boris", "me")] + [colleague("Locked", disabled=True)]
    made = hands(team, [Department("d1", "s", "Orders", ())], "m", frozenset("v"))
    assert [(each.to, each.is_here) for each in made.people] == [
        ("member v", True),
        ("member A", False),
        ("member B", False),
    ]
    assert [(each.to, each.name) for each in made.departments] == [("department d1", "Orders")]


def test_the_menu_is_another_as_soon_as_somebody_comes_or_is_called_otherwise():
    def mark(here="", name="Vera"):
        return hands([colleague(name)], [], "m", frozenset(here)).mark

    assert mark() == mark()
    assert len({mark(), mark(here="V"), mark(name="Vera Ilić")}) == 3


def test_what_a_button_says_is_read_and_nothing_else():
    read = [chosen(each) for each in ("member m1", "department d1", "anybody")]
    assert read == [("member", "m1"), ("department", "d1"), ("department", "")]
    for wrong in ("", "everybody", "member", "member ", "department", "anybody else"):
        with pytest.raises(Invalid) as refused:
            chosen(wrong)
        assert refused.value.reasons == {"to": "unknown"}
