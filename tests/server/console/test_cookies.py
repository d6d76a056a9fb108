"""What the browser remembers travels over https only where there is https, and no script reads what opens a door."""

import pytest
from starlette.responses import Response

from server.console.cookies import INVITED, forget_invitation, give_session, is_secure, keep, keep_invitation
from server.console.pages import Pages


@pytest.mark.parametrize(("address", "secure"), [("https://desk.example", True), ("http://127.0.0.1:8080", False)])
def test_each_cookie_has_its_guards(built, address, secure):
    pages, response = Pages(built.console, address), Response()
    give_session(pages, response, "frontdesk", "token")
    keep(pages, response, "frontdesk_site", "s")
    keep_invitation(pages, response, "secret")
    session, site, invitation = response.headers.getlist("set-cookie")
    assert is_secure(pages) is secure
    assert [("Secure" in each, "HttpOnly" in each) for each in (session, site, invitation)] == [
        (secure, True),
        (secure, False),
        (secure, True),
    ]
    assert "Max-Age=3600" in invitation
    assert "Path=/console" in invitation


def test_an_invitation_is_forgotten():
    response = Response()
    forget_invitation(response)
    assert response.headers["set-cookie"].startswith(f'{INVITED}=""; expires=')
