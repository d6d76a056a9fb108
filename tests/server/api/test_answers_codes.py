"""What programs read of codes holds nothing that is not written down."""

from server.api.answers_codes import CodeAnswer

CODE = {
    "id": "c",
    "site": "s",
    "code": "TEA-1",
    "pool": {"id": "p", "name": "Tea"},
    "reward": "",
    "state": "given",
    "client": None,
    "lead": None,
    "widget": None,
    "given_at": "2026-05-01T09:00:00Z",
    "ends_at": None,
    "redeemed_at": None,
    "redeemed_by": None,
    "order": "",
}


def test_a_code_reads_as_the_room_gives_it_without_what_stays_inside():
    inside = {"network": "198.51.100.7", "key": "till-1", "normal": "tea1", "name": "Mila"}
    assert CodeAnswer.model_validate(CODE | inside).model_dump(mode="json") == CODE
