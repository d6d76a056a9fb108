"""Deliveries for tests of the console: targets, what is told there, and how it went."""

import asyncio

from server.database import now_ms
from server.deliveries import fanout, settling, targets
from server.deliveries.channels import MAIL, TELEGRAM, WEBHOOK, Failed
from server.deliveries.claiming import claim
from server.deliveries.mail_server import UNREACHABLE
from server.deliveries.settling import Sending
from server.deliveries.targets import NewTarget
from server.deliveries.telegram import SHUT_OUT
from server.sites import widgets
from server.sites.widget_input import NewWidget
from tests.server.console.at_work import KINDS, SEALER
from tests.support.telegram import CHAT, TOKEN

TEAM = "team@harbourrow.example"


async def told(console, *names, to=TEAM):
    """A target, and what these people have left on its way there."""
    new = NewTarget(MAIL, to, events=("lead.created",))
    made = await console.database.write(targets.create, SEALER, console.site.id, new, None)
    for number, name in enumerate(names):
        await console.write_letter(name=name, email=f"n{number}@x.example")
    while (await console.database.write(fanout.fan_out))[0]:
        pass
    return made


async def settle(console, made, failure=None, most=100):
    """Let a sending come to its end: accepted, or failed."""
    claimed = await console.database.write(claim, made.id, most)
    sending = Sending(claimed.target, claimed.deliveries, now_ms(), 5)
    if failure:
        failure.answer, failure.status = failure.answer or "550 5.1.1 <b>unknown</b>", failure.status or 550
        await console.database.write(settling.failed, sending, failure)
    else:
        await console.database.write(settling.accepted, sending)
    return [row["id"] for row in claimed.deliveries]


async def lively_deliveries(console):
    """Every kind of target in every state, and something of everything below."""
    first = await told(console, "Ivana Lukić", to="a.rather.long.address.of.the.whole.team@harbourrow.example")
    await settle(console, first)
    failing = await told(console, "Tom Hale", "Александра Константинопольская-Достопочтенная")
    await settle(console, failing, Failed(UNREACHABLE, again=False), most=1)
    await settle(console, failing, Failed(UNREACHABLE), most=1)
    for new, failure in (
        (
            NewTarget(TELEGRAM, CHAT, "Дежурные", ("lead.created",), ("letter",), "ru", TOKEN),
            Failed(SHUT_OUT, 403, disable=True),
        ),
        (NewTarget(WEBHOOK, "https://crm.harbourrow.example/hooks/frontdesk?source=site", secret="whsec_b2xk"), None),
    ):
        made = await console.database.write(targets.create, SEALER, console.site.id, new, None)
        await console.write_letter(name="Milan Petrović", email="milan@x.example")
        while (await console.database.write(fanout.fan_out))[0]:
            pass
        await settle(console, made, failure)


async def subscribe(console, email="mila@post.example"):
    """Somebody leaves an address, which a letter asks to confirm; gives back the person."""
    new = NewWidget(kind="popup", name="News", settings={"confirm_by_mail": True})
    popup = await console.database.write(widgets.create, KINDS, console.site.id, new)
    for _ in range(500):  # until the news of it has been told
        if popup.id in (await console.publishing.by_key(console.site.key)).widgets:
            break
        await asyncio.sleep(0.01)
    page = {"url": "https://harbourrow.example/beans", "title": "Beans", "referrer": ""}
    return await console.client_of(await console.leave(popup.id, {"email": email}, page, ("contact",)))
