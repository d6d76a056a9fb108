"""What programs do with sites."""

from typing import Any

from server.api.asking import Ask, Rooms
from server.errors import Forbidden, NotFound
from server.sites import signing, sites


async def list_sites(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The sites that the token's member works at, newest first."""
    query = ask.query
    found = await rooms.database.read(sites.page_of_actor, ask.actor, query.limit, query.cursor)
    return {"items": [sites.site_view(site, rooms.public_url) for site in found.items], "next": found.next}


async def create_site(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Make a site; the token's member owns it. A token for some sites only makes no further one."""
    if ask.actor.grant is not None and ask.actor.grant.only_sites is not None:
        raise Forbidden("This token may not do this.", scope="sites")
    return sites.site_view(await rooms.database.write(sites.create, ask.body, ask.actor.member), rooms.public_url)


async def read_site(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """One site."""
    found = await rooms.database.read(sites.find, ask.site)
    if found is None:
        raise NotFound
    return sites.site_view(found, rooms.public_url)


async def change_site(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Replace the named fields of a site; open pages see the change."""
    changed = await rooms.database.write(sites.change, ask.site, ask.body, ask.actor.member)
    return sites.site_view(changed, rooms.public_url)


async def read_identity_secret(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The secret that the site's own server signs identities with."""
    return {"identity_secret": await rooms.database.write(sites.show_secret, ask.site, ask.actor.member)}


async def renew_identity_secret(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Give the site another secret; the one before is good for 24 hours more, with `at_once` for no moment more."""
    made = await rooms.database.write(signing.renew_secret, ask.site, ask.actor.member, ask.body.at_once)
    return {"identity_secret": made}
