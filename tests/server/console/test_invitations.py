"""Inviting from the team's page: the link once, by mail where there is mail, and words under the field."""

import json
import re
from email.message import EmailMessage

from server.console.letters import Letters
from server.deliveries.mail_server import read_mail_server
from server.deliveries.mailer import Mailer
from server.sites import invitations
from server.sites.policy import Role
from tests.server.console.at_work import KINDS
from tests.support.mailbox import open_mailbox

NEW = "new@harbourrow.example"


def link_in(text):
    """The link that an answer shows."""
    return re.search(r"http://[^\s<]+/console/invitation#[\w-]{43}", text)


async def test_the_link_is_shown_once_and_what_waits_is_listed(console):
    async with console.program(console.owner) as anna:
        answer = await anna.act("/console/invitations", invitee=NEW, role="manager")
        assert (answer.status_code, link_in(answer.text) is not None) == (200, True)
        assert "no mail server is set up" in answer.text
        part = (await anna.part("/console/members")).text
        assert NEW in part
        assert "#" + link_in(answer.text)[0].partition("#")[2] not in part
        assert "link works 7 more days" in part


async def test_what_is_wrong_stands_under_the_field(console):
    said = []
    async with console.program(console.owner) as anna:
        for invitee in ("nobody", console.owner):
            answer = await anna.act("/console/invitations", invitee=invitee, role="manager")
            said.append(json.loads(answer.headers["hx-trigger"])["frontdesk:refused"]["errors"])
    assert said == [
        {"invitee": "Write an address like anna@shop.example."},
        {"invitee": "This person works here already."},
    ]


async def test_an_admin_invites_no_owner(console):
    email = await console.hire("Vera Admin", Role.ADMIN)
    async with console.program(email) as vera:
        assert (await vera.act("/console/invitations", invitee=NEW, role="owner")).status_code == 403
        assert (await vera.act("/console/invitations", invitee=NEW, role="admin")).status_code == 200


async def test_another_link_is_made_and_an_invitation_revoked(console, monkeypatch):
    async with console.program(console.owner) as anna:
        first = link_in((await anna.act("/console/invitations", invitee=NEW, role="manager")).text)[0]
        part = (await anna.part("/console/members")).text
        renew = re.search(r"/console/invitations/\w+/renew", part)[0]
        early = await anna.act(renew)
        assert (early.status_code, "10" in early.headers["hx-trigger"]) == (429, True)  # minutes
        monkeypatch.setattr(invitations, "AGAIN_MS", 0)
        second = link_in((await anna.act(renew)).text)[0]
        assert first != second
        assert (await anna.act(renew.replace("renew", "revoke"))).status_code == 200
        assert NEW not in (await anna.part("/console/members")).text
        assert (await anna.act(renew)).status_code == 404


async def test_x4_the_link_is_mailed_where_letters_are_set_up_and_shown_where_the_letter_is_refused(console):
    async with open_mailbox() as box, console.program(console.owner) as anna:
        letters = Letters(KINDS, console.address)
        console.door.invitations._mailer = Mailer(read_mail_server(box.url, console.address), letters)
        answer = await anna.act("/console/invitations", invitee=NEW, role="manager")
        assert "It was mailed as well." in answer.text
        (letter,) = box.letters
        assert isinstance(letter, EmailMessage)
        assert (letter["to"], letter["subject"]) == (NEW, "Join Harbour Row on Frontdesk")
        assert link_in(letter.get_body(("plain",)).get_content())[0] == link_in(answer.text)[0]

        box.refuses = "550 no such user"
        refused = await anna.act("/console/invitations", invitee="other@harbourrow.example", role="manager")
        assert "did not take the letter" in refused.text
        assert link_in(refused.text)
