"""The first owner, the first site and a token for programs, in one go: for `frontdesk setup` and for the demo."""

from dataclasses import dataclass

from server.config import Installation
from server.database import Clash, Database, Reader, Transaction, open_database
from server.errors import AlreadyExists, WrongPassword
from server.sites import members, sites, tokens
from server.sites.passwords import Passwords
from server.sites.settings import NewSite
from server.sites.sites import Site, snippet
from server.widget import clean_name

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class SetUp:
    """What was made; the token is shown here and never again."""

    site: Site
    member: str
    api_token: str
    identity_secret: str

    def answer(self, public_url: str) -> dict[str, str]:
        """What the commands print as JSON."""
        return {
            "site_id": self.site.id,
            "site_key": self.site.key,
            "snippet": snippet(self.site, public_url),
            "api_token": self.api_token,
            "identity_secret": self.identity_secret,
        }


async def first_site(
    installation: Installation, site: dict[str, object], email: str, password: str, name: str = ""
) -> dict[str, str]:
    """Open the installation's database, set up there, and close it: what `frontdesk setup` answers."""
    database, passwords = open_database(installation.database), Passwords()
    await database.open()
    try:
        made = await set_up(database, passwords, site, email, password, name=name)
    finally:
        passwords.close()
        await database.close()
    return made.answer(installation.public_url)


async def set_up(
    database: Database,
    passwords: Passwords,
    site: dict[str, object],
    email: str,
    password: str,
    *,
    name: str = "",
    sample: bool = False,
) -> SetUp:
    """Make a site with its owner and a token; somebody we know already owns one more when the password is right."""
    new, email = NewSite.read(site), members.normal_email(email)
    known = await database.read(_known, email)
    if known is None:
        made_hash = await passwords.hash(password)
        try:
            return await database.write(
                _with_owner, new, email, clean_name(name)[:LONGEST_NAME] or name_from(email), made_hash, sample
            )
        except Clash as clash:  # two set-ups at once; the other one was first
            raise AlreadyExists(errors={"email": "belongs to somebody already"}) from clash
    member, kept = known
    if not (await passwords.check(kept, password)).right:
        raise WrongPassword
    return await database.write(_with_site, new, member, sample)


def _known(reader: Reader, email: str) -> tuple[str, str | None] | None:
    if (found := members.by_email(reader, email)) is None:
        return None
    kept = members.kept_hash(reader, email)
    return found.id, kept[1] if kept else None


def _with_owner(tx: Transaction, new: NewSite, email: str, name: str, password_hash: str, sample: bool) -> SetUp:
    member = members.create(tx, email=email, name=name, password_hash=password_hash, sample=sample)
    return _with_site(tx, new, member.id, sample)


def _with_site(tx: Transaction, new: NewSite, member: str, sample: bool) -> SetUp:
    site = sites.create(tx, new, member, sample=sample)
    token, _ = tokens.create(tx, member, f"Set up with {site.name}")
    return SetUp(site, member, token, sites.secret(tx, site.id))


def name_from(email: str) -> str:
    """What to call an owner who has told only an e-mail: `anna.petrovic@…` is Anna Petrovic."""
    words = email.partition("@")[0].replace(".", " ").replace("_", " ").replace("-", " ").split()
    return " ".join(word.capitalize() for word in words) or email
