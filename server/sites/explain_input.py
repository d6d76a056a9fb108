"""What somebody asks who wants to know why a widget does or does not show: a page, and what is known besides."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, Json

from server.rule_fields import ATTRIBUTE, FIELDS
from server.sites.instants import Sent
from server.sites.page_facts import page_address
from server.widget import Line, Model, Unfit

ID = r"^[0-9a-hjkmnp-tv-z]{26}$"
LONGEST = 2048
MOST_ATTRIBUTES = 50

YesNo = Literal["yes", "no"]
Count = Annotated[int, Field(ge=1, le=100_000)]
Address = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(page_address)]
Empty = BeforeValidator(lambda value: None if value == "" else value)  # forms send what was not filled in as ""
Value = Annotated[str, Field(max_length=500)] | int | float


def _of_the_page(attributes: dict[str, Value]) -> dict[str, Value]:
    if not all(ATTRIBUTE.fullmatch(f"set.{name}") for name in attributes):
        raise Unfit("attribute", "names of 1 to 40 small letters, digits and _, a letter first")
    return attributes


Attributes = Annotated[dict[str, Value], Field(max_length=MOST_ATTRIBUTES), AfterValidator(_of_the_page)]


class Question(Model):
    """A page and what is known of whoever looks at it; what is not said is taken from the person, or is unknown.

    `client` or `visitor` names a person or a browser of the site; `at` is the moment, `draft` asks what would become
    of the widgets as they were saved last.
    """

    page: Annotated[Address | None, Empty] = Field(
        None, description="The page's whole address; none: the last page of the person."
    )
    referrer: Annotated[Annotated[Line, Field(max_length=LONGEST)] | None, Empty] = Field(
        None, description="The whole address of the page before."
    )
    device: Annotated[Literal["phone", "tablet", "desktop"] | None, Empty] = None
    language: Annotated[Annotated[str, Field(pattern=f"^{FIELDS['language'].code}$")] | None, Empty] = None
    country: Annotated[Annotated[str, Field(pattern=f"^{FIELDS['country'].code}$")] | None, Empty] = None
    online: Annotated[YesNo | None, Empty] = Field(None, description="Whether somebody of the team is here.")
    visits: Annotated[Count | None, Empty] = Field(None, description="How often the visitor was here, this visit too.")
    pages: Annotated[Count | None, Empty] = Field(None, description="How many pages of this visit, this one too.")
    visitor_kind: Annotated[Literal["new", "returning"] | None, Empty] = None
    knows_name: Annotated[YesNo | None, Empty] = None
    knows_phone: Annotated[YesNo | None, Empty] = None
    knows_email: Annotated[YesNo | None, Empty] = None
    attributes: Annotated[Json[Attributes] | None, Empty] = Field(
        None, description='What the page tells of itself, as JSON: {"plan": "gold"}.'
    )
    at: Annotated[Sent | None, Empty] = Field(None, description="The moment; none: now, or the person's last page.")
    client: Annotated[Annotated[str, Field(pattern=ID)] | None, Empty] = None
    visitor: Annotated[Annotated[str, Field(pattern=ID)] | None, Empty] = None
    draft: bool = Field(False, description="The widgets as they were saved last, published or not.")

    @property
    def said(self) -> dict[str, str | int | float]:
        """The facts that were said, by the names that rules use."""
        said = {name: getattr(self, name, None) for name in FIELDS} | {"visitor": self.visitor_kind}
        said |= {f"set.{name}": value for name, value in (self.attributes or {}).items()}
        return {name: value for name, value in said.items() if value is not None}
