"""The console's frames as they travel."""

import pytest
from pydantic import ValidationError

from server.hub.console_frames import ConsoleHello, ConsoleWelcome, FeedNews, Item, Online, Person, Stale


def test_the_consoles_frames_travel_as_compact_json():
    ana = Person(id="m1", name="Ana")

    assert ConsoleWelcome(number=7, member=ana).encode() == (
        b'{"type":"welcome","number":7,"member":{"id":"m1","name":"Ana"}}'
    )
    assert FeedNews(items=(Item(number=8, kind="lead", thing="l1"),), number=8).encode() == (
        b'{"type":"news","items":[{"number":8,"kind":"lead","thing":"l1"}],"number":8}'
    )
    assert Stale(number=9).encode() == b'{"type":"stale","number":9}'
    assert Online(online=(ana,)).encode() == b'{"type":"presence","online":[{"id":"m1","name":"Ana"}]}'


def test_a_hello_without_the_sessions_token_is_refused():
    with pytest.raises(ValidationError):
        ConsoleHello.model_validate({"type": "hello", "site": "s1"})
