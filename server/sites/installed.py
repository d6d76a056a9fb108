"""Is the line in the page? What a page's HTML says of it, in facts that name the cause when it is not at work."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from server.sites.content_policy import Addition, Line, Policy, additions, read_policies
from server.sites.html_pieces import Piece, mentions, pieces

LOADER = re.compile(r"/s/([a-z0-9]{16})\.js$")
RUNS = re.compile(r"(|module|(.*-)?(text|application)/(x-)?(java|ecma)script)", re.IGNORECASE)
TAG_MANAGER = re.compile(
    r"googletagmanager\.com/(gtm\.js|ns\.html)|matomo\.cloud/.{0,80}container_|mtm\.start", re.IGNORECASE
)
LONGEST_ADDRESS = 2000  # characters; browsers and servers take no longer ones for sure
MOST_LOOKED_AT = 2000  # scripts, and as many addresses in comments and text: what comes after them is not looked at
ASLEEP = {"noscript", "template"}  # what stands in these does not run
WANTED = ASLEEP | {"base", "meta", "script"}


@dataclass(frozen=True, slots=True)
class Found:
    """One place where an address like our line's stands; `how` is `script`, `held`, `comment`, `asleep` or `text`."""

    address: str
    how: str
    nonce: str = ""

    @property
    def key(self) -> str:
        """The site's key in it."""
        match = LOADER.search(urlsplit(self.address).path)
        return match[1] if match else ""


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a page says: where our line may stand, its policies, whether a tag manager works there."""

    address: str
    found: tuple[Found, ...]
    policies: tuple[Policy, ...]
    tag_manager: bool


@dataclass(frozen=True, slots=True)
class Installed:
    """What became of our line in a page.

    `state` is `found`, `other_key`, `old_address`, `comment`, `asleep`, `held`, `text` or `missing`;
    `missing_in_policy` what the page's own policy has to allow before the line can work.
    """

    state: str
    other: str = ""
    missing_in_policy: tuple[Addition, ...] = ()
    tag_manager: bool = False


def read_page(address: str, html: str, policy_headers: Sequence[str] = ()) -> PageRead:
    """Read a page as far as it concerns us; no HTML is too broken for that."""
    reader = _Reader(address)
    for piece in pieces(html, WANTED):
        reader.take(piece)
    policies = read_policies([*policy_headers, *reader.policies])
    return PageRead(address, tuple(reader.found), policies, TAG_MANAGER.search(html) is not None)


def look(page: PageRead, loader: str) -> Installed:
    """What the page says of the line whose script is at `loader`; the best place counts where there are several."""
    ours = [each for each in page.found if each.address == loader]
    at_work = next((each for each in ours if each.how == "script"), None)
    if at_work is not None:
        lacks = additions(page.policies, page.address, Line(loader, at_work.nonce))
        return Installed("found", missing_in_policy=lacks, tag_manager=page.tag_manager)
    running = [each for each in page.found if each.how == "script"]
    here = loader.rpartition("/s/")[0]
    if same_desk := next((each for each in running if each.address.startswith(f"{here}/s/")), None):
        return Installed("other_key", same_desk.key, tag_manager=page.tag_manager)
    key = Found(loader, "").key
    if elsewhere := next((each for each in running if each.key == key), None):
        return Installed("old_address", elsewhere.address, tag_manager=page.tag_manager)
    if ours:
        return Installed(min(ours, key=lambda each: ORDER.index(each.how)).how, tag_manager=page.tag_manager)
    lacks = additions(page.policies, page.address, Line(loader, in_page=False)) if page.tag_manager else ()
    return Installed("missing", missing_in_policy=lacks, tag_manager=page.tag_manager)


ORDER = ("held", "comment", "asleep", "text")


class _Reader:
    """Goes through a page once and gathers what concerns us."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._base = ""  # of the first <base href>, the others mean nothing
        self._asleep = 0
        self._scripts = 0
        self._mentions = 0
        self.found: list[Found] = []
        self.policies: list[str] = []

    def take(self, piece: Piece) -> None:
        """One piece of the page."""
        if piece.kind in ("comment", "text"):
            self._mention(piece)
        elif piece.text in ASLEEP:
            self._asleep = max(0, self._asleep + (1 if piece.kind == "tag" else -1))
        elif piece.kind == "tag":
            self._tag(piece.text, piece.given)

    def _mention(self, piece: Piece) -> None:
        named = mentions(piece.text)[: MOST_LOOKED_AT - self._mentions]
        self._mentions += len(named)
        self.found += [Found(self._whole(each), piece.kind) for each in named]

    def _tag(self, name: str, given: Mapping[str, str]) -> None:
        if name == "base" and given.get("href") and not self._base:
            self._base = _joined(self._address, given["href"]) or self._address
        elif name == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(given.get("content", ""))
        elif name == "script" and self._scripts < MOST_LOOKED_AT:
            self._scripts += 1
            self._script(given)

    def _script(self, given: Mapping[str, str]) -> None:
        source = given.get("src", "")
        runs = source and RUNS.fullmatch(given.get("type", "").strip())
        kept_back = next((given[name] for name in given if name.startswith("data-") and LOADER.search(given[name])), "")
        address = self._whole((source or kept_back).strip())
        if address and LOADER.search(urlsplit(address).path):
            how = "asleep" if self._asleep else "script" if runs else "held"
            self.found.append(Found(address, how, given.get("nonce", "")))

    def _whole(self, address: str) -> str:
        return _joined(self._base or self._address, address)


def _joined(base: str, address: str) -> str:
    """The whole address, or nothing where it cannot be one or is longer than 2000 characters."""
    if max(len(base), len(address)) > LONGEST_ADDRESS:
        return ""
    try:
        joined = urljoin(base, address)
        urlsplit(joined)
    except ValueError:
        return ""
    return joined
