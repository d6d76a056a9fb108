"""What managers have said to visitors who have not answered yet."""

import pytest

from server.hub import approaches
from server.hub.approaches import LASTS_MS, Approaches


def test_an_approach_is_found_at_its_own_site_for_an_hour_until_it_is_answered():
    kept = Approaches()
    made = kept.make("site", "vera", "Hello!", 1000)
    assert kept.find("site", made.id, 1000 + LASTS_MS - 1) == made
    assert [
        kept.find(*each) for each in (("other", made.id, 1000), ("site", "0", 1000), ("site", made.id, 1000 + LASTS_MS))
    ] == [None] * 3
    kept.done(made.id)
    kept.done(made.id)
    assert kept.find("site", made.id, 1000) is None


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(approaches, "MOST", 2)
    kept = Approaches()
    made = [kept.make("site", "vera", "Hello!", 0) for _ in range(3)]
    assert [bool(kept.find("site", each.id, 0)) for each in made] == [False, True, True]
