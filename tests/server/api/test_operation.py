"""An operation tells its path, its noun, its name and its sentence."""

from typing import Any

from server.api.asking import Ask, Rooms
from server.api.operation import Operation
from server.sites.policy import Action


async def ring_bell(rooms: Rooms, ask: Ask) -> Any:
    """Ring one bell.

    It is heard in the yard.
    """


def test_everything_is_told_once_and_read_from_there() -> None:
    ring = Operation("POST", "/bells/{bell}/ring", ring_bell, Action.READ_SITE, None)
    assert (ring.path, ring.noun) == ("/api/v1/bells/{bell}/ring", "bell")
    assert (ring.name, ring.summary) == ("ring_bell", "Ring one bell.")


def test_a_path_without_a_value_has_no_noun() -> None:
    assert Operation("GET", "/bells", ring_bell, Action.READ_SITE, None).noun is None
