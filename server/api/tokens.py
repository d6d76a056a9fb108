"""What programs do with API tokens: those of the member that they act as."""

from typing import Any

from server.api.asking import Ask, Rooms
from server.database import now_ms
from server.errors import NotFound
from server.sites import own_acts, tokens
from server.sites.tokens import ApiToken


async def list_tokens(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The API tokens of the token's member, newest first."""
    query = ask.query
    found = await rooms.database.read(tokens.page_of_member, ask.actor.member, now_ms(), query.limit, query.cursor)
    return {"items": [_view(each) for each in found.items], "next": found.next}


async def create_token(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Make a token that gives no more than the asking one; it is revoked together with it."""
    grant = ask.body.grant(ask.actor, now_ms())
    text, made = await rooms.database.write(own_acts.add_token, ask.actor, ask.body.name, grant)
    return _view(made) | {"token": text}


async def revoke_token(rooms: Rooms, ask: Ask) -> None:
    """Let a token work no more, and every token that was made with it."""
    if not await rooms.database.write(own_acts.revoke_token, ask.actor, ask.thing):
        raise NotFound


def _view(token: ApiToken) -> dict[str, Any]:
    only = token.grant.only_sites
    return {
        "id": token.id,
        "name": token.name,
        "scopes": sorted(token.grant.scopes),
        "sites": None if only is None else sorted(only),
        "expires_at": token.grant.expires_at,
        "made_by": token.made_by,
        "used_at": token.used_at,
        "used_from": token.used_from,
        "created_at": token.created_at,
    }
