"""Each act has its lowest role, and a foreign site looks like one that does not exist."""

from dataclasses import replace

import pytest

from server.errors import Forbidden, NotFound, Refusal
from server.sites.policy import LOWEST, SCOPE_OF, Action, Actor, Role, authorize, authorize_somewhere, may, need
from server.sites.scopes import Grant, Scope

HERE, THERE = "0" * 26, "1" * 26


def actor(role: Role | None) -> Actor:
    return Actor("m" * 26, "Anna Petrović", "anna@shop.example", "en", {HERE: role} if role else {})


def outcome(who: Actor, action: Action, site: str | None) -> type[Refusal] | None:
    try:
        authorize(who, action, site)
    except Refusal as refusal:
        return type(refusal)
    return None


def test_every_act_has_a_line_in_the_table() -> None:
    assert set(LOWEST) == set(Action) == set(SCOPE_OF)


def test_a_manager_works_with_people_and_changes_nothing_of_the_site() -> None:
    allowed = {action for action in Action if may(actor(Role.MANAGER), action, HERE)}
    assert allowed == {
        Action.READ_SITE,
        Action.READ_WIDGETS,
        Action.READ_MEMBERS,
        Action.READ_LEADS,
        Action.TAKE_LEADS,
        Action.READ_CLIENTS,
        Action.CHANGE_CLIENTS,
        Action.READ_CALLS,
        Action.TAKE_CALLS,
        Action.READ_CODES,
        Action.REDEEM_CODES,
        Action.READ_CONVERSATIONS,
        Action.ANSWER_CONVERSATIONS,
    }


@pytest.mark.parametrize("role", [Role.ADMIN, Role.OWNER])
def test_an_admin_and_an_owner_may_do_everything_of_today(role: Role) -> None:
    assert all(may(actor(role), action, HERE) for action in Action)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", [*Role, None])
def test_authorize_says_of_each_act_and_role_what_the_table_says(action: Action, role: Role | None) -> None:
    order = [None, Role.MANAGER, Role.ADMIN, Role.OWNER]
    expected = NotFound if role is None else None if order.index(role) >= order.index(LOWEST[action]) else Forbidden
    assert outcome(actor(role), action, HERE) is expected


@pytest.mark.parametrize("action", Action)
def test_missing_and_foreign_look_the_same(action: Action) -> None:
    assert [outcome(actor(Role.OWNER), action, site) for site in (THERE, None)] == [NotFound, NotFound]


def test_a_visitor_is_told_the_first_name() -> None:
    assert [actor(None).first_name, Actor("", "  ", "", "en", {}).first_name] == ["Anna", "  "]


@pytest.mark.parametrize("action", Action)
def test_i1_a_program_may_what_both_its_token_and_its_members_role_allow(action: Action) -> None:
    scope = SCOPE_OF[action]
    given = {scope: Grant(frozenset({scope})), Scope.ALL: Grant(frozenset({Scope.ALL}))}
    without = Grant(frozenset(Scope) - {scope, Scope.ALL})
    owner = actor(Role.OWNER)
    assert all(may(replace(owner, grant=grant), action, HERE) for grant in given.values())
    assert not may(replace(owner, grant=without), action, HERE)
    with pytest.raises(Forbidden) as refused:
        authorize(replace(owner, grant=without), action, HERE)
    assert refused.value.details == {"scope": scope.value}
    with pytest.raises(NotFound):  # not even what a token may not do tells of another's thing
        authorize(replace(owner, grant=without), action, THERE)


@pytest.mark.parametrize("role", [*Role, None])
def test_a_further_site_is_opened_by_whoever_runs_one(role: Role | None) -> None:
    if role in (Role.OWNER, Role.ADMIN):
        authorize_somewhere(actor(role))
    else:
        with pytest.raises(Forbidden):
            authorize_somewhere(actor(role))


def test_a_person_needs_no_scope() -> None:
    need(actor(Role.MANAGER), Scope.TOKENS_WRITE)
