"""What the server does with an address that a visitor leaves for the shop's letters."""

from server.widget import Field, Invalid, Lead, Line, Model, Visit
from widgets.multibutton.settings import takes_addresses


class MultibuttonSubmission(Model):
    """What the form sends; the address has room for more than any needs, so that it is refused in our words."""

    email: Line = Field("", max_length=600)


def on_submit(values: MultibuttonSubmission, visit: Visit) -> Lead:
    """The lead; an address that is none is refused with its reason, and so is one that nobody has asked for."""
    if not takes_addresses(visit.settings):
        raise Invalid(errors={"email": "is not asked for by this button"})
    if not values.email:
        raise Invalid(errors={"email": "is required"}, reasons={"email": "required"})
    email = visit.email(values.email)
    return Lead(email=email, values={"email": email})
