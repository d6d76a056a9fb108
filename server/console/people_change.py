"""Changes of one card: name and ways to reach, owner, tags, and the site's own fields."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from server.clients import editing, tags, withdrawing
from server.clients.editing import CardChange
from server.clients.refusals import BelongsToAnother
from server.console.fields import read_fields
from server.console.pages import Pages
from server.console.paths import read_id
from server.console.people_card import read_card
from server.console.seats import Seat, Seats
from server.console.trouble import told
from server.database import Database
from server.errors import Invalid
from server.model import problems
from server.sites.policy import Action

FIELD = "fields."
CONTACT = ("name", "phone", "email")


class PeopleChange:
    """What a colleague changes on a card; each answers with the card's left side as it is now."""

    def __init__(self, pages: Pages, seats: Seats, database: Database) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database

    @told
    async def change(self, request: Request) -> Response:
        """Replace what the form names: contact, owner, or values of the site's own fields."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_CLIENTS)
        said = await read_fields(request)
        wanted: dict[str, Any] = {name: said[name] for name in CONTACT if name in said}
        if "owner" in said:
            wanted["owner"] = said["owner"] or None
        if own := {name.removeprefix(FIELD): value for name, value in said.items() if name.startswith(FIELD)}:
            wanted["fields"] = own
        return await self._changed(request, seat, wanted)

    @told
    async def tag(self, request: Request) -> Response:
        """Give the person a tag (`add`, by name), or take one away (`remove`, by id)."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_CLIENTS)
        said, client = await read_fields(request), read_id(request)
        present = (await self._database.read(tags.of_people, [client])).get(client, [])
        names = [tag["name"] for tag in present if tag["id"] != said.get("remove")]
        if said.get("add", "").strip():
            names.append(tags.read_name(said["add"], "add"))
        elif "remove" not in said:
            raise Invalid(errors={"add": "must not be empty"})
        return await self._changed(request, seat, {"tags": names})

    @told
    async def consents(self, request: Request) -> Response:
        """What the person agreed to, as it stands now."""
        seat = await self._seats.find(request, Action.READ_CLIENTS)
        return await self._consents(request, seat)

    @told
    async def withdraw(self, request: Request) -> Response:
        """Withdraw one agreement (`withdraw`, its id) for the person, who asked for it."""
        seat = await self._seats.find_for_change(request, Action.CHANGE_CLIENTS)
        consent = (await read_fields(request)).get("withdraw", "")
        await self._database.write(withdrawing.withdraw, seat.site.id, read_id(request), consent, seat.member.id)
        response = await self._consents(request, seat)
        self.pages.tell(response, seat.words("told.saved"), "frontdesk:client")
        return response

    async def _consents(self, request: Request, seat: Seat) -> Response:
        person = await read_card(self._database, seat, read_id(request))
        return self.pages.draw(request, "parts/person_consents", seat.words, seat=seat, clock=seat.clock, person=person)

    async def _changed(self, request: Request, seat: Seat, said: Mapping[str, Any]) -> Response:
        client = read_id(request)
        try:
            wanted = CardChange.model_validate(said)
            await self._database.write(editing.change, seat.site.id, client, seat.member.id, wanted)
        except ValidationError as error:
            raise Invalid(errors=problems(error)) from error
        except BelongsToAnother as refusal:
            other = await read_card(self._database, seat, str(refusal.details["client"]))
            words = seat.words("person.belongs", name=other.title)
            return self._refused(dict.fromkeys(refusal.errors, words))
        except Invalid as refusal:
            if not any(name.startswith(FIELD) for name in refusal.reasons):
                raise
            return self._refused({name: seat.words(f"fields.expected.{of}") for name, of in refusal.reasons.items()})
        person = await read_card(self._database, seat, client)
        facts: dict[str, Any] = {"seat": seat, "clock": seat.clock, "person": person, "is_change": True}
        response = self.pages.draw(request, "parts/person_about", seat.words, **facts)
        self.pages.tell(response, seat.words("told.saved"), "frontdesk:client")
        return response

    def _refused(self, errors: Mapping[str, str]) -> Response:
        """Words that stand under their fields, in place of the general ones."""
        return self.pages.say(Invalid.status, {"frontdesk:refused": {"errors": dict(errors)}})
