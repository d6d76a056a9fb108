"""Pools and codes as the console shows them."""

from dataclasses import replace

from server.codes.pools import Counts, Pool
from server.console.codes_shown import code_of, pool_of, users
from server.console.figures import figure
from server.console.kinds_shown import Kinds
from server.console.words import read_words
from server.registry import Registry
from server.sites.placed import PlacedWidget
from tests.server.console.drawing import clock

WORDS = read_words()["en"]
KINDS = Kinds(Registry({}), "en")
POOL = Pool("p1", "s", "Hello", "generated", "Tea", "HI-", 6, 50, 0, None, None, 0, None)


def placed(name: str, settings: dict[str, object], draft: dict[str, object] | None = None) -> PlacedWidget:
    document = None if draft is None else {"settings": draft, "rules": {}}
    return PlacedWidget(name, "s", "horn", name, True, document, settings, {}, 1, 0, 0)


def test_a_pool_says_how_it_stands_and_what_its_codes_look_like():
    now = clock().now
    here = [placed("Shown", {"pool": "p1"})]
    off = [replace(here[0], enabled=False), placed("Drafted", {}, {"pool": "p1"}), replace(here[0], version=0)]
    states = {
        "on": pool_of(POOL, Counts(free=1), [*off, *here], KINDS, clock()).state,
        "ready": pool_of(POOL, Counts(free=1), off, KINDS, clock()).state,
        "empty": pool_of(POOL, Counts(given=50), (), KINDS, clock()).state,
        "over": pool_of(
            Pool(**{name: getattr(POOL, name) for name in Pool.__slots__} | {"ends_at": now}),
            Counts(free=1),
            (),
            KINDS,
            clock(),
        ).state,
    }
    assert states == {"on": "on", "ready": "ready", "empty": "empty", "over": "over"}
    shown = pool_of(POOL, Counts(), (), KINDS, clock())
    assert (shown.sample, shown.guesses) == ("HI-••••••", figure(31**6 // 50))


def test_a_pool_is_used_by_what_visitors_have_and_by_what_is_drafted():
    widgets = [
        placed("Shown", {"pool": "p1"}),
        placed("Drafted", {}, {"prizes": [{"pool": "p1"}]}),
        placed("Another", {"pool": "p2"}),
    ]
    assert users("p1", widgets, KINDS) == ["Shown", "Drafted"]


def test_a_code_of_nobody_we_know_was_given_to_a_visitor():
    row = {
        "id": "c", "code": "TEA-1", "state": "given", "reward": "Tea", "pool": {"id": "p", "name": "Own"},
        "client": None, "name": "", "given_at": "2026-05-01T09:00:00Z", "ends_at": None,
        "redeemed_at": None, "redeemed_by": None, "order": "",
    }  # fmt: skip
    shown = code_of(row, WORDS)
    assert (shown.person, shown.badge, shown.is_good, shown.ends_at) == ("a visitor", "ours", True, None)
    assert not code_of(row | {"state": "redeemed"}, WORDS).is_good
