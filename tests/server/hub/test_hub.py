"""Who hears of what in this process."""

import pytest

from server.hub.connection import RESTART, SILENT, Connection
from server.hub.hub import MOST_TOPICS, Full, Hub


def test_what_is_published_reaches_whoever_subscribed_and_nobody_else():
    hub, ana, ben = Hub(10), Connection(), Connection()
    with hub.joined(ana), hub.joined(ben):
        hub.subscribe(ana, "site:1")
        hub.subscribe(ben, "site:2")

        assert hub.publish("site:1", b"news") == 1
        assert (ana.take(), ben.take()) == ([b"news"], [])


def test_whoever_unsubscribed_or_left_hears_nothing_and_leaves_nothing_behind():
    hub, ana = Hub(10), Connection()
    with hub.joined(ana):
        hub.subscribe(ana, "site:1")
        hub.subscribe(ana, "call:1")
        hub.unsubscribe(ana, "site:1")
        hub.unsubscribe(ana, "site:never")
        assert hub.topics() == ("call:1",)

    assert (hub.publish("call:1", b"news"), hub.topics(), len(hub)) == (0, (), 0)
    assert not hub.subscribe(ana, "site:1")


def test_subscribing_twice_is_hearing_once():
    hub, ana = Hub(10), Connection()
    with hub.joined(ana):
        assert [hub.subscribe(ana, "site:1"), hub.subscribe(ana, "site:1")] == [True, True]
        assert hub.publish("site:1", b"news") == 1


def test_a_connection_hears_of_a_bounded_number_of_topics():
    hub, ana = Hub(10), Connection()
    with hub.joined(ana):
        taken = [hub.subscribe(ana, f"call:{n}") for n in range(MOST_TOPICS + 1)]

        assert taken == [True] * MOST_TOPICS + [False]
        assert hub.subscribe(ana, "call:0")


def test_a_receiver_that_is_full_does_not_hinder_the_others():
    hub, slow, quick = Hub(10), Connection(most_bytes=4), Connection()
    with hub.joined(slow), hub.joined(quick):
        hub.subscribe(slow, "site:1")
        hub.subscribe(quick, "site:1")

        assert [hub.publish("site:1", b"1234"), hub.publish("site:1", b"5678")] == [2, 1]
        assert (slow.is_cut, quick.take()) == (True, [b"1234", b"5678"])


def test_each_connection_gets_the_next_number_and_too_many_are_refused():
    hub = Hub(2)
    with hub.joined(Connection()) as first, hub.joined(Connection()) as second:
        with pytest.raises(Full), hub.joined(Connection()):
            pass
        assert (first, second, len(hub)) == (1, 2, 2)
    with hub.joined(Connection()) as third:
        assert (third, len(hub)) == (3, 1)


def test_a_topic_or_all_of_it_can_be_closed():
    hub, ana, ben = Hub(10), Connection(), Connection()
    with hub.joined(ana), hub.joined(ben):
        hub.subscribe(ana, "member:1")
        hub.close("member:1", SILENT)
        hub.close_all()

        assert (ana.code, ben.code) == (SILENT, RESTART)
