"""Tags and fields of the site's own, on their page."""

import json

from server.clients import fields, tags
from server.sites import members
from server.sites.policy import Role


def told(answer):
    return json.loads(answer.headers["hx-trigger"])["frontdesk:told"]


async def tag_ids(console, *names):
    anna = (await console.database.read(members.by_email, console.owner)).id
    return await console.database.write(tags.ensure, console.site.id, anna, names)


async def names(console):
    return [each["name"] for each in await console.database.read(tags.of_site, console.site.id)]


async def test_k5_tags_are_renamed_merged_deleted_and_brought_back(console):
    one, two, three = await tag_ids(console, "one", "two", "three")
    async with console.program(console.owner) as anna:
        empty = (await anna.client.get("/console/fields")).text
        await anna.act(f"/console/tags/{one}/rename", name="First")
        taken = await anna.act(f"/console/tags/{one}/rename", name="TWO")
        await anna.act(f"/console/tags/{two}/merge", into=one)
        gone = await anna.act(f"/console/tags/{three}/delete")
        without = await names(console)
        back = await anna.act(told(gone)["undo"]["path"])
    assert ("No fields yet" in empty, without, await names(console)) == (True, ["First"], ["First", "three"])
    assert json.loads(taken.headers["hx-trigger"])["frontdesk:refused"]["errors"] == {
        "name": "Another tag has this name. Merge the two instead."
    }
    assert (told(gone)["undo"]["target"], "three" in back.text) == ("#tags-part", True)


async def test_k5_fields_are_added_ordered_deleted_and_brought_back(console):
    async with console.program(console.owner) as anna:
        await anna.act("/console/fields/add", label="Roast", kind="choice", choices="Light\nDark\n\nLight")
        assert "for programs <code>roast</code>" in (await anna.client.get("/console/fields")).text
        await anna.act("/console/fields/add", label="Birthday", kind="date", choices="")
        wrong = await anna.act("/console/fields/add", label="", kind="choice", choices="")
        [roast, birthday] = await console.database.read(fields.of_site, console.site.id)
        await anna.act(f"/console/fields/{birthday.id}/change", place="0")
        await anna.act(f"/console/fields/{roast.id}/change", label="The roast", choices="Light\nNew")
        gone = await anna.act(f"/console/fields/{birthday.id}/delete")
        await anna.act(told(gone)["undo"]["path"])
    known = await console.database.read(fields.of_site, console.site.id)
    assert [(each.label, list(each.choices)) for each in known] == [
        ({"en": "Birthday"}, []), ({"en": "The roast"}, ["Light", "New"]),
    ]  # fmt: skip
    assert wrong.status_code == 422


async def test_a_manager_has_no_such_page(console):
    async with console.program(await console.hire("Dmitri Orlov", Role.MANAGER)) as dmitri:
        assert (await dmitri.client.get("/console/fields")).status_code == 403
        assert (await dmitri.act("/console/fields/add", label="x")).status_code == 403
