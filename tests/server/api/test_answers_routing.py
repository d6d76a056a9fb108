"""What programs read of departments, and of what members take on."""

from server.api.answers_routing import DepartmentAnswer, DutyAnswer


def test_each_is_read_with_its_people():
    department = DepartmentAnswer(id="d", site="s", name="Orders", members=["m"])
    duty = DutyAnswer(member={"id": "m", "name": "Vera"}, here=True, away=False, capacity=5, languages=["sr"])
    assert (department.members, duty.member.name) == (["m"], "Vera")
