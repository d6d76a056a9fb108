"""What the server does with a number that a visitor leaves to be called back."""

from server.widget import CallWanted, Field, Invalid, Json, Lead, Line, Lines, Model, Visit


class CallbackSubmission(Model):
    """What the form sends: a number, and if the visitor likes a name and a question; `corrects` is a lead left before.

    The number has room for more than any number needs: what is too long for one is refused in the visitor's words.
    """

    phone: Line = Field(max_length=300)
    name: Line = Field("", max_length=80)
    question: Lines = Field("", max_length=1000)
    corrects: Line = Field("", max_length=26)


def on_submit(values: CallbackSubmission, visit: Visit) -> Lead:
    """The lead, and the wish to be called; a number we cannot call is refused with its reason."""
    if not values.phone:
        raise Invalid(errors={"phone": "is required"}, reasons={"phone": "required"})
    phone = visit.phone(values.phone, callable_countries(visit))
    written: dict[str, Json] = {"phone": phone, "name": values.name, "question": values.question}
    return Lead(
        name=values.name,
        phone=phone,
        values={field: value for field, value in written.items() if value},
        facts={"name": values.name} if values.name else {},
        effects=(CallWanted(phone, values.question, visit.settings.promise_seconds, values.corrects),),
    )


def callable_countries(visit: Visit) -> tuple[str, ...]:
    """The countries whose numbers are called: the owner's list, else the site's own; none of both: every country."""
    chosen: tuple[str, ...] = visit.settings.countries
    return chosen or ((visit.site.country,) if visit.site.country else ())
