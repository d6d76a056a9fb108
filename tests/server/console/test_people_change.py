"""Changes of one card over HTTP."""

import json

from server.clients import cards, fields
from server.clients.field_input import NewField
from server.sites import members


async def somebody(console):
    anna = (await console.database.read(members.by_email, console.owner)).id
    for new in ({"label": {"en": "Size"}, "kind": "number"},):
        await console.database.write(fields.add, console.site.id, anna, NewField.read(new))
    return anna, await console.client_of(await console.write_letter(name="Tom", email="tom@x.example"))


def refused(answer):
    return json.loads(answer.headers["hx-trigger"])["frontdesk:refused"]["errors"]


async def test_k5_name_owner_tags_and_fields_are_changed_where_they_stand(console):
    anna_id, person = await somebody(console)
    path = f"/console/people/{person}"
    async with console.program(await console.hire("Dmitri Orlov")) as dmitri:
        await dmitri.act(f"{path}/change", owner=anna_id)
        await dmitri.act(f"{path}/change", **{"fields.size": "1,5"})
        await dmitri.act(f"{path}/tags", add="VIP <b>")
        part = (await dmitri.act(f"{path}/change", name="Tom Hale", phone="+381601234567", email="")).text
        page = (await dmitri.client.get(path)).text
        tag = part.partition('name="remove" value="')[2][:26]
        gone = (await dmitri.act(f"{path}/tags", remove=tag)).text
    card = await console.database.read(cards.card, console.site.id, person)
    assert (card["name"], card["email"], card["owner"]["id"], card["fields"], card["tags"]) == (
        "Tom Hale", "", anna_id, {"size": "1.5"}, [],
    )  # fmt: skip
    for shown in (part, page):
        assert "VIP &lt;b&gt;" in shown
        assert "by Dmitri Orlov" in shown
    assert ('hx-swap-oob="true"' in part, "<h1>Tom Hale</h1>" in part, "VIP" in gone.partition("<datalist")[0]) == (
        True, True, False,
    )  # fmt: skip
    for words in ("Dmitri Orlov changed the card", "Handed over to Anna Petrova", "Tags added: VIP"):
        assert words in page, words


async def test_k5_what_is_refused_is_said_under_its_field(console):
    _, person = await somebody(console)
    await console.ask_for_call("+381601234567", name="Ivana Lukić")
    path = f"/console/people/{person}"
    async with console.program(console.owner) as anna:
        said = [
            refused(await anna.act(f"{path}/change", phone="+381601234567")),
            refused(await anna.act(f"{path}/change", phone="12")),
            refused(await anna.act(f"{path}/change", **{"fields.size": "many"})),
            refused(await anna.act(f"{path}/tags", add="x" * 41)),
            refused(await anna.act(f"{path}/change", owner="0" * 26)),
        ]
        missing = await anna.act(f"/console/people/{'0' * 26}/change", name="x")
    assert said[0] == {"phone": "Ivana Lukić has this already. Nothing was changed."}
    assert [[*each] for each in said] == [["phone"], ["phone"], ["fields.size"], ["add"], ["owner"]]
    assert (said[2]["fields.size"], missing.status_code) == ("A number like 12.5.", 404)


async def test_p2_a_consent_is_withdrawn_for_whoever_asked_a_colleague_to(console):
    person = await console.client_of(await console.ask_for_call(name="Ivana Lukić"))
    path = f"/console/people/{person}"
    async with console.program(await console.hire("Dmitri Orlov")) as dmitri:
        before = (await dmitri.client.get(f"{path}/consents")).text
        consent = before.partition('name="withdraw" value="')[2][:26]
        after = (await dmitri.act(f"{path}/consents", withdraw=consent)).text
        again = (await dmitri.client.get(f"{path}/consents")).text
        page = (await dmitri.client.get(path)).text
        nobodys = await dmitri.act(f"{path}/consents", withdraw="0" * 26)

    assert (f'value="{consent}"' in before, f'value="{consent}"' in after, after == again) == (True, False, True)
    assert "withdrawn, " in after
    assert "by Dmitri Orlov, who was asked to" in page
    assert nobodys.status_code == 404
