"""Fields of the site's own: defined, ordered, taken off and brought back."""

import pytest

from server.audit import journal
from server.audit.journal import Wanted
from server.clients import fields
from server.clients.field_input import FieldChange, NewField
from server.database import Database
from server.errors import AlreadyExists, Invalid, NotFound
from tests.server.clients.crowd import open_shop

pytestmark = pytest.mark.storage


def new(label: str, kind: str = "text", **more: object) -> NewField:
    return NewField.read({"label": {"en": label}, "kind": kind, **more})


async def test_k5_fields_are_defined_ordered_changed_and_brought_back(database: Database):
    shop = await open_shop(database, 0)
    made = [
        await database.write(fields.add, shop.site, shop.anna, each)
        for each in (new("Roast"), new("Birthday", "date"), new("Обжарка"), new("Size", "choice", choices=["S", "M"]))
    ]

    async def keys() -> list[str]:
        return [each.key for each in await database.read(fields.of_site, shop.site)]

    assert await keys() == ["roast", "birthday", "obzharka", "size"]
    await database.write(fields.change, shop.site, shop.anna, made[3].id, FieldChange.read({"place": 0}))
    await database.write(fields.change, shop.site, shop.anna, made[0].id, FieldChange.read({"label": {"ru": "Жар"}}))
    assert await keys() == ["size", "roast", "birthday", "obzharka"]
    assert (await database.read(fields.one, shop.site, made[0].id)).called("en") == "Жар"
    await database.write(fields.remove, shop.site, shop.anna, made[1].id)
    assert await keys() == ["size", "roast", "obzharka"]
    await database.write(fields.restore, shop.site, shop.anna, made[1].id)
    assert await keys() == ["size", "roast", "birthday", "obzharka"]


async def test_a_key_is_taken_once_and_a_deleted_one_is_free_again(database: Database):
    shop = await open_shop(database, 0)
    made = await database.write(fields.add, shop.site, shop.anna, new("Roast", key="roast"))
    for key in ("roast", "phone"):
        with pytest.raises(AlreadyExists):
            await database.write(fields.add, shop.site, shop.anna, new("Again", key=key))
    await database.write(fields.remove, shop.site, shop.anna, made.id)
    await database.write(fields.add, shop.site, shop.anna, new("Again", key="roast"))
    with pytest.raises(NotFound):
        await database.write(fields.restore, shop.site, shop.anna, made.id)
    with pytest.raises(NotFound):
        await database.read(fields.one, "another site", made.id)


async def test_a_choice_keeps_a_choice(database: Database):
    shop = await open_shop(database, 0)
    made = await database.write(fields.add, shop.site, shop.anna, new("Size", "choice", choices=["S"]))
    with pytest.raises(Invalid):
        await database.write(fields.change, shop.site, shop.anna, made.id, FieldChange.read({"choices": []}))


async def test_a_key_is_made_of_the_labels_words_in_latin_letters_and_is_its_fields_own(database: Database):
    shop = await open_shop(database, 0)
    labels = ("День рождения", "день рождения!", "Щётка, объём", "Омиљена кафа", "Đorđe", "Phone", "咖啡", "2 кг")
    made = [await database.write(fields.add, shop.site, shop.anna, new(label)) for label in labels]
    assert [each.key for each in made] == [
        "den_rozhdeniya", "den_rozhdeniya_2", "shchetka_obem", "omiljena_kafa", "dorde", "phone_2", "field", "field_2",
    ]  # fmt: skip


async def test_the_journal_tells_of_a_field_by_its_name(database: Database):
    shop = await open_shop(database, 0)
    made = await database.write(fields.add, shop.site, shop.anna, new("Roast"))
    await database.write(fields.remove, shop.site, shop.anna, made.id)
    lines = await database.read(journal.lines, shop.site, 10, None, Wanted(nouns=("field",)))
    assert [(each.act, each.data) for each in lines.items] == [
        ("field.deleted", {"name": "Roast"}), ("field.created", {"name": "Roast"}),
    ]  # fmt: skip
