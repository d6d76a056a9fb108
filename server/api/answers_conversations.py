"""What programs read of conversations and their messages."""

from typing import Literal

from pydantic import Field

from server.api.answers import Answer, Moment, Person

State = Literal["waiting", "assigned", "closed", "reopened"]


class PageAnswer(Answer):
    """The page of the visitor's latest message; empty where it is not known."""

    url: str = ""
    title: str = ""


class ConversationAnswer(Answer):
    """A conversation: whose it is, how it stands, and up to where each side has read."""

    id: str
    site: str
    client: str
    widget: str
    state: State = Field(description="`reopened`: the visitor wrote after it was closed, and it waits again.")
    language: str
    page: PageAnswer
    last: int = Field(description="The number of the last message.")
    visitor_read: int
    team_read: int
    department: str | None = Field(description="The department that it waits for; null: anybody.")
    priority: int = Field(description="The larger is offered first.")
    taken_by: Person | None
    offered_to: Person | None = Field(description="Who is asked to take it just now.")
    offered_until: Moment | None
    created_at: Moment
    last_at: Moment
    waiting_since: Moment | None = Field(description="The oldest message that nobody has answered.")
    closed_at: Moment | None
    rating: int | None = Field(description="What its visitor thought of it when it was closed last: 1 to 5.")
    opinion: str = Field(description="The same in their words.")
    rated_at: Moment | None


class FileAnswer(Answer):
    """A file of a message; whoever has `path` may read it, under this server's address."""

    id: str
    name: str
    type: str = Field(description="As its bytes say, whatever its name was.")
    size: int = Field(description="Bytes.")
    path: str
    width: int | None = Field(None, description="Of a picture, in pixels.")
    height: int | None = None


class MessageAnswer(Answer):
    """One message, under its number within the conversation."""

    id: str
    conversation: str
    number: int
    author: Literal["visitor", "manager", "bot"]
    member: Person | None = Field(description="Who of the team wrote it.")
    text: str = Field(description="Empty where it is a file alone.")
    lead: str | None = Field(description="The lead that it was left with.")
    file: FileAnswer | None
    at: Moment


class ReplyAnswer(Answer):
    """A ready answer of the site."""

    id: str
    site: str
    shortcut: str = Field(description="What is typed after the slash.")
    title: str
    text: str = Field(description="With its variables, as it is kept.")
    language: str = Field(description="Of the visitors it is for; empty: of all.")
    position: int


class ArticleAnswer(Answer):
    """An article of the site, as the team keeps it."""

    id: str
    site: str
    title: str = Field(description="The question it answers.")
    text: str
    language: str = Field(description="Of the visitors it is for; empty: of all.")
    published: bool = Field(description="Whether visitors find it.")
    created_at: Moment
    changed_at: Moment


class TalkNoteAnswer(Answer):
    """A note of the team's beside a conversation; no visitor is ever given it."""

    id: str
    conversation: str
    member: Person
    text: str
    at: Moment
