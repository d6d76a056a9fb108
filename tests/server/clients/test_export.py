"""People as a table: streamed, harmless, told in the journal; links open once."""

import csv
import io
from zoneinfo import ZoneInfo

import pytest

from server.audit.tables import audit
from server.clients import consents, editing, export, fields, people
from server.clients.asked import Asked
from server.clients.consents import Agreement
from server.clients.editing import CardChange
from server.clients.export import Heading
from server.clients.field_input import NewField
from server.clients.people import Claims
from server.clients.tables import clients, export_links
from server.database import Database
from server.errors import NotFound
from tests.server.clients.crowd import DIRECT, Shop, open_shop

pytestmark = pytest.mark.storage
HOSTILE = {
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "=SUM(A1:A9)": "'=SUM(A1:A9)",
    "x" * 10_000: "x" * 10_000,
    "O'Brien": "O'Brien",
    "☕️ Кофе": "☕️ Кофе",
    "أحمد": "أحمد",
    '@cmd "quoted", two': '\'@cmd "quoted", two',
}


async def table(database: Database, shop: Shop, asked: Asked | None = None, **more: Heading) -> list[list[str]]:
    parts = [part async for part in export.table(database, shop.site, shop.anna, asked or Asked(), **more)]
    text = b"".join(parts).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


async def test_k6_a_filter_is_exported_with_everything_known_and_the_journal_tells(database: Database):
    shop = await open_shop(database)
    new = NewField.read({"label": {"en": "Size", "ru": "Размер"}})
    await database.write(fields.add, shop.site, shop.anna, new)
    said = {"email": "p@shop.example", "owner": shop.pavle, "tags": ["VIP", "=tea"], "fields": {"size": "-5"}}
    await database.write(editing.change, shop.site, shop.people[0], shop.anna, CardChange.read(said))

    whole = await table(database, shop)
    some = await table(database, shop, Asked(tag="vip"), heading=Heading({"name": "Имя"}, "ru"))

    assert (whole[0][0], {row[0] for row in whole[1:]}) == ("name", {"Person 0", "Person 1", "Person 2"})
    assert some[0][:7] == ["Имя", "phone", "email", "tags", "owner", "Размер", "first_source"]
    assert some[1][:7] == ["Person 0", "+381641230000", "p@shop.example", "'=tea, VIP", "Pavle", "'-5", ""]
    assert some[1][-1] == shop.people[0]
    rows = await database.read(lambda reader: reader.all(audit.select().order_by(audit.c.id)))
    acts = [(row["act"], row["data"]) for row in rows if row["act"].startswith("clients.")]
    assert sorted(acts) == [  # two of one millisecond may stand in either order
        ("clients.export_began", '{"filters": ["tag"]}'),
        ("clients.export_began", '{"filters": []}'),
        ("clients.exported", '{"people": 1}'),
        ("clients.exported", '{"people": 3}'),
    ]


async def test_k6_hostile_names_are_inert_in_the_table(database: Database):
    shop = await open_shop(database, 0)
    for name in HOSTILE:
        await database.write(people.find_or_create, shop.site, Claims(name=name), DIRECT)

    rows = (await table(database, shop))[1:]

    assert {row[0] for row in rows} == set(HOSTILE.values())
    assert len(rows) == len(HOSTILE)


async def test_k6_a_link_opens_once_for_whoever_asked_within_its_time(database: Database):
    shop = await open_shop(database, 0)
    token = await database.write(export.make_link, shop.site, shop.anna, Asked(q="jov", seen_since=5))

    for site, member, said in (
        (shop.site, shop.pavle, token),
        ("other", shop.anna, token),
        (shop.site, shop.anna, "x"),
    ):
        with pytest.raises(NotFound):
            await database.write(export.use_link, site, member, said)
    assert await database.write(export.use_link, shop.site, shop.anna, token) == Asked(q="jov", seen_since=5)
    with pytest.raises(NotFound):
        await database.write(export.use_link, shop.site, shop.anna, token)

    late = await database.write(export.make_link, shop.site, shop.anna, Asked())
    await database.write(lambda tx: tx.run(export_links.update().values(expires_at=tx.now)))
    with pytest.raises(NotFound):
        await database.write(export.use_link, shop.site, shop.anna, late)


async def test_the_table_is_told_in_its_readers_words_and_in_the_sites_zone(database: Database):
    shop = await open_shop(database)
    new = NewField.read({"label": {"ru": "Опт"}, "kind": "yes_no", "key": "bulk"})
    await database.write(fields.add, shop.site, shop.anna, new)
    await database.write(
        editing.change, shop.site, shop.people[0], shop.anna, CardChange.read({"fields": {"bulk": True}})
    )
    await database.write(lambda tx: tx.run(clients.update().values(created_at=1_778_760_360_000)))
    given = Agreement({"contact": "Call me."}, "w", 1, "192.0.2.1", "https://shop.rs/")
    await database.write(consents.record, shop.site, shop.people[0], "l", given)
    said = Heading({}, "ru", {"contact": "Связаться"}, {"yes": "Да"}, "Напрямую", ZoneInfo("Europe/Moscow"))

    async def first(**more: Heading) -> dict[str, str]:
        rows = await table(database, shop, **more)
        return next(
            row for row in (dict(zip(rows[0], each, strict=True)) for each in rows[1:]) if row["id"] == shop.people[0]
        )

    told, plain = await first(heading=said), await first()
    names = ("Опт", "first_source", "consents", "created_at")
    assert [told[name] for name in names] == ["Да", "Напрямую", "Связаться", "2026-05-14T15:06:00+03:00"]
    assert [plain[name] for name in names] == ["yes", "", "contact", "2026-05-14T12:06:00Z"]
