"""A form says what it was drawn from, or it is not a form of ours."""

import pytest

from tests.server.console.editing import form_of, send

GROUPS = '"settings": {}, "rules": {}'


@pytest.mark.parametrize(
    "spoilt",
    [
        {"_base": "[]"},
        {"_base": "{"},
        {"_revision": "x"},
        {"_base": '{"settings": 1}'},
        {"_base": "[" * 100_000},
        {"_base": f'{{{GROUPS}, "x": NaN}}'},
        {"_base": f"{{{GROUPS}, {GROUPS}}}"},
        {"settings" + "__a" * 11: "x"},
    ],
    ids=lambda spoilt: str(spoilt)[:40],
)
async def test_a_form_that_does_not_say_what_it_was_drawn_from_is_refused(console, spoilt):
    async with console.program(console.owner) as anna:
        form = await form_of(anna, console.asks)
        assert (await send(anna, console.asks, "draft", form, **spoilt)).status_code == 400


async def test_another_sites_widget_is_not_there(console):
    from server.sites import members, sites, widgets
    from server.sites.settings import NewSite
    from server.sites.widget_input import NewWidget
    from tests.server.console.at_work import CALLING, KINDS, SHOP

    other = await console.database.write(members.create, email="z@x.example", name="Z", password_hash="")
    site = await console.database.write(sites.create, NewSite.read(SHOP), other.id)
    made = await console.database.write(widgets.create, KINDS, site.id, NewWidget(kind=CALLING))
    async with console.program(console.owner) as anna:
        form = await form_of(anna, console.asks)
        seen = [
            (await anna.client.get(f"/console/widgets/{made.id}{more}")).status_code
            for more in ("", "/versions", "/preview")
        ]
        done = [
            (await send(anna, made.id, what, form)).status_code for what in ("draft", "publish", "delete", "put-back")
        ]
    assert (seen, done) == ([404] * 3, [404] * 4)
    assert (await console.database.read(widgets.find, made.id)) == made
