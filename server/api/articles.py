"""What programs do with articles: list them, keep new ones, change and delete them."""

from typing import Any

from server.api.asking import Ask, Rooms
from server.knowledge import articles


async def list_articles(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The site's articles, newest first, all at once: a site has 300 at most."""
    return {"items": await rooms.database.read(articles.of_site, ask.site), "next": None}


async def create_article(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Keep an article; visitors find it at once unless it is not published."""
    article = await rooms.database.write(articles.add, ask.site, ask.actor.member, ask.body)
    return await rooms.database.read(articles.one, ask.site, article)


async def change_article(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Replace the parts that are named."""
    await rooms.database.write(articles.change, ask.site, ask.actor.member, ask.thing, ask.body)
    return await rooms.database.read(articles.one, ask.site, ask.thing)


async def delete_article(rooms: Rooms, ask: Ask) -> None:
    """Delete one: visitors find it no more."""
    await rooms.database.write(articles.remove, ask.site, ask.actor.member, ask.thing)
