"""Requests sorted for the member who looks at them."""

from zoneinfo import ZoneInfo

from server.console.calls_shown import Today, call_of, desk, mark_of, today
from server.console.inbox_read import Calls
from server.console.times import Clock
from server.console.words import read_words
from server.sites.instants import written

NOW = 1_778_760_360_000  # 14:06 in Belgrade
CLOCK = Clock(ZoneInfo("Europe/Belgrade"), read_words()["en"], NOW)
ANNA, DMITRI = {"id": "anna", "name": "Anna Petrova"}, {"id": "dmitri", "name": "Dmitri Orlov"}


def row(call, waited=10, taken_by=None, taken_after=5, ended_ago=None, **more):
    """A request as its room reads it, that began so many seconds ago."""
    began = NOW - waited * 1000
    plain = {
        "id": call,
        "client": f"client of {call}",
        "widget": "w",
        "phone": "+381601234567",
        "name": call.title(),
        "question": "",
        "state": "ended" if ended_ago is not None else "manager_answered" if taken_by else "queued",
        "reason": "",
        "asked": 1,
        "at": written(began),
        "created_at": written(began),
        "asked_at": written(began),
        "promise_seconds": 28,
        "taken_by": taken_by,
        "taken_at": written(began + taken_after * 1000) if taken_by else None,
        "outcome": "",
        "note": "",
        "again_at": None,
        "ended_at": None if ended_ago is None else written(NOW - ended_ago * 1000),
        "sample": False,
    }
    return plain | more


def found(waiting=(), taken=(), ended=(), broken=0, about=None, more=False, total=None, is_placed=True):
    """The requests as the inbox has read them, those who wait in their order."""
    return Calls(waiting, taken, len(waiting) if total is None else total, broken, ended, more, about or {}, is_placed)


def names(calls):
    return [call.id for call in calls]


def test_the_first_one_that_nobody_has_rings_and_the_others_wait_in_order():
    seen = desk(found([row("a", 70), row("b", 20), row("c", 1)]), "anna", CLOCK)
    assert seen.ringing is not None
    assert (seen.ringing.id, names(seen.waiting), seen.calm) == ("a", ["b", "c"], "never")
    assert (seen.ringing.promise.pace, seen.waiting[0].promise.pace) == ("late", "soon")


def test_nothing_rings_while_the_members_hands_are_full():
    seen = desk(found([row("b", 5)], [row("mine", 60, ANNA), row("other", 90, DMITRI)]), "anna", CLOCK)
    assert (seen.ringing, names(seen.mine), names(seen.waiting), names(seen.colleagues)) == (
        None, ["mine"], ["b"], ["other"],
    )  # fmt: skip


def test_what_is_known_of_somebody_stands_beside_the_call():
    about = {"client of a": {"page": "Guji", "source": "google.com", "facts": ("moka pot",)}}
    seen = desk(found([row("a")], about=about), "anna", CLOCK).ringing
    assert seen is not None
    assert (seen.page, seen.source, seen.facts) == ("Guji", "google.com", ("moka pot",))


def test_over_a_limit_nothing_was_promised_so_no_clock_runs():
    seen = call_of(row("a", reason="needs_manager"), CLOCK)
    assert (seen.promise.pace, seen.promise.runs) == ("idle", False)


def test_somebody_without_a_name_is_called_by_the_number():
    assert call_of(row("a", name=""), CLOCK).title == "+381 60 1234567"


def test_asking_again_does_not_turn_the_clock_back_of_who_waits():
    seen = call_of(row("a", 70, asked_at=written(NOW - 5000), asked=2), CLOCK)
    assert (seen.promise.figure, seen.promise.pace) == ("+0:42", "late")


def test_asking_again_while_somebody_is_on_the_line_does_not_turn_the_clock_back():
    seen = call_of(row("a", 60, ANNA, taken_after=17, asked_at=written(NOW), asked=2), CLOCK)
    assert (seen.promise.figure, seen.promise.pace) == ("0:17", "kept")


