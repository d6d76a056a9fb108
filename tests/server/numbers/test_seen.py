"""What browsers tell of impressions and clicks."""

import pytest

from server.numbers.seen import Batch, Event, events_of
from server.widget import InvalidSettings

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"
PAGE = {"url": "https://anna:x@shop.rs/beans?email=anna@shop.rs#top", "referrer": "https://find.example/search?q=anna"}


def test_an_event_holds_no_query_no_password_and_only_the_host_it_came_from():
    batch = Batch.read({"events": [{"widget": "w1", "name": "shown", "page": PAGE}]})

    assert events_of("s", {"w1": "bell"}, batch, FIREFOX, 7) == [
        Event("s", "w1", "bell", "shown", "https://shop.rs/beans", "find.example", "desktop", 7)
    ]


def test_what_exactly_was_pressed_is_counted_with_the_event():
    said = [{"widget": "w1", "name": "pressed", "action": action} for action in ("telegram", None)]
    batch = Batch.read({"events": [*said, {"widget": "w1", "name": "pressed"}]})

    assert [each.action for each in events_of("s", {"w1": "bell"}, batch, FIREFOX, 7)] == ["telegram", "", ""]


def test_a_referrer_on_the_same_host_is_no_source_and_a_broken_one_neither():
    pages = [{"url": "https://shop.rs/a", "referrer": "https://shop.rs/b"}, {"url": "x", "referrer": "https://["}, {}]
    batch = Batch.read({"events": [{"widget": "w1", "name": "shown", "page": page} for page in pages]})

    found = events_of("s", {"w1": "bell"}, batch, FIREFOX, 7)

    assert [(each.page, each.source) for each in found] == [("https://shop.rs/a", ""), ("", ""), ("", "")]


def test_events_of_other_sites_widgets_and_of_bots_are_left_out():
    batch = Batch.read({"events": [{"widget": "w2", "name": "shown"}, {"widget": "w1", "name": "opened"}]})

    assert [each.name for each in events_of("s", {"w1": "bell"}, batch, FIREFOX, 7)] == ["opened"]
    assert events_of("s", {"w1": "bell"}, batch, "Googlebot/2.1", 7) == []


def test_a_batch_is_refused_by_the_path_of_what_is_wrong():
    with pytest.raises(InvalidSettings) as refused:
        Batch.read({"events": [{"widget": "w1", "name": "Shown!"}], "visitor": "x"})
    with pytest.raises(InvalidSettings):
        Batch.read({"events": [{"widget": "w1", "name": "shown"}] * 51})
    with pytest.raises(InvalidSettings):
        Batch.read({"events": [{"widget": "w1", "name": "shown\n"}]})
    with pytest.raises(InvalidSettings):
        Batch.read({"events": [{"widget": "w1", "name": "pressed", "action": "+381601234567"}]})

    assert sorted(refused.value.errors) == ["events.0.name", "visitor"]


def test_a_batch_of_mistakes_is_refused_at_the_first():
    with pytest.raises(InvalidSettings) as refused:
        Batch.read({"events": [{"name": "Shown!"}] * 6000})

    assert {path.split(".")[1] for path in refused.value.problems} == {"0"}
