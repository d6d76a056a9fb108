"""Joins what a page says with what the server saw itself: whether a site's line is at work, and if not, why."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.sites.content_policy import Addition
from server.sites.installed import Installed
from server.sites.sightings import HELLO, LOADER, Sighting

MINUTE = 60_000
FRESH = 15 * MINUTE  # whoever was seen within this is at work, whatever else a page says
TODAY = 24 * 60 * MINUTE
LATELY = 30 * TODAY


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at a page: `installed`, or the `trouble` that kept us from reading it.

    `trouble` is `private`, `name`, `connection`, `slow`, `status`, `kind`, `loop` or `address`; `status` is HTTP's.
    `address` is the one that a redirect led to; `landed` the origin that the page really has, where it is not the
    site's; `cut_at` how many bytes were read where the page is longer.
    """

    address: str
    installed: Installed | None = None
    trouble: str = ""
    status: int = 0
    landed: str = ""
    cut_at: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """One outcome, with what its words need.

    `outcome` is `seen` (at work, a page last spoke `at`), `loaded` (by a page that has not spoken), `waiting` (nobody
    has loaded it yet), `wrong_origin`, `policy`, `other_key`, `old_address`, `comment`, `asleep`, `held`, `text`,
    `missing`, `cut` (not in what was read), `unreachable` or `not_loaded`.
    """

    outcome: str
    at: int | None = None
    origin: str = ""
    other: str = ""
    trouble: str = ""
    status: int = 0
    additions: tuple[Addition, ...] = ()
    tag_manager: bool = False
    cut_at: int = 0

    @property
    def is_good(self) -> bool:
        """Whether there is nothing to do."""
        return self.outcome == "seen"


def judge(origins: Sequence[str], seen: Sequence[Sighting], now: int, looked: Looked | None = None) -> Verdict:
    """What to tell the owner; `looked` None: no page was read, the sightings alone answer."""
    at_work, loaded = latest(seen, origins, HELLO), latest(seen, origins, LOADER)
    stranger, last = latest_stranger(seen, origins), latest(seen, origins)
    age = now - at_work.at if at_work else LATELY + 1
    there = looked.installed if looked else None
    if there and there.state == "found" and there.missing_in_policy:
        return Verdict("policy", additions=there.missing_in_policy)
    if at_work and age <= FRESH:
        return _seen(at_work)
    if looked and looked.landed:
        return Verdict("wrong_origin", origin=looked.landed)
    if there and there.state not in ("found", "missing"):
        return Verdict(there.state, other=there.other, tag_manager=there.tag_manager)
    if stranger and now - stranger.at <= TODAY and (last is None or stranger.at > last.at):
        return Verdict("wrong_origin", stranger.at, stranger.origin)
    return _of_page(looked, at_work, loaded, now)


def _of_page(looked: Looked | None, at_work: Sighting | None, loaded: Sighting | None, now: int) -> Verdict:
    there = looked.installed if looked else None
    if there and there.state == "missing" and there.missing_in_policy:
        return Verdict("policy", additions=there.missing_in_policy, tag_manager=True)
    is_there = looked is None or (there is not None and there.state == "found")
    if at_work and now - at_work.at <= (LATELY if is_there else TODAY):
        return _seen(at_work)
    if looked and there is None:
        return Verdict("unreachable", trouble=looked.trouble, status=looked.status)
    if loaded and now - loaded.at <= (LATELY if is_there else FRESH):
        return Verdict("loaded", loaded.at, loaded.origin)
    if looked is None or there is None:
        return Verdict("waiting")
    if there.state == "found":
        return Verdict("not_loaded")
    if looked.cut_at:
        return Verdict("cut", cut_at=looked.cut_at)
    return Verdict("missing", tag_manager=there.tag_manager)


def _seen(sighting: Sighting) -> Verdict:
    return Verdict("seen", sighting.at, sighting.origin)


def latest(seen: Sequence[Sighting], origins: Sequence[str], *kinds: str) -> Sighting | None:
    """The latest time that a page of the site, or one that did not say whose it is, loaded the line or spoke to us.

    `kinds` names one of the two.
    """
    wanted = kinds or (LOADER, HELLO)
    fitting = [each for each in seen if each.kind in wanted and (not each.origin or each.origin in origins)]
    return max(fitting, key=lambda each: each.at, default=None)


def latest_stranger(seen: Sequence[Sighting], origins: Sequence[str]) -> Sighting | None:
    """The latest page that carries the line and whose address is not the site's."""
    return max(
        (each for each in seen if each.origin and each.origin not in origins), key=lambda each: each.at, default=None
    )
