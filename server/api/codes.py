"""What programs do with codes: keep pools of them, look one up, redeem it."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from server.api.answers_codes import CodeState
from server.api.asking import Ask, Rooms
from server.api.questions import ID, Listing
from server.codes import adding, listing, pools, redeeming
from server.codes.pools import Pool, pool_view
from server.codes.spelling import LONGEST
from server.codes.spelling import read_code as as_written
from server.database import Reader
from server.errors import NotFound
from server.hub.frames import Key
from server.networks import network_of
from server.sites.policy import Action, may
from server.widget import Line, Model

Code = Annotated[str, Field(max_length=LONGEST * 2), AfterValidator(as_written)]
SiteId = Annotated[Annotated[str, StringConstraints(pattern=f"^{ID}$")] | None, Field(description="Which site's code.")]


class CodeListing(Listing):
    """Which of a pool's codes: those of one state, or all."""

    state: CodeState | None = None


class Adding(Model):
    """Codes for a pool that is a list: as many as 10,000 at once, in at most 256 KiB."""

    codes: list[Code] = Field(min_length=1, max_length=adding.MOST_AT_ONCE)


class WhichSite(Model):
    """Where two sites of one member have the same code: whose is meant."""

    site: SiteId = None


class Redeeming(WhichSite):
    """What goes with a redeeming: `key` makes a repeat harmless, `order` is the shop's own number."""

    key: Key | None = None
    order: Annotated[Line, Field(max_length=100)] = ""


async def list_code_pools(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The site's pools of codes, newest first, with how many codes are free, given and redeemed."""
    return await rooms.database.read(_pools, ask.site, ask.query.limit, ask.query.cursor)


async def create_code_pool(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Make a pool of codes: the owner's own, which are added then, or such as are generated when they are given."""
    made = await rooms.database.write(pools.create, ask.site, ask.body, ask.actor.member)
    return await rooms.database.read(_pool, ask.site, made.id)


async def read_code_pool(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """One pool of codes."""
    return await rooms.database.read(_pool, ask.site, ask.thing)


async def change_code_pool(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Replace the named fields; a code that was given keeps the end that was said with it."""
    await rooms.database.write(pools.change, ask.site, ask.thing, ask.body, ask.actor.member)
    return await rooms.database.read(_pool, ask.site, ask.thing)


async def delete_code_pool(rooms: Rooms, ask: Ask) -> None:
    """Delete a pool: nothing of it is given any more; what was given stays good until its end."""
    await rooms.database.write(pools.remove, ask.site, ask.thing, ask.actor.member)


async def list_codes(rooms: Rooms, ask: Ask) -> Any:
    """A pool's codes, newest first."""
    query = ask.query
    return await rooms.database.read(listing.of_pool, ask.thing, query.state, query.cursor, query.limit)


async def add_codes(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Add the owner's own codes to a pool; those that the site has already are counted and left as they are."""
    added = await adding.add(rooms.database, ask.site, ask.thing, ask.body.codes, ask.actor.member)
    return {"added": added.added, "duplicates": added.duplicates, "duplicate_codes": list(added.named)}


async def read_code(rooms: Rooms, ask: Ask) -> Any:
    """One code, however it is typed: case, spaces and dashes do not matter. Reading it changes nothing."""
    sites = _sites(ask, Action.READ_CODES, ask.query.site)
    with rooms.guesses.counted(*_guessers(ask)):
        return await rooms.database.read(redeeming.look_up, sites, ask.thing)


async def redeem_code(rooms: Rooms, ask: Ask) -> Any:
    """Redeem a code, once; the same key once more gets the same answer."""
    said, sites = ask.body, _sites(ask, Action.REDEEM_CODES, ask.body.site)
    with rooms.guesses.counted(*_guessers(ask)):
        return await rooms.database.write(redeeming.redeem, sites, ask.thing, ask.actor.member, said.key, said.order)


def _sites(ask: Ask, action: Action, only: str | None) -> list[str]:
    """The sites whose codes this program may see: all of its member's, or the one that is named."""
    sites = [site for site in ask.actor.roles if may(ask.actor, action, site)]
    if only is not None and only not in sites:
        raise NotFound
    return sites if only is None else [only]


def _guessers(ask: Ask) -> tuple[str, str]:
    return f"token:{ask.actor.token or ask.actor.member}", f"network:{network_of(ask.address)}"


def _pool(reader: Reader, site: str, pool: str) -> dict[str, Any]:
    return _views(reader, [pools.one(reader, site, pool)])[0]


def _pools(reader: Reader, site: str, limit: int, cursor: str | None) -> dict[str, Any]:
    found = pools.of_site(reader, site, limit, cursor)
    return {"items": _views(reader, found.items), "next": found.next}


def _views(reader: Reader, found: list[Pool]) -> list[dict[str, Any]]:
    counted = pools.counts(reader, found)
    return [pool_view(each, counted[each.id]) for each in found]
