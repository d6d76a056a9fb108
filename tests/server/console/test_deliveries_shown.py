"""Targets and deliveries as people read them."""

from dataclasses import replace

from server.console.deliveries_shown import Shown, event_name, events, line, target_of, tries
from server.console.kinds_shown import Kinds
from server.console.words import read_words
from server.deliveries import mail_server, removing, targets
from server.deliveries.channels import MAIL, WEBHOOK
from server.deliveries.overview import Standing
from server.registry import Registry
from tests.server.deliveries.things import LETTER, MOMENT, target

EN = read_words()["en"]
KINDS = Kinds(Registry({"letter": LETTER}), "en")
ROW = {
    "id": "d" * 26, "target": "t" * 26, "client": "c" * 26, "type": "lead.created", "state": "waiting", "attempts": 1,
    "next_at": MOMENT + 5000, "reason": mail_server.SLOW, "at": MOMENT,
}  # fmt: skip


def shown(standing):
    """The target as it is drawn, without its mark."""
    return replace(target_of(standing, KINDS, EN), mark="")


def test_a_target_that_works_tells_what_it_gets_and_when_it_last_did():
    made = target(name="The team", events=("lead.created", "callback.ended"), kinds=("letter",))
    assert shown(Standing(made, 2, 1, MOMENT, "an old one")) == Shown(
        id="t" * 26,
        mark="",
        channel="mail",
        icon="mail",
        title="The team",
        address="team@harbourrow.example",
        gets="A visitor leaves something, A call ends; of leads only Letter",
        state="on",
        badge="good",
        reason="",
        failing_since=None,
        last_success=MOMENT,
        waiting=2,
        failed=1,
    )


def test_a_target_that_fails_or_is_off_says_why():
    failing = shown(Standing(target(failing_since=MOMENT), 1, 0, None, mail_server.UNREACHABLE))
    off = shown(
        Standing(target(WEBHOOK, state="disabled", reason="answered 410: it wants no more events"), 1, 0, 5, "x")
    )
    aside = shown(Standing(target(state="disabled", reason=removing.SET_ASIDE), 1, 0, 5, "x"))
    assert (failing.state, failing.badge, failing.reason, failing.failing_since) == (
        "failing", "bad", "No connection to the mail server.", MOMENT,
    )  # fmt: skip
    assert (off.state, off.reason, off.address) == ("off", "It answered 410: it wants no more events.", "Webhook")
    assert (aside.state, aside.reason) == ("aside", "")


def test_the_mark_changes_with_what_is_drawn_and_with_nothing_else():
    marks = [
        target_of(standing, KINDS, EN).mark
        for standing in (
            Standing(target(), 0, 0, None, ""), Standing(target(), 0, 0, None, ""), Standing(target(), 1, 0, None, ""),
        )
    ]  # fmt: skip
    assert (marks[0] == marks[1], marks[0] == marks[2]) == (True, False)


def test_a_delivery_says_what_who_where_and_when_again():
    person = {"name": "Ivana", "phone": "", "email": ""}
    known = line(ROW, {"t" * 26: target()}, {"c" * 26: person}, EN)
    gone = line(ROW | {"state": "failed"}, {}, {}, EN)
    assert (known.what, known.who, known.target, known.state, known.badge, known.reason) == (
        "A visitor leaves something", "Ivana", "team@harbourrow.example", "waiting", "warn",
        "The mail server did not answer in time.",
    )  # fmt: skip
    assert (known.next_at, known.may_replay) == (MOMENT + 5000, True)
    assert (gone.who, gone.client, gone.target, gone.may_replay) == ("", "", "a place that was deleted", False)


def test_no_next_try_is_told_for_a_target_that_is_off_and_none_before_the_first():
    off = line(ROW, {"t" * 26: target(state="disabled", reason=targets.BY_HAND)}, {}, EN)
    first = line(ROW | {"attempts": 0}, {"t" * 26: target()}, {}, EN)
    assert (off.next_at, off.may_replay, first.next_at, first.may_replay) == (None, False, None, False)


def test_attempts_tell_how_each_went():
    log = [
        {"number": 2, "at": MOMENT, "took_ms": 12, "status": 250, "reason": "", "answer": ""},
        {"number": 1, "at": MOMENT - 5000, "took_ms": 3, "status": 0, "reason": mail_server.UNREACHABLE, "answer": "x"},
    ]
    told = tries(ROW | {"log": log}, EN)
    assert [(each.number, each.took, each.status, each.reason, each.answer) for each in told] == [
        (2, "12 ms", "250", "Accepted", ""),
        (1, "3 ms", "", "No connection to the mail server.", "x"),
    ]


def test_every_event_has_its_name():
    assert [name for event, name in events(EN, WEBHOOK) if name == event] == []
    assert set(events(EN, MAIL)) < set(events(EN, WEBHOOK))
    assert (event_name("ping", EN), event_name("order.paid", EN)) == ("A test", "order.paid")
