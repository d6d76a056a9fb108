"""Every console page at 10,000 and at 100,000 people: the server's time until the first paint, on both databases, p95.

`PEOPLE` (for example `2000,20000`) and `STORAGES` (`sqlite`, `postgresql` or both) in the environment make it shorter.
"""

import os
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx2
import psycopg

from server.app import build
from server.config import Installation
from server.database import open_database
from server.database.migrate import migrate
from server.demo.seeding import seed
from server.house import House
from server.sites.setup import first_site
from tests.bench.figures import Figure
from tests.support import engines

PEOPLE = tuple(int(number) for number in os.environ.get("PEOPLE", "10000,100000").split(","))
STORAGES = os.environ.get("STORAGES", "sqlite,postgresql").split(",")
ENTRIES = 10  # of each person's timeline
REQUESTS = 40
MOST_MS, TIMES = 50.0, 1.2
FIRST_PAINT_MS = 100.0
ADDRESS, EMAIL, PASSWORD = "http://127.0.0.1:8080", "anna@shop.example", secrets.token_urlsafe(12)
SITE = {"name": "Harbour Row", "origins": ["https://shop.example"], "country": "RS"}
ASKED = {
    "people, newest": "",
    "found by a frequent beginning": "q=jov",
    "found by two words": "q=jovana+petrovi",
    "found by a rare word": "q=horvat",
    "found in Cyrillic": "q=соловьев",
    "found by figures": "q=0004567",
    "found by a tag": "q=подпи",
    "filtered by a tag": "tag=VIP",
    "filtered by nobody's": "owner=none",
    "filtered by source": "source=leaflet",
    "nobody found": "q=zzzz",
}
PAGES = {
    "inbox, what was left": "/console/leads",
    "widgets": "/console/widgets",
    "kinds of widgets": "/console/widgets/new",
    "editor": "/console/widgets/{widget}",
    "versions": "/console/widgets/{widget}/versions",
    "fields and tags": "/console/fields",
    "deliveries": "/console/deliveries",
    "members": "/console/members",
    "journal": "/console/journal",
    "install": "/console/site",
    "site's settings": "/console/site/settings",
    "account": "/console/account",
    "programs": "/console/programs",
}
Taken = dict[str, float]


async def measure(folder: Path) -> list[Figure]:
    """A row for each kind of page and storage: p95 with many, beside p95 with few."""
    rows: list[Figure] = []
    for storage in STORAGES:
        few, many = [await _taken(folder, storage, people) for people in PEOPLE]
        rows += [_figure(f"{what}, {storage}", many[what], few[what]) for what in many]
    return rows


def _figure(what: str, many: float, few: float) -> Figure:
    reference = f"the same with {PEOPLE[0]:,} people in place of {PEOPLE[1]:,}"
    if what.rpartition(", ")[0] in PAGES:
        reached = many <= FIRST_PAINT_MS
        return Figure(what, many, "ms", reference, few, many / few, f"≤ {FIRST_PAINT_MS:g}", reached)
    goal = f"≤ {MOST_MS:g} and ≤ {TIMES:g} x"
    return Figure(what, many, "ms", reference, few, many / few, goal, many <= MOST_MS and many <= few * TIMES)


async def _taken(folder: Path, storage: str, people: int) -> Taken:
    with _database(folder, storage, people) as url:
        given = Installation(data_dir=folder / f"{storage}{people}", database_url=url, public_url=ADDRESS)
        given.data_dir.mkdir(parents=True, exist_ok=True)
        migrate(given.database)
        made = await first_site(given, dict(SITE), EMAIL, PASSWORD)
        widget = await _place(given, made)
        await _fill(given, people)
        async with _at_desk(given) as client:
            return await _pages(client, widget)


async def _place(given: Installation, made: dict[str, str]) -> str:
    """A widget on the site, or nobody would have left anything there; gives its id."""
    body = {"kind": "callback", "name": "Call me", "enabled": True, "settings": {}, "rules": {}}
    headers = {"authorization": f"Bearer {made['api_token']}"}
    async with _at_desk(given) as client:
        answer = await client.post(f"/api/v1/sites/{made['site_id']}/widgets", json=body, headers=headers)
        assert answer.is_success, answer.text
        return str(answer.json()["id"])


async def _fill(given: Installation, people: int) -> None:
    database = open_database(given.database)
    await database.open()
    await seed(database, None, people, people * ENTRIES)
    await database.close()


async def _pages(client: httpx2.AsyncClient, widget: str) -> Taken:
    first = (await client.get("/console/people")).text
    card = first.partition('href="/console/people/')[2].partition('"')[0]
    paths = {"inbox": "/console/", "card": f"/console/people/{card}"}
    paths |= {what: f"/console/people?{query}" for what, query in ASKED.items()}
    paths |= {what: path.format(widget=widget) for what, path in PAGES.items()}
    return {what: await _p95(client, path) for what, path in paths.items()}


async def _p95(client: httpx2.AsyncClient, path: str) -> float:
    times = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        answer = await client.get(path)
        times.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, path
    return sorted(times)[int(REQUESTS * 0.95) - 1]


@asynccontextmanager
async def _at_desk(given: Installation) -> AsyncIterator[httpx2.AsyncClient]:
    """The whole application without a network, and somebody logged in."""
    app = build(given)
    house: House = app.state.house
    transport = httpx2.ASGITransport(app)
    headers = {"origin": ADDRESS, "sec-fetch-site": "same-origin"}
    async with house.open(app), httpx2.AsyncClient(transport=transport, base_url=ADDRESS, headers=headers) as client:
        await client.post("/console/login", data={"email": EMAIL, "password": PASSWORD})
        yield client


@contextmanager
def _database(folder: Path, storage: str, people: int) -> Iterator[str]:
    """An empty database of this storage."""
    if storage == "sqlite":
        yield f"sqlite:///{folder / f'people{people}.sqlite3'}"
        return
    made = engines.make_folder()
    try:
        address = engines.start_postgres()
        with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE people")
        yield f"{address}/people"
    finally:
        engines.close_folder(made)
