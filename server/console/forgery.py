"""A request that changes something comes from our own page and carries the session's token, or nothing is done."""

import hmac

from starlette.requests import HTTPConnection

from server.errors import OriginRefused, Refusal


class Forged(Refusal):
    """The session's token is missing or another's: the page was open too long, or it was never ours."""

    code, status, words = "forged", 403, "This page was open too long. Load it afresh and try again."


def check_origin(request: HTTPConnection, own: str) -> None:
    """Refuse what another page sends: the browser itself says where a request comes from, and cannot be made to lie."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site not in (None, "same-origin") or (origin != own and not (origin is None and site == "same-origin")):
        raise OriginRefused("This request does not come from the console's own page.")


def check_token(given: str | None, kept: str) -> None:
    """Refuse a token that is not this session's, in the same time for every wrong one."""
    if not hmac.compare_digest((given or "").encode("utf-8", "replace"), kept.encode()):
        raise Forged
