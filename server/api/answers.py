"""What programs read: each thing as the API writes it, and nothing that is not written down here."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from server.api.questions import EntryKind
from server.sites.instants import Instant

T = TypeVar("T")
Moment = Annotated[Instant, Field(description="RFC 3339 in UTC.")]
CallState = Literal["queued", "ringing_manager", "manager_answered", "ringing_visitor", "bridged", "ended"]
Phone = Annotated[str, Field(description="E.164, or empty.")]


class Answer(BaseModel):
    """What a program reads; whatever a room knows besides stays inside."""

    model_config = ConfigDict(frozen=True, extra="ignore", from_attributes=True)


class Listed(Answer, Generic[T]):
    """A part of a list; `next` is the cursor of the following part, or null when this was the last."""

    items: list[T]
    next: str | None = None


class Person(Answer):
    """A member, as colleagues are named."""

    id: str
    name: str


class LooksAnswer(Answer):
    """The site's one colour, the theme, the corner of its launchers, and how round, large and high (px) they are."""

    brand: str
    theme: str
    corner: str
    shape: str
    size: str
    lift: int


class MannersAnswer(Answer):
    """How much peace visitors have from what comes over the page by itself."""

    quiet_minutes: int
    search_guard: bool


class GoalsAnswer(Answer):
    """Which of the page's own counters hear of what happens in widgets."""

    data_layer: bool
    gtag: bool
    metrika: str


class SiteAnswer(Answer):
    """A site as its owner has set it."""

    id: str
    key: str
    name: str
    origins: list[str]
    time_zone: str
    country: str | None
    languages: list[str]
    memory: str
    addresses: str
    looks: LooksAnswer
    manners: MannersAnswer
    goals: GoalsAnswer
    version: int
    sample: bool
    created_at: Moment
    snippet: str


class SecretAnswer(Answer):
    """What the site's own server signs identities with."""

    identity_secret: str


class PublishedAnswer(Answer):
    """What visitors have of a widget while its draft says something else."""

    settings: dict[str, Any]
    rules: dict[str, Any]


class WidgetAnswer(Answer):
    """A widget placed on a site; `settings` and `rules` as they were saved last."""

    id: str
    site: str
    kind: str
    name: str
    enabled: bool
    settings: dict[str, Any]
    rules: dict[str, Any]
    draft: bool = Field(description="Whether settings and rules are not published yet.")
    published: PublishedAnswer | None
    version: int = Field(description="Of what is published; 0: nothing ever was.")
    revision: int = Field(description="Counts every change of the widget, drafts among them.")
    published_at: Moment | None
    created_at: Moment


class PurposeAnswer(Answer):
    """What a visitor may agree to in a widget of this kind."""

    name: str
    required: bool


class KindAnswer(Answer):
    """A kind of widget that this server can deliver."""

    kind: str
    settings: dict[str, Any] = Field(description="JSON Schema of `settings`.")
    submission: dict[str, Any] = Field(description="JSON Schema of a lead's `values` as visitors send them.")
    purposes: list[PurposeAnswer]


class LeadAnswer(Answer):
    """What a visitor left."""

    id: str
    site: str
    kind: str
    widget: str
    client: str
    name: str
    phone: Phone
    email: str
    values: dict[str, Any]
    page: dict[str, Any]
    source: dict[str, Any]
    spam: bool
    sample: bool
    taken_by: Person | None
    taken_at: Moment | None
    at: Moment


class IdentityAnswer(Answer):
    """One thing that identifies a person at this site."""

    kind: Literal["user", "email", "phone"]
    value: str
    verified: bool


class FactAnswer(Answer):
    """Something that is known about a person, and where it came from: a lead's id, or `manager:<id>`."""

    name: str
    value: str
    source: str
    verified: bool
    at: Moment


class ConsentAnswer(Answer):
    """One agreement: the purpose, the words as they were read, when, where and from which address."""

    id: str
    purpose: str
    text: str
    widget: str | None
    version: int
    lead: str | None
    address: str
    page: str
    at: Moment
    confirmed_at: Moment | None = Field(description="When it was confirmed by mail; null where no letter is needed.")
    confirmed_address: str = Field(description="From which address it was confirmed; empty where no letter is needed.")
    withdrawn_at: Moment | None = Field(description="From when on it is agreed to no more; null while it stands.")


class ConfirmedAnswer(ConsentAnswer):
    """An agreement that was confirmed by mail, or withdrawn, with whose it is."""

    site: str
    client: str


class ClientLine(Answer):
    """A person as they stand in a list."""

    id: str
    name: str
    phone: Phone
    email: str
    sample: bool
    last_source: dict[str, Any]
    created_at: Moment
    seen_at: Moment
    owner: Person | None = Field(description="The colleague who looks after them.")
    tags: list[str]
    fields: dict[str, str] = Field(description="Values of the site's own fields, by key.")


class ClientCard(ClientLine):
    """Everything known about one person."""

    first_source: dict[str, Any]
    identities: list[IdentityAnswer]
    facts: list[FactAnswer]
    consents: list[ConsentAnswer]


class EntryAnswer(Answer):
    """One thing that happened with a person; `thing` is the id of what it was, `data` says more by kind."""

    number: int
    kind: EntryKind
    thing: str
    data: dict[str, Any]
    at: Moment


class NoteAnswer(Answer):
    """The note that was written."""

    id: str


class CallbackAnswer(Answer):
    """A request to be called back; `at` is the moment that was asked for."""

    id: str
    client: str
    widget: str
    phone: Phone
    name: str
    question: str
    state: CallState
    reason: str
    asked: int = Field(description="How many times it was asked for while it was open.")
    at: Moment
    created_at: Moment
    asked_at: Moment
    promise_seconds: int
    taken_by: Person | None
    taken_at: Moment | None
    outcome: str
    note: str
    again_at: Moment | None
    ended_at: Moment | None
    sample: bool
