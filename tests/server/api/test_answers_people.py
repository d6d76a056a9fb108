"""What programs read of tags, fields and bulk changes; nothing else leaves."""

from server.api.answers_people import BulkAnswer, FieldAnswer, TagAnswer, UndoneAnswer
from server.clients.bulk import Change
from server.clients.field_values import Field


def test_things_of_the_rooms_are_read_as_they_are() -> None:
    field = Field("f", "size", {"en": "Size"}, "choice", ["S"])
    assert FieldAnswer.model_validate(field).model_dump() == {
        "id": "f", "key": "size", "label": {"en": "Size"}, "kind": "choice", "choices": ["S"],
    }  # fmt: skip
    assert BulkAnswer.model_validate(Change("c", 3, 2, True)).model_dump() == {
        "id": "c", "seen": 3, "changed": 2, "done": True,
    }  # fmt: skip


def test_what_a_room_knows_besides_stays_inside() -> None:
    assert TagAnswer.model_validate({"id": "t", "name": "VIP", "people": 3, "key": "vip"}).model_dump() == {
        "id": "t", "name": "VIP", "people": 3,
    }  # fmt: skip
    assert UndoneAnswer(people=3).model_dump() == {"people": 3}
