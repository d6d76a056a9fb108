"""What the server does with a message that is left while nobody of the team is there."""

from server.widget import Field, Invalid, Json, Lead, Line, Lines, MessageWanted, Model, Visit
from widgets.chat.settings import ChatSettings


class ChatSubmission(Model):
    """A message, one way to reach whoever wrote it, if they like a name, and the topic they chose."""

    message: Lines = Field("", max_length=4000)
    name: Line = Field("", max_length=80)
    email: Line = Field("", max_length=600)
    phone: Line = Field("", max_length=40)
    topic: int = Field(0, ge=0, le=8)


def on_submit(values: ChatSubmission, visit: Visit) -> Lead:
    """The lead, and the message that begins a conversation or goes on with one.

    A message without words, or one that nobody could answer, is refused with its reason.
    """
    words = values.message.strip()
    if not words:
        raise Invalid(errors={"message": "is required"}, reasons={"message": "required"})
    if not (values.email or values.phone):
        raise Invalid(errors={"email": "is required"}, reasons={"email": "required"})
    email = visit.email(values.email) if values.email else ""
    phone = visit.written_phone(values.phone)
    told: dict[str, Json] = {"message": words, "name": values.name, "email": email, "phone": phone}
    return Lead(
        name=values.name,
        email=email,
        phone=phone,
        values={field: value for field, value in told.items() if value},
        facts={"name": values.name} if values.name else {},
        effects=(MessageWanted(words, department(visit.settings, values.topic)),),
    )


def department(settings: ChatSettings, topic: int) -> str:
    """Who answers the topic of this number, counted from 1: an id; "" for anybody, or where it is there no more."""
    return settings.topics[topic - 1].department if 0 < topic <= len(settings.topics) else ""
