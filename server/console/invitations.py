"""Inviting from the team's page: the link is shown once to be copied, and mailed where letters are set up."""

import json
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response

from server.console.fields import read_fields
from server.console.members import CHANGED, read_role
from server.console.pages import EVERYWHERE, Pages
from server.console.paths import read_id
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database
from server.deliveries.channels import Failed
from server.deliveries.mailer import Mailer
from server.errors import AlreadyExists, Invalid, NotFound
from server.sites import invitations
from server.sites.invitations import Invitation
from server.sites.policy import Action, authorize

log = structlog.get_logger(__name__)


class Invitations:
    """Who is asked to join the team."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, mailer: Mailer, public_url: str) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._mailer = mailer
        self._public_url = public_url

    @told
    async def invite(self, request: Request) -> Response:
        """Ask somebody to join; what is wrong with the address stands under its field."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_MEMBERS)
        fields = await read_fields(request)
        role, actor = read_role(fields), seat.entered.actor
        try:
            made = await self._database.write(invitations.invite, actor, seat.site.id, fields.get("invitee", ""), role)
        except Invalid as refusal:
            raise Invalid(errors={"invitee": seat.words("members.no_address")}) from refusal
        except AlreadyExists as refusal:
            raise Invalid(errors={"invitee": seat.words("members.works_here")}) from refusal
        return await self._link(request, seat, *made)

    @told
    async def renew(self, request: Request) -> Response:
        """Another link for the same person; the one before works no longer."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_MEMBERS)
        invitation = await self._here(request, seat)
        made = await self._database.write(invitations.renew, seat.entered.actor, invitation)
        return await self._link(request, seat, *made)

    @told
    async def revoke(self, request: Request) -> Response:
        """Let the link work no more."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_MEMBERS)
        invitation = await self._here(request, seat)
        await self._database.write(invitations.revoke, seat.entered.actor, invitation)
        response = self.pages.say(200, {})
        self.pages.tell(response, seat.words("members.revoked"), CHANGED)
        return response

    async def _here(self, request: Request, seat: Seat) -> str:
        """The invitation that is meant, of this very site: the page shows no other's."""
        invitation = read_id(request)
        site = await self._database.read(invitations.site_of, invitation)
        authorize(seat.entered.actor, Action.CHANGE_MEMBERS, site)
        if site != seat.site.id:
            raise NotFound
        return invitation

    async def _link(self, request: Request, seat: Seat, token: str, made: Invitation) -> Response:
        link = invitations.link(self._public_url, token)
        facts: dict[str, Any] = {"made": made, "link": link, "mailed": await self._mail(seat, made, link)}
        response = self.pages.draw(request, "parts/invited", seat.words, seat=seat, clock=seat.clock, **facts)
        response.headers["hx-trigger"] = json.dumps({CHANGED: EVERYWHERE})
        return response

    async def _mail(self, seat: Seat, made: Invitation, link: str) -> str:
        """Send the link as well: `sent`, `failed`, or `none` where no letters are set up."""
        if not self._mailer.is_set:
            return "none"
        facts = {"site": seat.site.name, "by": seat.entered.actor.name, "role": made.role.value, "link": link}
        try:
            await self._mailer.send(made.email, "invitation", seat.words.language, facts)
        except Failed as failure:
            log.info("invitation_not_mailed", invitation=made.id, reason=failure.reason)
            return "failed"
        return "sent"
