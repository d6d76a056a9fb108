"""What is done to many people at once, checked at the door."""

import pytest

from server.clients.bulk_input import Bulk
from server.errors import Invalid


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"ids": []},
        {"ids": ["x"], "add_tags": ["a"]},
        {"ids": ["0" * 26]},
        {"ids": ["0" * 26], "filter": {}, "add_tags": ["a"]},
        {"ids": ["0" * 26] * 1001, "add_tags": ["a"]},
        {"filter": {"nothing": 1}, "add_tags": ["a"]},
    ],
    ids=lambda said: str(said)[:60],
)
def test_what_makes_no_change_is_refused(said: dict[str, object]):
    with pytest.raises(Invalid):
        Bulk.read(said)
