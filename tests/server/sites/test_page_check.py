"""A page is fetched as visitors get it: redirects followed and checked, and every failure told by its cause."""

import threading
from collections.abc import Mapping

import pytest

from server.outgoing import failures
from server.outgoing.addresses import Allowed
from server.outgoing.fetcher import Answered, Fetcher, Outgoing
from server.sites import page_check
from server.sites.content_policy import Addition
from server.sites.installed import Installed, PageRead, read_page
from server.sites.page_check import PageCheck
from server.sites.verdict import Looked

SHOP, WWW = "https://shop.example", "https://www.shop.example"
EN = f"{SHOP}/en"
LOADER = "https://desk.example/s/abcdefgh23456789.js"
LINE = f'<script async src="{LOADER}"></script>'
HTML = {"content-type": "text/html"}


class Web(Fetcher):
    """A web of a few pages; whatever else is asked for is not there."""

    def __init__(self, pages: Mapping[str, Answered | Exception]) -> None:
        self._pages = pages
        self.asked: list[Outgoing] = []

    async def fetch(self, asked: Outgoing) -> Answered:
        self.asked.append(asked)
        found = self._pages.get(asked.url, Answered(404, HTML, b"", True))
        if isinstance(found, Exception):
            raise found
        return found


def page(html: str, status: int = 200, **headers: str) -> Answered:
    return Answered(
        status, HTML | {name.replace("_", "-"): value for name, value in headers.items()}, html.encode(), True
    )


@pytest.mark.parametrize(
    ("pages", "looked"),
    [
        ({SHOP: page(LINE)}, Looked(SHOP, Installed("found"))),
        ({SHOP: page("")}, Looked(SHOP, Installed("missing"))),
        ({SHOP: page("", 301, location=EN), EN: page(LINE)}, Looked(EN, Installed("found"))),
        ({SHOP: page("", 302, location=WWW), WWW: page(LINE)}, Looked(WWW, Installed("found"), landed=WWW)),
        ({SHOP: page("", 302, location="/")}, Looked(f"{SHOP}/", trouble="status", status=404)),
        ({SHOP: page("", 302, location=SHOP)}, Looked(SHOP, trouble="loop")),
        ({SHOP: page("", 302, location="https://[x")}, Looked(SHOP, trouble="address")),
        ({SHOP: page("", 302, location=WWW), WWW: failures.AddressRefused()}, Looked(WWW, trouble="private")),
        ({SHOP: page("", 302, location=WWW), WWW: TimeoutError()}, Looked(WWW, trouble="slow")),
        ({SHOP: Answered(200, HTML, b"<p>", False)}, Looked(SHOP, Installed("missing"), cut_at=3)),
        ({SHOP: page("", 302)}, Looked(SHOP, Installed("missing"))),
        ({SHOP: page("{}", content_type="application/json")}, Looked(SHOP, trouble="kind")),
        ({SHOP: failures.AddressRefused()}, Looked(SHOP, trouble="private")),
        ({SHOP: failures.NameUnknown()}, Looked(SHOP, trouble="name")),
        ({SHOP: failures.Unreachable()}, Looked(SHOP, trouble="connection")),
        ({SHOP: failures.BrokenAnswer()}, Looked(SHOP, trouble="connection")),
        ({SHOP: failures.TooSlow()}, Looked(SHOP, trouble="slow")),
        ({SHOP: TimeoutError()}, Looked(SHOP, trouble="slow")),
        ({SHOP: page(LINE, content_security_policy="script-src 'self'")},
         Looked(SHOP, Installed("found", "", (Addition("script-src", ("https://desk.example",)),)))),
        ({SHOP: page(LINE, content_security_policy="script-src 'self', script-src *")},
         Looked(SHOP, Installed("found", "", (Addition("script-src", ("https://desk.example",)),)))),
    ],
)  # fmt: skip
async def test_what_a_page_says_or_why_it_cannot_be_read(
    pages: dict[str, Answered | Exception], looked: Looked
) -> None:
    assert await PageCheck(Web(pages)).look_at(SHOP, [SHOP], LOADER) == looked


async def test_a_page_is_read_beside_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    read_by: list[int] = []

    def reads(address: str, html: str, policies: list[str]) -> PageRead:
        read_by.append(threading.get_ident())
        return read_page(address, html, policies)

    monkeypatch.setattr(page_check, "read_page", reads)
    await PageCheck(Web({SHOP: page(LINE)})).look_at(SHOP, [SHOP], LOADER)
    assert len(read_by) == 1
    assert threading.get_ident() not in read_by


@pytest.mark.parametrize("megabytes", [0.7, 3, 4.9])
async def test_a_line_at_the_end_of_a_large_page_is_found(megabytes: float) -> None:
    filler = "<div class='goods'><p>Coffee from the harbour</p></div>\n"
    html = filler * int(megabytes * 1024 * 1024 / len(filler)) + LINE
    looked = await PageCheck(Web({SHOP: page(html)})).look_at(SHOP, [SHOP], LOADER)
    assert looked == Looked(SHOP, Installed("found"))


async def test_only_five_megabytes_are_read_within_their_time() -> None:
    web = Web({SHOP: page(LINE)})
    await PageCheck(web).look_at(SHOP, [SHOP], LOADER)
    [asked] = web.asked
    assert (asked.method, asked.most, asked.cut, asked.partly) == ("GET", 5 * 1024 * 1024, True, True)
    assert asked.seconds < 15


async def test_a_page_on_this_machine_is_not_fetched_unless_it_is_allowed() -> None:
    fetcher = Fetcher(Allowed())
    looked = await PageCheck(fetcher).look_at("http://127.0.0.1:9/", ["http://127.0.0.1:9"], LOADER)
    fetcher.close()
    assert looked.trouble == "private"