def test_who_is_to_be_called_again_stands_by_time_until_called_or_long_past():
    later = {"outcome": "later"}
    ended = [
        row("new", 10, ANNA, ended_ago=5, client="p1", outcome="reached"),
        row("old", 600, ANNA, ended_ago=500, client="p1", **later, again_at=written(NOW + 1000)),
        row("evening", 600, ANNA, ended_ago=500, **later, again_at=written(NOW + 3_600_000)),
        row("soon", 700, ANNA, ended_ago=600, **later, again_at=written(NOW + 60_000)),
        row("past", 700, ANNA, ended_ago=600, **later, again_at=written(NOW - 13 * 3_600_000)),
    ]
    seen = desk(found(ended=ended), "anna", CLOCK)
    assert (names(seen.later), seen.calm) == (["soon", "evening"], "has ended ones")


def test_todays_figures_count_todays_requests_only():
    ended = [
        row("quick", 3600, ANNA, taken_after=12, ended_ago=3000),
        row("slow", 7200, ANNA, taken_after=60, ended_ago=6000),
        row("free", 7200, ANNA, taken_after=60, ended_ago=6000, reason="needs_manager"),
        row("yesterday", 90_000, ANNA, taken_after=99, ended_ago=80_000),
    ]
    seen = today(found(taken=[row("now", 60, ANNA, taken_after=20)], ended=ended), CLOCK)
    assert names(seen.ended) == ["quick", "slow", "free"]
    assert (seen.promised, seen.kept, seen.usual, seen.share) == (3, 2, "0:40", 67)


def test_a_request_counts_for_the_day_on_which_it_was_left():
    midnight = Clock(CLOCK.zone, CLOCK.words, CLOCK.midnight() + 60_000)
    before, after = CLOCK.midnight() - 60_000, CLOCK.midnight() + 10_000
    left = [
        row(f"at {moment}", taken_by=ANNA, created_at=written(moment), taken_at=written(CLOCK.midnight() + 15_000))
        for moment in (before, after)
    ]
    seen = today(found(taken=left), midnight)
    assert (seen.promised, seen.kept, seen.usual) == (1, 1, "0:05")


def test_without_an_answered_call_there_is_no_figure():
    assert today(found(), CLOCK) == Today(0, 0, "", True, [])
    assert today(found(broken=3), CLOCK) == Today(3, 0, "", True, [])


def test_the_share_is_rounded_to_the_nearest_but_only_all_are_a_hundred_and_only_none_is_nought():
    shares = [Today(of, kept, "", True).share for kept, of in ((0, 0), (0, 5), (9, 11), (1, 3), (999, 1000), (1, 1000))]
    assert shares == [0, 0, 82, 33, 99, 1]
    assert Today(5, 5, "", True).share == 100


def test_a_mark_changes_with_what_is_drawn_and_not_with_the_clock():
    later = Clock(CLOCK.zone, CLOCK.words, NOW + 5000)
    assert call_of(row("a"), CLOCK).mark == call_of(row("a"), later).mark
    assert call_of(row("a"), CLOCK).mark != call_of(row("a") | {"asked": 2}, CLOCK).mark
    assert mark_of("x") == mark_of("x")


def test_a_promise_to_somebody_who_still_waits_past_it_is_broken_already():
    kept = row("kept", 3600, ANNA, taken_after=0, ended_ago=3000)
    seen = today(found([row("late", 900)], ended=[kept], broken=3), CLOCK)
    assert (seen.kept, seen.promised, seen.share) == (1, 4, 25)


def test_who_still_waits_is_no_answer_so_the_usual_time_does_not_climb_with_the_clock():
    quick = row("quick", 3600, ANNA, taken_after=1, ended_ago=3000)
    assert today(found([row("late", 900)], ended=[quick], broken=9), CLOCK).usual == "0:01"
    assert today(found(ended=[row("slow", 3600, ANNA, taken_after=720, ended_ago=2)]), CLOCK).usual == "12 min"


def test_those_whom_the_page_does_not_show_are_counted_all_the_same():
    seen = desk(found([row("a", 70), row("b", 20)], total=207), "anna", CLOCK)
    assert (seen.shown, seen.others, seen.total) == (2, 206, 207)


def test_an_empty_inbox_is_drawn_anew_when_the_first_widget_is_placed():
    assert [desk(found(is_placed=is_placed), "anna", CLOCK).calm for is_placed in (False, True)] == [
        "no widget",
        "never",
    ]
