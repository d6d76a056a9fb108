"""A grant holds what was given, and tells whether another one gives more."""

from server.sites.scopes import EVERYTHING, Grant, Scope

LEADS = frozenset({Scope.LEADS_READ})


def test_all_holds_every_scope_and_another_only_itself() -> None:
    assert all(EVERYTHING.covers(scope) for scope in Scope)
    assert {scope for scope in Scope if Grant(LEADS).covers(scope)} == LEADS


def test_it_is_over_from_its_end_on() -> None:
    assert [Grant(LEADS, None, 10).is_over(now) for now in (9, 10)] == [False, True]
    assert not Grant(LEADS).is_over(10**15)


def test_one_grant_within_another_gives_nothing_more() -> None:
    some = Grant(LEADS, frozenset({"a", "b"}), 10)
    asked = {
        "the same": some,
        "fewer sites": Grant(LEADS, frozenset({"a"}), 10),
        "ends sooner": Grant(LEADS, frozenset({"a"}), 9),
        "another scope": Grant(LEADS | {Scope.CLIENTS_READ}, frozenset({"a"}), 10),
        "everything": Grant(frozenset({Scope.ALL}), frozenset({"a"}), 10),
        "another site": Grant(LEADS, frozenset({"c"}), 10),
        "every site": Grant(LEADS, None, 10),
        "ends later": Grant(LEADS, frozenset({"a"}), 11),
        "never ends": Grant(LEADS, frozenset({"a"}), None),
    }
    assert [name for name, grant in asked.items() if grant.within(some)] == ["the same", "fewer sites", "ends sooner"]
    assert all(grant.within(EVERYTHING) for grant in asked.values())
