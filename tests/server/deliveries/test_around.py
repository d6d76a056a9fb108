"""What is known around an event: the widget's name, and until when we promised to call."""

import pytest

from server.calls.tables import calls
from server.deliveries.around import desk_of, happened
from server.deliveries.channels import Message, SiteLine
from server.deliveries.letters import Desk
from server.leads import inbox
from server.sites import widgets
from server.sites.widget_input import NewWidget
from tests.server.leads.desk import open_desk
from tests.support.desk import KINDS, make_site

pytestmark = pytest.mark.storage
LINE = SiteLine("s" * 26, "Harbour Row", "Europe/Belgrade", ("en",))


async def test_a_lead_brings_the_promise(database):
    desk = await open_desk(database)
    await desk.leave()
    [call] = await desk.all(calls)
    [lead] = (await database.read(inbox.leads, desk.site)).items
    said = Message("e", "lead.created", 5, LINE, lead)

    [told] = await database.read(happened, [said])

    promised = call["asked_at"] + 1000 * call["promise_seconds"]
    assert (told.type, told.at, told.thing, told.promised_until) == ("lead.created", 5, lead, promised)


async def test_a_thing_of_a_widget_brings_the_widgets_name(database):
    site = await make_site(database)
    bell = await database.write(widgets.create, KINDS, site.id, NewWidget(kind="bell", name="At the door"))
    said = Message("e", "callback.created", 5, LINE, {"id": "x", "widget": bell.id})
    assert (await database.read(happened, [said]))[0].widget == "At the door"


async def test_a_widget_that_is_gone_and_a_thing_without_one_bring_nothing(database):
    said = [Message("e", "lead.created", 5, LINE, {"id": "x", "widget": "y"}), Message("f", "ping", 6, LINE, {})]
    told = await database.read(happened, said)
    assert [(each.type, each.widget, each.promised_until) for each in told] == [
        ("lead.created", "", None),
        ("ping", "", None),
    ]


def test_a_letter_shows_the_sites_own_clock():
    assert desk_of(Message("e", "ping", 6, LINE, {})) == Desk("Harbour Row", "Europe/Belgrade")
