"""Who is on a site's pages at this moment."""

from server.hub.connection import Connection
from server.hub.hub import Hub
from server.hub.visiting import LONGEST_TRAIL, Visiting, visiting
from server.hub.visitor_frames import Page


class Line(Connection):
    """A line whose page the team may see."""

    def __init__(self) -> None:
        super().__init__()
        self.visiting = Visiting(self)


def test_l7_pages_follow_one_another_and_the_same_one_again_is_no_other():
    seen = Line().visiting
    seen.go_to(Page(url="https://shop.example/", title="Home", referrer="https://search.example/"), 1)
    seen.go_to(Page(url="https://shop.example/", title="Home"), 2)
    seen.go_to(Page(url="https://shop.example/tea", title="Tea"), 3)
    assert [(each.title, each.at) for each in seen.trail] == [("Home", 1), ("Tea", 3)]
    assert (seen.since, seen.referrer, seen.landing) == (1, "https://search.example/", "https://shop.example/")
    for number in range(100):
        seen.go_to(Page(url=f"https://shop.example/{number}"), number)
    assert len(seen.trail) == LONGEST_TRAIL


def test_l7_those_whose_line_stands_are_listed_the_latest_first_and_who_left_is_not():
    hub, lines = Hub(10), [Line() for _ in range(4)]
    with hub.joined(lines[0]), hub.joined(lines[1]), hub.joined(lines[3]):
        with hub.joined(lines[2]):
            for at, line in enumerate(lines):
                hub.subscribe(line, "site:a" if at < 3 else "site:b")
                line.visiting.go_to(Page(url="https://shop.example/"), at + 1)
            assert visiting(hub, "a") == [each.visiting for each in (lines[2], lines[1], lines[0])]
        assert visiting(hub, "a") == [lines[1].visiting, lines[0].visiting]


def test_whoever_does_not_want_to_be_followed_and_whoever_has_said_nothing_yet_is_not_listed():
    hub, private, silent = Hub(10), Line(), Line()
    private.visiting = None
    with hub.joined(private), hub.joined(silent):
        for line in (private, silent):
            hub.subscribe(line, "site:a")
        assert visiting(hub, "a") == []
