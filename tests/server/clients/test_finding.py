"""Finding people: what is typed, what is filtered, and that it stays bounded."""

import pytest
from sqlalchemy import insert

from server.clients import finding, indexing, people, tags, walking
from server.clients.asked import Asked
from server.clients.emails import read_email
from server.clients.people import Claims
from server.clients.sources import read_source
from server.clients.tables import clients, search_words
from server.database import Database, Reader
from server.sites.tables import widgets

pytestmark = pytest.mark.storage
SITE, OTHER = "s", "t"
PEOPLE = (
    Claims(name="Jovana Petrović", phone="+381641234567", email="jovana.petrovic@shop.example"),
    Claims(name="Артём Соловьёв", phone="+79161234567"),
    Claims(name="Sinéad O'Brien", email="sinead@post.example"),
    Claims(name="Đorđe Marić", phone="+381609990001"),
)


async def keep(database: Database, *claims: Claims, url: str = "https://shop.example/", site: str = SITE) -> list[str]:
    """People as leads make them, oldest first."""
    return [await database.write(people.find_or_create, site, each, read_source(url, "")) for each in claims]


async def index(database: Database) -> None:
    """Everything that the worker in the background would write."""
    while await database.write(indexing.index_some):
        pass


async def names(database: Database, q: str = "", site: str = SITE, **asked: object) -> list[str]:
    """The first names of those who are found, newest first."""

    def read(reader: Reader) -> list[str]:
        found = finding.find(reader, site, Asked.model_validate({"q": q, **asked}), None, 50)
        rows = {row["id"]: row["name"] for row in reader.all(clients.select())}
        return [rows[each].split()[0] for each in found.ids]

    return await database.read(read)


TYPED = {
    "jov": ["Jovana"],
    "PETROVIC": ["Jovana"],
    "petrović jov": ["Jovana"],
    "jovana@": ["Jovana"],
    "shop.exam": ["Jovana"],
    "артем": ["Артём"],
    "СОЛОВЬЁВ": ["Артём"],
    "соловьев ар": ["Артём"],
    "1234567": ["Артём", "Jovana"],
    "12-34": ["Артём", "Jovana"],
    "064 123": ["Jovana"],
    "0641234567": ["Jovana"],
    "+381 60": ["Đorđe"],
    "o'brien": ["Sinéad"],
    "sinead": ["Sinéad"],
    "dorde": ["Đorđe"],
    "example": ["Sinéad", "Jovana"],
    "jovana соловьев": [],
    "ovana": [],
    "123": [],
    "' OR 1=1 --": [],
    "%": [],
    "_": [],
    '"; DROP TABLE clients; --': [],
    "jov%": ["Jovana"],
}


@pytest.mark.parametrize("is_indexed", [False, True], ids=["just kept", "indexed"])
async def test_k2_people_are_found_by_beginnings_of_words_and_digits_in_a_row(database: Database, is_indexed: bool):
    await keep(database, *PEOPLE)
    await keep(database, Claims(name="Jovana Elsewhere", phone="+381641234567"), site=OTHER)
    if is_indexed:
        await index(database)

    assert {q: await names(database, q) for q in TYPED} == TYPED


async def test_a_whole_phone_or_mail_finds_also_a_second_one_of_the_same_person(database: Database):
    await keep(database, Claims(name="Jovana", email="j@shop.example"))
    await keep(database, Claims(name="Jovana", email="j@shop.example", phone="+381641234567"))
    await keep(database, Claims(phone="+381641234567", email="second@shop.example"))
    await index(database)

    assert [await names(database, q) for q in ("064/123-45-67", "Second@shop.example")] == [["Jovana"], ["Jovana"]]


@pytest.mark.parametrize("is_indexed", [False, True], ids=["just kept", "indexed"])
async def test_an_address_is_found_in_its_owners_letters_and_as_it_is_kept(database: Database, is_indexed: bool):
    await keep(database, Claims(name="Zoë", email=read_email("zoe+test@кафе.рф")))
    if is_indexed:
        await index(database)

    asked = ("кафе.рф", "КАФЕ", "zoe+test@кафе.рф", "zoe+test@xn--80akn5b.xn--p1ai", "xn--80akn5b")
    assert [await names(database, q) for q in asked] == [["Zoë"]] * len(asked)


async def test_a_number_typed_the_way_people_write_it_at_home_is_found_in_every_country_that_the_site_calls(
    database: Database,
):
    await keep(database, Claims(name="Артём", phone="+79000000112"))
    await keep(database, Claims(name="Артём", phone="+79000000112", email="a@x.example"))
    await keep(database, Claims(phone="+77011234567", email="a@x.example"))  # a second number
    await index(database)
    home = ("8 900 000-01-12", "89000000112", "8 (900) 000-01", "8 701 123 45 67")
    before = [await names(database, q) for q in home]
    await database.write(lambda tx: tx.run(insert(widgets), **asking('{"countries": ["RS", "RU", "KZ"]}')))

    assert before == [[], [], [], []]
    assert [await names(database, q) for q in home] == [["Артём"]] * 4
    assert await names(database, "900 000-01-12") == ["Артём"]


