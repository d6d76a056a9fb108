"""Who answers what, over HTTP: departments, how much each member takes on, being away."""

import json

from server.routing import departments, duty
from server.routing.duty import Duty
from server.sites import members
from server.sites.policy import Role


async def test_l5_an_admin_makes_fills_renames_and_deletes_a_department(console):
    vera = await console.database.read(members.by_email, await console.hire("Vera Ilić"))
    async with console.program(console.owner) as anna:
        empty = (await anna.client.get("/console/departments")).text
        made = await anna.act("/console/departments", department=" Orders ", members=vera.id)
        [department] = await console.database.read(departments.of_site, console.site.id)
        form = (await anna.part(f"/console/departments/{department.id}/edit")).text
        part = (await anna.part("/console/departments")).text
        await anna.act(f"/console/departments/{department.id}", department="Wholesale")
        [changed] = await console.database.read(departments.of_site, console.site.id)
        await anna.act(f"/console/departments/{department.id}/delete")
    assert "No departments yet" in empty
    assert "The department is there." in made.headers["hx-trigger"]
    assert (department.name, department.members) == ("Orders", (vera.id,))
    assert f'value="{vera.id}" checked' in form
    assert "Vera Ilić" in part.partition('id="duties"')[0]
    assert (changed.name, changed.members) == ("Wholesale", ())
    assert await console.database.read(departments.of_site, console.site.id) == []


async def test_l5_how_much_somebody_takes_is_kept_and_what_is_no_number_or_language_is_refused(console):
    vera = await console.database.read(members.by_email, await console.hire("Vera Ilić"))
    path = f"/console/duties/{vera.id}"
    async with console.program(console.owner) as anna:
        kept = await anna.act(path, capacity="3", languages="EN, sr")
        wrong = [
            await anna.act(path, **fields)
            for fields in ({"capacity": "0"}, {"capacity": "many"}, {"capacity": "3", "languages": "Serbian"})
        ]
    assert kept.status_code == 200
    said = [json.loads(each.headers["hx-trigger"])["frontdesk:refused"]["errors"] for each in wrong]
    assert said == [{"capacity": "A number from 1 to 50."}] * 2 + [{"languages": "Codes of two letters, like en, ru."}]
    own = await console.database.read(duty.of, console.site.id, vera.id)
    assert own == Duty(capacity=3, languages=frozenset({"en", "sr"}))


async def test_a_name_twice_or_none_and_a_stranger_are_refused_in_words_beside_the_field(console):
    async with console.program(console.owner) as anna:
        await anna.act("/console/departments", department="Orders")
        answers = [
            await anna.act("/console/departments", **fields)
            for fields in ({"department": "orders"}, {"department": " "}, {"department": "New", "members": "0" * 26})
        ]
    said = [json.loads(each.headers["hx-trigger"])["frontdesk:refused"]["errors"] for each in answers]
    assert said == [
        {"department": "Another department has this name."},
        {"department": "Write a name of at most 60 characters."},
        {"members": "Choose from those who work at this site."},
    ]
    assert len(await console.database.read(departments.of_site, console.site.id)) == 1


async def test_a_manager_switches_only_themselves_and_sees_no_settings_of_it(console):
    email = await console.hire("Vera Ilić", Role.MANAGER)
    vera = await console.database.read(members.by_email, email)
    async with console.program(email) as program:
        page = await program.client.get("/console/departments")
        refused = await program.act(f"/console/duties/{vera.id}", capacity="50")
        away = (await program.act("/console/duty", away="yes")).text
        switch = (await program.part("/console/duty")).text
        team = (await program.part("/console/team")).text
        back = (await program.act("/console/duty", away="no")).text
    assert (page.status_code, refused.status_code) == (403, 403)
    assert ("I am back" in away, "I am back" in switch, "Vera" in team) == (True, True, False)
    assert "Go away for a while" in back
    assert await console.database.read(duty.of, console.site.id, vera.id) == Duty()
