"""A site with colleagues and people, for the tests of tags, owners, fields, bulk changes and exports."""

from dataclasses import dataclass

from server.clients import indexing, people
from server.clients.people import Claims
from server.clients.sources import read_source
from server.database import Database, Transaction
from server.sites import members, sites
from server.sites.policy import Role
from server.sites.settings import NewSite

DIRECT = read_source("https://shop.example/", "")
NEW = {"name": "Harbour Row", "origins": ["https://shop.example"], "country": "RS"}


@dataclass(frozen=True)
class Shop:
    """A site, its owner Anna and manager Pavle, a stranger, and people with numbers."""

    site: str
    anna: str
    pavle: str
    stranger: str
    people: list[str]


def _open(tx: Transaction) -> tuple[str, str, str, str]:
    made = [
        members.create(tx, email=f"{name}@shop.example", name=name.capitalize(), password_hash="").id
        for name in ("anna", "pavle", "stranger")
    ]
    site = sites.create(tx, NewSite.read(NEW), made[0]).id
    members.join(tx, site, made[1], Role.MANAGER)
    return site, made[0], made[1], made[2]


async def open_shop(database: Database, people_count: int = 3) -> Shop:
    """The shop with so many people, whose words are written."""
    site, anna, pavle, stranger = await database.write(_open)
    claims = [Claims(name=f"Person {number}", phone=f"+38164123{number:04}") for number in range(people_count)]
    found = [await database.write(people.find_or_create, site, each, DIRECT) for each in claims]
    while await database.write(indexing.index_some):
        pass
    return Shop(site, anna, pavle, stranger, found)
