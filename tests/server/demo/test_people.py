"""The sample people can be called, by form, and have come to every state that a manager meets."""

from server.clients.phones import read_phone
from server.demo.filling import plain
from server.demo.people import VISITORS


def test_every_number_is_one_that_the_sample_site_calls_and_nobody_has_anothers() -> None:
    numbers = [read_phone(visitor.phone, ("RS", "RU")) for visitor in VISITORS]
    assert numbers == [plain(visitor.phone) for visitor in VISITORS]
    assert len(set(numbers)) == len(VISITORS) == 12


def test_every_outcome_is_there_and_somebody_still_waits() -> None:
    outcomes = {visitor.outcome for visitor in VISITORS}
    assert outcomes == {"", "taken", "reached", "no_answer", "busy", "wrong_number", "later"}
    assert any(visitor.trap for visitor in VISITORS)
    assert any(visitor.again for visitor in VISITORS)
    assert any("О" in visitor.name for visitor in VISITORS)  # Cyrillic
