"""Ids and cursors as they stand in an address; whatever cannot be one names nothing that is here."""

import re

from starlette.requests import Request

from server.errors import NotFound

ID = re.compile(r"[0-9a-hjkmnp-tv-z]{26}")


def read_id(request: Request) -> str:
    """The id in the path."""
    found = str(request.path_params["id"])
    if not ID.fullmatch(found):
        raise NotFound
    return found


def read_cursor(request: Request) -> str | None:
    """The id that the next part of a list comes after, if one is asked for."""
    found = request.query_params.get("cursor")
    if found and not ID.fullmatch(found):
        raise NotFound
    return found or None


def read_number(request: Request, name: str) -> int | None:
    """A whole number in the query, if one is asked for."""
    found = request.query_params.get(name)
    if not found:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,8}", found):
        raise NotFound
    return int(found)


def read_most(said: str, least: int, most: int) -> int:
    """How much of a list is shown: what the page says, within what a page may hold."""
    return min(max(int(said), least), most) if re.fullmatch(r"[0-9]{1,6}", said) else least
