"""What the server does with what a visitor leaves in a pop-up: an address, or the wish for a code."""

from server.widget import CodeWanted, Field, Invalid, Json, Lead, Line, Model, Visit


class PopupSubmission(Model):
    """What the form sends; the address has room for more than any needs, so that it is refused in our words.

    Where a code of a pool is shown at a press, nothing is sent but the wish for it.
    """

    email: Line = Field("", max_length=600)
    name: Line = Field("", max_length=80)
    phone: Line = Field("", max_length=40)


def on_submit(values: PopupSubmission, visit: Visit) -> Lead:
    """The lead; an address that is none is refused with its reason, and so is whatever was not asked for."""
    settings = visit.settings
    wanted = (CodeWanted(settings.pool),) if settings.draws_codes else ()
    if settings.offers == "form":
        return _left(values, visit, wanted)
    if wanted and values == PopupSubmission():
        return Lead(listed=False, effects=wanted)
    raise Invalid(errors={"email": "is not asked for by this pop-up"})


def _left(values: PopupSubmission, visit: Visit, wanted: tuple[CodeWanted, ...]) -> Lead:
    if not values.email:
        raise Invalid(errors={"email": "is required"}, reasons={"email": "required"})
    email = visit.email(values.email)
    phone = visit.written_phone(values.phone)
    written: dict[str, Json] = {"email": email, "name": values.name, "phone": phone}
    return Lead(
        name=values.name,
        email=email,
        phone=phone,
        values={field: value for field, value in written.items() if value},
        facts={"name": values.name} if values.name else {},
        effects=wanted,
    )
