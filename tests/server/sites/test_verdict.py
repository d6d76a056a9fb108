"""Every outcome of the check, from what a page says and what the server saw."""

import pytest

from server.sites.content_policy import Addition
from server.sites.installed import Installed
from server.sites.sightings import HELLO, LOADER, REFUSED, Sighting
from server.sites.verdict import FRESH, LATELY, TODAY, Looked, Verdict, judge

SHOP, WWW, PAGE = "https://shop.example", "https://www.shop.example", "https://shop.example/"
NOW = 1_800_000_000_000
LACKS = (Addition("script-src", ("https://desk.example",)),)
FOUND, MISSING = Looked(PAGE, Installed("found")), Looked(PAGE, Installed("missing"))
UNREACHABLE = Looked(PAGE, trouble="private")
MINUTE, HOURS, DAYS = NOW - 60_000, NOW - TODAY // 2, NOW - 5 * TODAY


def seen(at: int, kind: str = HELLO, origin: str = SHOP) -> Sighting:
    return Sighting(kind, origin, at)


@pytest.mark.parametrize(
    ("sightings", "looked", "said"),
    [
        ([], None, Verdict("waiting")),
        ([seen(MINUTE)], None, Verdict("seen", MINUTE, SHOP)),
        ([seen(HOURS, LOADER), seen(MINUTE)], None, Verdict("seen", MINUTE, SHOP)),
        ([seen(MINUTE, LOADER), seen(HOURS)], None, Verdict("seen", HOURS, SHOP)),
        ([seen(MINUTE, LOADER)], None, Verdict("loaded", MINUTE, SHOP)),
        ([seen(MINUTE, LOADER, "")], None, Verdict("loaded", MINUTE)),
        ([seen(DAYS, LOADER)], FOUND, Verdict("loaded", DAYS, SHOP)),
        ([seen(MINUTE, LOADER)], MISSING, Verdict("loaded", MINUTE, SHOP)),
        ([seen(HOURS, LOADER)], MISSING, Verdict("missing")),
        ([seen(MINUTE, LOADER)], UNREACHABLE, Verdict("unreachable", trouble="private")),
        ([seen(MINUTE, LOADER), seen(HOURS, REFUSED, WWW)], None, Verdict("loaded", MINUTE, SHOP)),
        ([], Looked(PAGE, Installed("missing"), cut_at=5000), Verdict("cut", cut_at=5000)),
        ([], Looked(PAGE, Installed("found"), cut_at=5000), Verdict("not_loaded")),
        ([seen(NOW - FRESH - 1)], MISSING, Verdict("seen", NOW - FRESH - 1, SHOP)),
        ([seen(DAYS)], None, Verdict("seen", DAYS, SHOP)),
        ([seen(DAYS)], FOUND, Verdict("seen", DAYS, SHOP)),
        ([seen(DAYS)], MISSING, Verdict("missing")),
        ([seen(NOW - LATELY - 1)], None, Verdict("waiting")),
        ([], FOUND, Verdict("not_loaded")),
        ([], MISSING, Verdict("missing")),
        ([], Looked(PAGE, Installed("missing", tag_manager=True)), Verdict("missing", tag_manager=True)),
        ([], UNREACHABLE, Verdict("unreachable", trouble="private")),
        ([], Looked(PAGE, trouble="status", status=503), Verdict("unreachable", trouble="status", status=503)),
        ([seen(MINUTE)], UNREACHABLE, Verdict("seen", MINUTE, SHOP)),
        ([seen(HOURS)], UNREACHABLE, Verdict("seen", HOURS, SHOP)),
        ([seen(DAYS)], UNREACHABLE, Verdict("unreachable", trouble="private")),
        ([seen(MINUTE, REFUSED, WWW)], None, Verdict("wrong_origin", MINUTE, WWW)),
        ([seen(MINUTE, LOADER, WWW)], FOUND, Verdict("wrong_origin", MINUTE, WWW)),
        ([seen(MINUTE, LOADER, WWW), seen(NOW - 1)], None, Verdict("seen", NOW - 1, SHOP)),
        ([seen(DAYS, LOADER, WWW)], None, Verdict("waiting")),
        ([], Looked(WWW, Installed("found"), landed=WWW), Verdict("wrong_origin", origin=WWW)),
        ([], Looked(PAGE, Installed("found", "", LACKS)), Verdict("policy", additions=LACKS)),
        ([seen(MINUTE)], Looked(PAGE, Installed("found", "", LACKS)), Verdict("policy", additions=LACKS)),
        ([], Looked(PAGE, Installed("missing", "", LACKS, True)), Verdict("policy", additions=LACKS, tag_manager=True)),
        ([], Looked(PAGE, Installed("other_key", "k")), Verdict("other_key", other="k")),
        ([], Looked(PAGE, Installed("old_address", "https://old/s/k.js")), Verdict("old_address", other="https://old/s/k.js")),
        *(([], Looked(PAGE, Installed(state)), Verdict(state)) for state in ("comment", "asleep", "held", "text")),
    ],
)  # fmt: skip
def test_each_cause_is_named(sightings: list[Sighting], looked: Looked | None, said: Verdict) -> None:
    verdict = judge([SHOP], sightings, NOW, looked)
    assert verdict == said
    assert verdict.is_good == (said.outcome == "seen")
