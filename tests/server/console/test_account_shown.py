"""Sessions and tokens in words: this browser first, names of sites in place of ids."""

from server.console.account_shown import sessions_shown, token_shown
from server.sites.scopes import EVERYTHING, Grant, Scope
from server.sites.sessions import Session
from server.sites.tokens import ApiToken


def session(token_hash: str, agent: str, seen: int) -> Session:
    return Session(token_hash, "m", "csrf", agent, "192.0.2.7", 1, seen, 99)


def test_this_browser_stands_first() -> None:
    here = session("b" * 64, "Firefox/145.0 (Windows)", 5)
    shown = sessions_shown([session("a" * 64, "curl", 9), here, session("c" * 64, "", 3)], here)
    assert [(each.handle, each.is_here, each.browser, each.system) for each in shown] == [
        ("b" * 16, True, "Firefox", "Windows"),
        ("a" * 16, False, "", ""),
        ("c" * 16, False, "", ""),
    ]


def test_a_token_is_told_by_what_it_was_given() -> None:
    some = Grant(frozenset({Scope.LEADS_READ, Scope.CALLS_READ}), frozenset({"here", "gone"}), 10)
    token = ApiToken("t", "m", "Warehouse", some, 1, None, 4, "192.0.2.7", None)
    shown = token_shown(token, {"here": "Harbour Row"}, 10)
    assert (list(shown.may), list(shown.sites)) == (["calls:read", "leads:read"], ["Harbour Row", "gone"])
    assert (shown.is_over, shown.is_revoked, shown.used, shown.used_from) == (True, False, 4, "192.0.2.7")
    everything = token_shown(ApiToken("t", "m", "All", EVERYTHING, 1, None, None, "", 9), {}, 10)
    assert (list(everything.may), list(everything.sites)) == ([], [])
    assert (everything.is_over, everything.is_revoked, everything.ends) == (False, True, None)
