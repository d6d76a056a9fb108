"""Pages of long lists: the last one seen is the cursor."""

import pytest

from server.database.paging import Page, clamp_limit, page


@pytest.mark.parametrize(
    ("asked", "given"), [(None, 50), (0, 1), (-5, 1), (1, 1), (200, 200), (201, 200), (10**30, 200)]
)
def test_a_page_holds_what_was_asked_for_within_its_limits(asked, given):
    assert clamp_limit(asked) == given


def test_a_list_read_one_longer_than_the_page_has_a_next_one():
    assert page(["c", "b", "a"], 2, str) == Page(["c", "b"], "b")


def test_the_last_page_has_no_next_one():
    assert page(["b", "a"], 2, str) == Page(["b", "a"], None)
    assert page([], 2, str) == Page([], None)
