"""Departments, and what each member takes on, as the settings show them."""

from server.console.departments_shown import Member, shown
from server.routing.departments import Department
from server.routing.duty import Duty


def test_everybody_stands_with_their_departments_and_whoever_is_locked_does_not():
    people = [Member("1", "Vera Ilić"), Member("2", "anna"), Member("3", "Gone", disabled=True)]
    found = [Department("d1", "s", "Orders", ("1", "3")), Department("d2", "s", "Wholesale", ())]
    team = shown(people, found, {"1": Duty(away=True, capacity=2, languages=frozenset({"sr", "en"}))})
    assert [(each.name, each.departments, each.capacity, each.languages, each.is_away) for each in team.members] == [
        ("anna", [], 5, "", False),
        ("Vera Ilić", ["Orders"], 2, "en, sr", True),
    ]
    assert len({each.mark for each in team.members}) == 2
    back = shown(people, found, {"1": Duty(capacity=9)}).members
    assert (back[0].mark, back[1].mark) == (team.members[0].mark, "Vera Ilić-['Orders']-00")
    here = shown(people, found, {"1": Duty(away=True)}, {"1", "2"}).members
    assert [each.is_here for each in here] == [True, False]
    assert [(each.name, each.people) for each in team.departments] == [("Orders", ["Vera Ilić"]), ("Wholesale", [])]
