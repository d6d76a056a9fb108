"""Who a visitor is: signed by the site's own server, or said by the page and believed by nobody."""

from typing import Annotated, Any

import structlog
from pydantic import BeforeValidator, TypeAdapter
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from server.clients import users
from server.clients.sources import read_source
from server.clients.users import Known
from server.clients.visitors import token_hash
from server.database import Database, now_ms
from server.errors import IdentityInvalid
from server.hub.decoder import decode
from server.hub.visitor_frames import Page, Token
from server.sites.document import Published
from server.sites.signing import good_secrets
from server.visitors.bodies import read_body
from server.visitors.limits import Limits
from server.visitors.signed import LONGEST_CLAIM, LONGEST_NAME, read_contact, read_signed
from server.widget import Language, Model, clean_name

Told = Annotated[str | None, BeforeValidator(lambda value: value[:LONGEST_CLAIM] if isinstance(value, str) else value)]

log = structlog.get_logger()


class Identity(Model):
    """What a page says of its visitor: a token that the site's server has signed, or facts that nobody has."""

    visitor: Token | None = None
    token: Any = None
    name: Told = None
    email: Told = None
    phone: Told = None
    language: Language | None = None
    page: Page = Page()

    def told(self, country: str | None) -> dict[str, str]:
        """What is said besides the token, each in its normal form; what cannot be read is passed over."""
        said = {
            "name": clean_name(self.name or "")[:LONGEST_NAME],
            "email": read_contact("email", self.email or ""),
            "phone": read_contact("phone", self.phone or "", country),
        }
        known = {name: value for name, value in said.items() if value}
        return known | ({"language": self.language} if self.language and (known or self.token) else {})


BODY = TypeAdapter(Identity)


class Identities:
    """Checks the signature, binds the browser to its person, and tells only who is verified what is theirs."""

    def __init__(self, database: Database, limits: Limits) -> None:
        self._database = database
        self._limits = limits

    async def post(self, request: Request, published: Published, address: str, headers: dict[str, str]) -> Response:
        """`POST /v1/sites/<key>/identify`: 200 with what a verified user may know; 401 for any other token."""
        self._limits.identities(address, published.site.id)
        said = decode(await read_body(request), BODY)
        known = await self._known(published, said)
        answer: dict[str, Any] = {"visitor": known.visitor, "verified": said.token is not None, "known": known.known}
        if known.changed:
            answer["changed"] = True
        return Response(to_json(answer), 200, headers | {"cache-control": "no-store"}, "application/json")

    async def _known(self, published: Published, said: Identity) -> Known:
        site = published.site
        hashed = token_hash(said.visitor) if said.visitor else None
        source, told = read_source(said.page.url, said.page.referrer), said.told(site.country)
        if said.token is None:
            if hashed is None:
                return Known(None, {})
            return await self._database.write(users.tell, site.id, told, source, hashed, site.sample)
        now = now_ms()
        secrets = await self._database.read(good_secrets, site.id, now)
        try:
            signed = read_signed(said.token, site.key, site.country, secrets, now / 1000)
        except IdentityInvalid:
            log.info("identity_refused", site=site.id)
            raise
        return await self._database.write(users.identify, site.id, signed, told, source, hashed, site.sample)
