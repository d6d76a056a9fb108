"""A target is told what it asked for."""

import pytest

from server.deliveries.events import EVENTS, LETTERS, told_to, wants


@pytest.mark.parametrize(
    ("events", "kinds", "event", "kind", "told"),
    [
        ((), (), "lead.created", "bell", True),
        (("lead.created",), (), "lead.created", "bell", True),
        (("lead.created",), (), "callback.ended", "", False),
        ((), ("bell",), "lead.created", "bell", True),
        ((), ("bell",), "lead.created", "horn", False),
        ((), ("bell",), "callback.ended", "", True),
        (("callback.ended",), ("bell",), "lead.created", "bell", False),
    ],
)
def test_events_and_kinds_choose_together_and_none_means_all(events, kinds, event, kind, told):
    assert wants(events, kinds, event, kind) is told


def test_the_types_are_these():
    assert LETTERS == ("lead.created", "callback.created", "callback.taken", "callback.ended", "client.erased")
    further = ("code.given", "code.redeemed", "consent.confirmed", "consent.withdrawn")
    talks = ("conversation.created", "conversation.closed", "conversation.rated", "message.created")
    assert (*LETTERS, *further, *talks) == EVENTS


def test_codes_are_told_to_programs_and_never_fill_a_mailbox():
    assert told_to("webhook") == EVENTS
    assert (told_to("mail"), told_to("telegram")) == (LETTERS, LETTERS)