def asking(settings: str) -> dict[str, object]:
    """A widget of the site with these settings."""
    named = {"id": "w", "site": SITE, "kind": "callback", "name": "", "enabled": True, "settings": settings}
    return named | {"rules": "{}", "version": 1, "created_at": 0, "revision": 1}


async def test_filters_narrow_and_go_together_with_words(database: Database):
    jovana, artyom, sinead, djordje = await keep(database, *PEOPLE)
    await keep(database, Claims(name="Late Letter", phone="+381609990002"), url="https://x.example/?utm_source=Letter")
    [tag] = await database.write(tags.ensure, SITE, None, ["VIP Кофе"])
    await database.write(tags.give, SITE, [(tag, jovana), (tag, sinead)])
    await database.write(lambda tx: tx.run(clients.update().where(clients.c.id == artyom).values(owner="m" * 26)))
    seen = await database.read(lambda reader: reader.value(clients.select().with_only_columns(clients.c.created_at)))

    found = {}
    for when in ("just kept", "indexed"):
        found[when] = {
            "tag": await names(database, tag="vip кофе"),
            "tag by id": await names(database, tag=tag),
            "no such tag": await names(database, tag="nothing"),
            "tag typed": await names(database, "кофе"),
            "tag and word": await names(database, "vip jov"),
            "owner": await names(database, owner="m" * 26),
            "nobody's": await names(database, "петров", owner="none"),
            "source": await names(database, source="letter"),
            "has": await names(database, has="email"),
            "agreed": await names(database, agreed="marketing"),
            "since": len(await names(database, created_since=seen)),
            "until": await names(database, created_until=seen - 1),
            "seen": len(await names(database, seen_since=seen)),
        }
        await index(database)

    assert found["just kept"] == found["indexed"] == {
        "tag": ["Sinéad", "Jovana"],
        "tag by id": ["Sinéad", "Jovana"],
        "no such tag": [],
        "tag typed": ["Sinéad", "Jovana"],
        "tag and word": ["Jovana"],
        "owner": ["Артём"],
        "nobody's": [],
        "source": ["Late"],
        "has": ["Sinéad", "Jovana"],
        "agreed": [],
        "since": 5,
        "until": [],
        "seen": 5,
    }  # fmt: skip
    assert djordje


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits so low that a few people are many."""
    monkeypatch.setattr(finding, "ALONE", 3)
    monkeypatch.setattr(finding, "RARE", 3)
    monkeypatch.setattr(finding, "CHECKED", 2)
    monkeypatch.setattr(walking, "STEPS", (2, 3))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "asked",
    [{"q": "ana"}, {"q": "ana", "owner": "none"}, {"q": "ana rare"}, {"owner": "none"}, {"q": "2000 ana"}],
    ids=str,
)
async def test_what_is_frequent_is_walked_through_in_parts_that_lead_on(database: Database, asked: dict[str, str]):
    made = await keep(
        database,
        *(
            Claims(name=f"Ana {'Rare' if number == 3 else number}", phone=f"+3816420000{number:02}")
            if number % 3 == 0
            else Claims(name=f"Boris {number}", phone=f"+3816430000{number:02}")
            for number in range(20)
        ),
    )
    await index(database)
    anas = [each for number, each in enumerate(made) if number % 3 == 0]
    wanted = {"{'q': 'ana rare'}": [made[3]], "{'owner': 'none'}": made}.get(str(asked), anas)

    found: list[str] = []
    cursor: str | None = None
    while True:
        part = await database.read(finding.find, SITE, Asked.model_validate(asked), cursor, 4)
        assert len(part.ids) <= 4
        found += part.ids
        if part.next is None:
            break
        assert cursor is None or part.next < cursor
        cursor = part.next

    assert found == sorted(wanted, reverse=True)


async def test_words_of_somebody_who_changed_are_written_anew_and_old_ones_go(database: Database):
    [jovana] = await keep(database, Claims(name="Jovana", email="j@shop.example"))
    await index(database)
    await database.write(lambda tx: tx.run(clients.update().values(name="Milica", stale=True)))

    assert [await names(database, q) for q in ("jovana", "milica")] == [[], ["Milica"]]
    await index(database)
    assert [await names(database, q) for q in ("jovana", "milica")] == [[], ["Milica"]]
    rows = await database.read(lambda reader: reader.all(search_words.select()))
    assert sorted(row["word"] for row in rows) == ["=has:email", "example", "j", "milica", "shop"]
    assert {row["client"] for row in rows} == {jovana}
