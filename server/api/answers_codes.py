"""What programs read of codes and their pools."""

from typing import Literal

from pydantic import Field

from server.api.answers import Answer, Moment, Person

CodeState = Literal["free", "given", "redeemed", "expired"]


class PoolAnswer(Answer):
    """A pool of codes, with how many of them are free, given and redeemed."""

    id: str
    site: str
    name: str
    kind: Literal["list", "generated"]
    reward: str
    prefix: str | None = Field(description="Null where the codes are the owner's own, as are length and limit.")
    length: int | None
    limit: int | None
    valid_days: int | None
    ends_at: Moment | None
    free: int = Field(description="Of generated ones: how many may still be generated.")
    given: int
    redeemed: int
    created_at: Moment


class PoolName(Answer):
    """A pool, as its codes name it."""

    id: str
    name: str


class CodeAnswer(Answer):
    """One code: whose it is, how long it is good, whether it was redeemed."""

    id: str
    site: str
    code: str
    pool: PoolName
    reward: str
    state: CodeState
    client: str | None
    lead: str | None
    widget: str | None
    given_at: Moment | None
    ends_at: Moment | None
    redeemed_at: Moment | None
    redeemed_by: Person | None
    order: str


class AddedAnswer(Answer):
    """What became of codes that were added; of duplicates at most 100 are named."""

    added: int
    duplicates: int
    duplicate_codes: list[str]
