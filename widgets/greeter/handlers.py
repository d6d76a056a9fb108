"""What the server does with a reply to the greeter: a lead that is meant for whoever had spoken."""

from server.widget import Field, Invalid, Json, Lead, Line, Lines, MeantFor, Model, Visit
from widgets.greeter.opening import opening


class GreeterSubmission(Model):
    """A reply: the words, one way to reach whoever wrote them, which message it answers, and who had spoken.

    `facts` is what the browser claims to have put into them: `name`, `source` and `page`.
    """

    message: Lines = Field("", max_length=2000)
    email: Line = Field("", max_length=600)
    phone: Line = Field("", max_length=40)
    said: int = Field(1, ge=1, le=10)
    facts: dict[str, str] = Field({}, max_length=3)
    sender: str = Field("", pattern=r"^([0-9a-z]{1,26})?$")


def on_submit(values: GreeterSubmission, visit: Visit) -> Lead:
    """The lead; a reply without words, or one that nobody could answer, is refused with its reason."""
    words = values.message.strip()
    if not visit.settings.takes_replies:
        raise Invalid(errors={"message": "is not asked for by this greeter"})
    if not words:
        raise Invalid(errors={"message": "is required"}, reasons={"message": "required"})
    if not (values.email or values.phone):
        raise Invalid(errors={"email": "is required"}, reasons={"email": "required"})
    email = visit.email(values.email) if values.email else ""
    phone = visit.written_phone(values.phone)
    told: dict[str, Json] = {
        "message": words,
        "said": opening(visit.settings, values.said, values.facts, visit.language),
        "email": email,
        "phone": phone,
    }
    return Lead(
        email=email,
        phone=phone,
        values={field: value for field, value in told.items() if value},
        effects=(MeantFor(values.sender),) if values.sender else (),
    )
