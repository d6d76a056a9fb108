"""Where a site's news goes: each e-mail address, Telegram chat and web address, made, changed, tested, taken away."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.console.deliveries_shown import Shown, events, target_of, title
from server.console.kinds_shown import Kinds
from server.console.pages import EVERYWHERE, Pages
from server.console.paths import read_id
from server.console.reasons_shown import reason
from server.console.seats import Seat, Seats
from server.console.targets_form import read_channel, read_target
from server.console.trouble import told
from server.database import Database
from server.deliveries import listing, overview, removing, replay, targets
from server.deliveries.channels import MAIL, WEBHOOK, Target
from server.deliveries.mailer import Mailer
from server.deliveries.targets import ACTIVE, TargetChange
from server.deliveries.webhook import new_secret
from server.errors import AlreadyExists, NotFound
from server.optin import sending
from server.outgoing.addresses import Allowed
from server.registry import Registry
from server.sealing import Sealer
from server.sites.policy import Action

CHANGED = "frontdesk:delivery"  # what the page's parts listen to
CLOSE = "frontdesk:close"


class Targets:
    """The upper part of the page of deliveries."""

    def __init__(
        self,
        pages: Pages,
        seats: Seats,
        database: Database,
        registry: Registry,
        sealer: Sealer,
        mailer: Mailer,
        allowed: Allowed,
    ) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._registry = registry
        self._sealer = sealer
        self._mailer = mailer
        self._allowed = allowed

    @told
    async def show(self, request: Request) -> Response:
        """The list of targets, for the page that shows it already."""
        seat = await self._seats.find(request, Action.READ_DELIVERIES)
        return self._part(request, "targets", seat, **await self.facts(seat))

    @told
    async def new(self, request: Request) -> Response:
        """An empty form for one channel."""
        seat = await self._seats.find(request, Action.CHANGE_DELIVERIES)
        return self._form(request, seat, read_channel(request.query_params.get("channel", "")), None)

    @told
    async def edit(self, request: Request) -> Response:
        """The form of a target that is there."""
        seat = await self._seats.find(request, Action.CHANGE_DELIVERIES)
        found = await self._find(request, seat)
        return self._form(request, seat, found.channel, found)

    @told
    async def create(self, request: Request) -> Response:
        """Make a target; a webhook's secret is shown in the answer and never again."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_DELIVERIES)
        channel = read_channel(request.query_params.get("channel", ""))
        said = await read_target(request, channel, self._registry, self._allowed, None)
        new = said.new(channel)
        try:
            made = await self._database.write(targets.create, self._sealer, seat.site.id, new, seat.member.id)
        except AlreadyExists as refusal:
            return self._twice(seat, refusal)
        if channel == WEBHOOK:
            return self._secret(request, seat, made, new.secret)
        return self._done(seat.words("deliveries.made"))

    @told
    async def change(self, request: Request) -> Response:
        """Change a target; a bot's token stays when the field is left empty."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_DELIVERIES)
        found = await self._find(request, seat)
        said = await read_target(request, found.channel, self._registry, self._allowed, found)
        try:
            await self._change(seat, found, said.change())
        except AlreadyExists as refusal:
            return self._twice(seat, refusal)
        return self._done(seat.words("told.saved"))

    @told
    async def switch(self, request: Request) -> Response:
        """Switch a target off, or on again: then what waits is sent."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_DELIVERIES)
        found = await self._find(request, seat)
        await self._change(seat, found, TargetChange(is_active=found.state != ACTIVE))
        return self._done(seat.words("deliveries.is_off" if found.state == ACTIVE else "deliveries.is_on"))

    @told
    async def rotate(self, request: Request) -> Response:
        """Give a webhook another secret, shown once; the one before signs as well for 24 hours."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_DELIVERIES)
        found = await self._find(request, seat)
        if found.channel != WEBHOOK:
            raise NotFound
        secret = new_secret()
        await self._database.write(targets.rotate, self._sealer, found.id, secret, seat.member.id)
        return self._secret(request, seat, found, secret, rotated=True)

    @told
    async def set_aside(self, request: Request) -> Response:
        """Take a target away, so that it can still be put back."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_DELIVERIES)
        await self._database.write(removing.set_aside, (await self._find(request, seat)).id, seat.member.id)
        return self._done("")

    @told
    async def put_back(self, request: Request) -> Response:
        """Have it as it was."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_DELIVERIES)
        target = (await self._find(request, seat)).id
        try:
            await self._database.write(removing.put_back, target, seat.member.id)
        except AlreadyExists:  # it was added anew meanwhile, so it is there
            return self._done(seat.words("deliveries.twice"))
        return self._done(seat.words("deliveries.is_back"))

    @told
    async def delete(self, request: Request) -> Response:
        """Delete what was set aside; what a colleague has put back meanwhile is left as it is.

        A page asks for this by itself: where there is nothing any more, it only reads its list anew.
        """
        seat = await self._seats.find_for_change(request, Action.CHANGE_DELIVERIES)
        found = await self._database.read(targets.find, read_id(request))
        if found is None or found.site != seat.site.id:
            return self.pages.say(404, {CHANGED: EVERYWHERE})
        if found.reason in removing.ASIDE:
            while not await self._database.write(targets.remove, found.id, seat.member.id):
                pass  # each unit cancels 150 at most, so this ends
        return self._done("")

    @told
    async def test(self, request: Request) -> Response:
        """Send a test on its way, and say how it goes."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_DELIVERIES)
        found = await self._find(request, seat)
        if found.state != ACTIVE:
            raise NotFound
        sent = await self._database.write(replay.ping, found.id)
        return self._part(request, "target_test", seat, delivery=sent, why="", title=title(found))

    @told
    async def tested(self, request: Request) -> Response:
        """How the test goes, asked again and again until it has come to something."""
        seat = await self._seats.find(request, Action.READ_DELIVERIES)
        row = await self._database.read(listing.one, read_id(request))
        if row["site"] != seat.site.id:
            raise NotFound
        return self._part(request, "target_tested", seat, delivery=row, why=reason(row["reason"], seat.words))

    async def facts(self, seat: Seat) -> dict[str, Any]:
        """What the list shows; `lacks_mail`: letters wait because nobody has set up a mail server, and with
        `lacks_mail_to_ask` so do those that ask visitors to confirm."""
        found = await self._database.read(overview.standings, seat.site.id)
        asks = 0 if self._mailer.is_set else await self._database.read(sending.waiting, seat.site.id)
        kinds = Kinds(self._registry, seat.words.language)
        shown: list[Shown] = [target_of(each, kinds, seat.words) for each in found]
        return {
            "targets": shown,
            "lacks_mail": not self._mailer.is_set and any(each.channel == MAIL for each in shown),
            "lacks_mail_to_ask": asks > 0,
        }

    async def _find(self, request: Request, seat: Seat) -> Target:
        found = await self._database.read(targets.find, read_id(request))
        if found is None or found.site != seat.site.id:
            raise NotFound
        return found

    async def _change(self, seat: Seat, target: Target, wanted: TargetChange) -> None:
        await self._database.write(targets.change, self._sealer, target.id, wanted, seat.member.id)

    def _form(self, request: Request, seat: Seat, channel: str, present: Target | None) -> Response:
        shown = events(seat.words, channel)
        facts = {"channel": channel, "target": present, "events": shown, "sender": self._mailer.sender}
        kinds = Kinds(self._registry, seat.words.language).all()
        return self._part(request, "target_form", seat, kinds=kinds, **facts)

    def _secret(self, request: Request, seat: Seat, target: Target, secret: str, *, rotated: bool = False) -> Response:
        response = self._part(request, "target_secret", seat, title=title(target), secret=secret, rotated=rotated)
        self.pages.tell(response, seat.words("deliveries.made" if not rotated else "told.saved"), CHANGED)
        return response

    def _twice(self, seat: Seat, refusal: AlreadyExists) -> Response:
        """Say at its field that a mailbox is told already."""
        errors = {"mail_address": seat.words("deliveries.twice")}
        return self.pages.say(refusal.status, {"frontdesk:refused": {"errors": errors}})

    def _done(self, words: str) -> Response:
        events: dict[str, object] = {CLOSE: EVERYWHERE, CHANGED: EVERYWHERE}
        return self.pages.say(200, events | ({"frontdesk:told": {"words": words} | EVERYWHERE} if words else {}))

    def _part(self, request: Request, name: str, seat: Seat, **facts: Any) -> Response:
        return self.pages.draw(request, f"parts/{name}", seat.words, seat=seat, clock=seat.clock, **facts)
