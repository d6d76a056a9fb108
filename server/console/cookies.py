"""What this browser remembers: the session, the chosen site and language, an invitation that waits to be accepted."""

from starlette.responses import Response

from server.console.pages import Pages

YEAR = 365 * 24 * 3600
MONTH = 30 * 24 * 3600
HOUR = 3600
PATH = "/console"
INVITATION = "/console/invitation"
INVITED = "frontdesk_invitation"  # the secret of an invitation's link


def is_secure(pages: Pages) -> bool:
    """Whether the console is reached over https, so that its cookies travel there only."""
    return pages.origin.startswith("https:")


def give_session(pages: Pages, response: Response, name: str, token: str) -> None:
    """Give the browser its session; no script reads it."""
    response.set_cookie(name, token, max_age=MONTH, path="/", secure=is_secure(pages), httponly=True, samesite="lax")


def keep(pages: Pages, response: Response, name: str, value: str) -> None:
    """Remember a choice of this browser for a year."""
    response.set_cookie(name, value, YEAR, path=PATH, secure=is_secure(pages), samesite="lax")


def keep_invitation(pages: Pages, response: Response, token: str) -> None:
    """Remember an invitation for an hour, in no address and no page."""
    response.set_cookie(INVITED, token, HOUR, path=PATH, secure=is_secure(pages), httponly=True, samesite="lax")


def forget_invitation(response: Response) -> None:
    """It was accepted, or leads nowhere."""
    response.delete_cookie(INVITED, path=PATH)
