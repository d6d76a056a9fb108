"""Those who are on the site at this moment, as the table shows them."""

from server.console.guests_shown import guest_of
from server.console.words import read_words
from server.hub.connection import Connection
from server.hub.visiting import Visiting
from server.hub.visitor_frames import Page

WORDS = read_words()["en"]


def seen(*pages: str) -> Visiting:
    made = Visiting(Connection(), "RS")
    for at, title in enumerate(pages):
        made.go_to(Page(url=f"https://shop.example/{title}", title=title, referrer="https://search.example/"), at + 10)
    return made


def test_l7_somebody_new_stands_with_the_page_the_way_there_and_where_they_came_from():
    guest = guest_of(seen("Home", "Tea"), None, WORDS)
    assert (guest.title, guest.page, guest.trail, guest.source, guest.country) == (
        "Somebody new", "Tea", ["Home"], "search.example", "RS",
    )  # fmt: skip
    assert (guest.client, guest.since) == ("", 10)


def test_l7_somebody_known_stands_with_name_source_and_the_pages_of_earlier_lines():
    pages = [{"url": "", "title": title, "at": at} for title, at in (("Home", 10), ("Coffee", 5), ("Mugs", 1))]
    known = {
        "client": "c1",
        "name": "Mila",
        "phone": "",
        "email": "",
        "source": {"utm_source": "letter"},
        "pages": pages,
    }
    guest = guest_of(seen("Home"), known, WORDS)
    assert (guest.title, guest.source, guest.trail, guest.client) == ("Mila", "letter", ["Coffee", "Mugs"], "c1")
