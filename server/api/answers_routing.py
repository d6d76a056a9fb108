"""What programs read of departments, and of what members take on."""

from server.api.answers import Answer, Person


class DepartmentAnswer(Answer):
    """A department, and the ids of those who work in it."""

    id: str
    site: str
    name: str
    members: list[str]


class DutyAnswer(Answer):
    """What a member takes on; `here`: somebody who is not away has an open page of the console."""

    member: Person
    here: bool
    away: bool
    capacity: int
    languages: list[str]
