"""The limit on failed log-ins fires, lets honest people pass, and stays small."""

import pytest

from server.errors import TooMany
from server.sites import tries as module
from server.sites.tries import Tries


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_the_eleventh_try_in_ten_minutes_is_told_when_to_come_back(clock: Clock) -> None:
    tries = Tries(clock)
    for _ in range(10):
        tries.begin("anna")
        clock.now += 10
    with pytest.raises(TooMany) as refused:
        tries.begin("anna")
    assert refused.value.details == {"retry_after": 500}
    clock.now += 500
    tries.begin("anna")


def test_either_key_refuses_and_a_refused_try_does_not_count_for_the_other(clock: Clock) -> None:
    tries = Tries(clock)
    for number in range(10):
        tries.begin(f"guess {number}", "address")
    with pytest.raises(TooMany):
        tries.begin("anna", "address")
    for _ in range(10):
        tries.begin("anna", "elsewhere")


def test_thirty_people_behind_one_address_log_in_at_nine(clock: Clock) -> None:
    tries = Tries(clock)
    for number in range(30):
        begun = tries.begin(f"person {number}", "office")
        tries.take_back(begun, f"person {number}", "office")
    assert tries._tries == {}


def test_taking_back_one_try_leaves_the_failed_ones(clock: Clock) -> None:
    tries = Tries(clock)
    for _ in range(9):
        tries.begin("anna")
    tries.take_back(tries.begin("anna"), "anna")
    tries.begin("anna")
    with pytest.raises(TooMany):
        tries.begin("anna")


def test_what_is_remembered_stays_within_its_bound(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    monkeypatch.setattr(module, "MOST_KEYS", 3)
    tries = Tries(clock)
    for key in "abcabd":
        tries.begin(key)
    assert list(tries._tries) == ["a", "b", "d"]


def test_the_tries_that_are_left_are_those_of_the_key_that_has_fewest(clock: Clock) -> None:
    tries = Tries(clock)
    for _ in range(3):
        tries.begin("anna", "here")
    tries.begin("boris", "here")

    assert (tries.left("anna", "elsewhere"), tries.left("boris", "here"), tries.left("nobody")) == (7, 6, 10)
    for _ in range(6):
        tries.begin("here")
    assert tries.left("boris", "here") == 0
    clock.now += 600
    assert tries.left("anna", "here") == 10
