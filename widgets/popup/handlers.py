"""What the server does with an address that a visitor leaves in a pop-up."""

from server.widget import Field, Invalid, Json, Lead, Line, Model, Visit


class PopupSubmission(Model):
    """What the form sends; the address has room for more than any needs, so that it is refused in our words."""

    email: Line = Field(max_length=600)
    name: Line = Field("", max_length=80)


def on_submit(values: PopupSubmission, visit: Visit) -> Lead:
    """The lead; an address that is none is refused with its reason, and so is one that was not asked for."""
    if visit.settings.offers != "form":
        raise Invalid(errors={"email": "is not asked for by this pop-up"})
    if not values.email:
        raise Invalid(errors={"email": "is required"}, reasons={"email": "required"})
    email = visit.email(values.email)
    written: dict[str, Json] = {"email": email, "name": values.name}
    return Lead(
        name=values.name,
        email=email,
        values={field: value for field, value in written.items() if value},
        facts={"name": values.name} if values.name else {},
    )
