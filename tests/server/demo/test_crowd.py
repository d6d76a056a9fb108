"""The sample crowd."""

from server.demo.crowd import YEAR_MS, crowd

NOW = 1_778_760_360_000


def test_every_run_makes_the_same_people_oldest_first_within_a_year():
    first, second = [*crowd(50, 333, NOW)], [*crowd(50, 333, NOW)]
    moments = [each.entries[0][1] for each in first]
    assert first == second
    assert (moments == sorted(moments), moments[0] >= NOW - YEAR_MS, sum(len(each.entries) for each in first)) == (
        True, True, 333,
    )  # fmt: skip


def test_everybody_can_be_reached_and_nobody_has_anothers_number():
    people = [*crowd(2000, 0, NOW)]
    phones, emails = (
        [each for each in found if each] for found in zip(*((p.phone, p.email) for p in people), strict=True)
    )
    assert (len(set(phones)), len(set(emails))) == (len(phones), len(emails))
    assert all(each.phone or each.email for each in people)
