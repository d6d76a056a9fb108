"""Where news goes, by the console: added, tested, switched off and on, taken away and put back."""

import asyncio
import json
import re
from contextlib import asynccontextmanager

import pytest

from server.api.things import thing
from server.audit import journal
from server.console.letters import Letters
from server.deliveries import listing, removing, targets
from server.deliveries.channels import CHANNELS, MAIL, TELEGRAM
from server.deliveries.mail import MailChannel
from server.deliveries.mail_server import read_mail_server
from server.deliveries.mailer import Mailer
from server.deliveries.runner import Runner
from server.deliveries.targets import NewTarget
from server.sites import sites
from server.sites.policy import Role
from server.sites.settings import NewSite
from tests.server.console.at_work import KINDS, SEALER, SHOP
from tests.server.console.delivering import subscribe
from tests.server.hub.serving import until
from tests.support.desk import make_owner
from tests.support.mailbox import open_mailbox
from tests.support.telegram import CHAT, TOKEN

MAKE, TICKED = "/console/targets?channel=", {"event": "lead.created", "kind": "letter"}
TEAM = "team@harbourrow.example"


@asynccontextmanager
async def sending(console, url):
    """The work that sends what is due by mail."""
    mailer = Mailer(read_mail_server(url, console.address), Letters(KINDS, console.address))
    runner = Runner(console.database, SEALER, {MAIL: MailChannel(console.database, mailer)}, thing, lambda: None)
    console.database.on_news(runner.hear)
    work = asyncio.create_task(runner.run())
    try:
        yield
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


async def add(console, address=TEAM, **more):
    """A mail target that is told of leads."""
    new = NewTarget(MAIL, address, events=("lead.created",), **more)
    return await console.database.write(targets.create, SEALER, console.site.id, new, None)


async def kept(console):
    """The site's targets as they are stored."""
    return (await console.database.read(targets.of_site, console.site.id)).items


def events_of(answer):
    """What the page's scripts are let know."""
    return json.loads(answer.headers["hx-trigger"])


async def test_a_web_address_that_is_refused_is_told_which_may_be_and_who_may_allow_another(console):
    async with console.program(console.owner) as anna:
        refused = await anna.act(MAKE + "webhook", hook_url="http://10.0.0.1/in", **TICKED)
        plain = await anna.act(MAKE + "webhook", hook_url="http://x.example/in", **TICKED)
    said = events_of(refused)["frontdesk:refused"]["errors"]["hook_url"]
    assert [word for word in ("https://", "http://", "443 or 80", "FRONTDESK_OUTGOING_ALLOW") if word not in said] == []
    assert (refused.status_code, plain.status_code) == (422, 200)


async def test_each_channel_has_its_form_and_makes_its_target(console):
    async with console.program(console.owner) as anna:
        forms = {each: (await anna.part(f"/console/targets/new?channel={each}")).text for each in CHANNELS}
        mail = await anna.act(MAKE + "mail", mail_address=TEAM, language="ru", **TICKED)
        chat = await anna.act(MAKE + "telegram", chat_id=CHAT, bot_token=TOKEN, **TICKED)
        hook = await anna.act(MAKE + "webhook", hook_url="https://x.example/in", **TICKED)
        listed = (await anna.part("/console/targets")).text
    fields = {"mail": "mail_address", "telegram": "bot_token", "webhook": "hook_url"}
    assert [each for each in forms if f'name="{fields[each]}"' not in forms[each]] == []
    assert [answer.status_code for answer in (mail, chat, hook)] == [200] * 3
    assert [(each.channel, each.address, each.language) for each in reversed(await kept(console))] == [
        ("mail", TEAM, "ru"), ("telegram", CHAT, "en"), ("webhook", "https://x.example/in", "en"),
    ]  # fmt: skip
    assert "frontdesk:close" in events_of(mail)
    assert re.findall(r"whsec_[A-Za-z0-9+/=]{20,}", hook.text) != []
    assert (TOKEN in listed + chat.text, "whsec_" in listed, TEAM in listed) == (False, False, True)


async def test_what_is_wrong_is_said_at_its_field_in_the_readers_language(console):
    async with console.program(await console.hire("Vera", Role.ADMIN, "ru")) as vera:
        vera.client.cookies.set("frontdesk_language", "ru", path="/console")
        refused = await vera.act("/console/targets?channel=mail", mail_address="anna")
    assert (refused.status_code, events_of(refused)["frontdesk:refused"]["errors"]) == (
        422,
        {
            "mail_address": "Адрес почты, например anna@shop.example.",
            "events": "Выберите хотя бы одно.",
            "kinds": "Выберите хотя бы один.",
        },
    )
    assert await kept(console) == []


async def test_a_target_is_changed_switched_off_and_on(console):
    made = await add(console, name="Team")
    async with console.program(console.owner) as anna:
        form = (await anna.part(f"/console/targets/{made.id}/edit")).text
        said = {"mail_address": "new@x.example", "name": "", "event": "callback.ended", "kind": "letter"}
        await anna.act(f"/console/targets/{made.id}", **said)
        [changed] = await kept(console)
        await anna.act(f"/console/targets/{made.id}/switch")
        [off] = await kept(console)
        refused = await anna.act(f"/console/targets/{made.id}/test")
        await anna.act(f"/console/targets/{made.id}/switch")
        [on] = await kept(console)
    assert (f'value="{TEAM}"' in form, 'value="Team"' in form) == (True, True)
    assert (changed.address, changed.name, changed.events) == ("new@x.example", "", ("callback.ended",))
    assert (off.state, on.state, refused.status_code) == ("disabled", "active", 404)


async def test_a_webhooks_new_secret_is_shown_once_and_nobody_elses_is_made(console):
    new = NewTarget("webhook", "https://x.example/in", secret="whsec_b2xk")
    hook = await console.database.write(targets.create, SEALER, console.site.id, new, None)
    mail = await add(console)
    async with console.program(console.owner) as anna:
        answer = await anna.act(f"/console/targets/{hook.id}/secret")
        refused = await anna.act(f"/console/targets/{mail.id}/secret")
    assert (len(re.findall(r"whsec_[A-Za-z0-9+/=]{20,}", answer.text)), "24 hours" in answer.text) == (1, True)
    assert (refused.status_code, answer.headers["cache-control"]) == (404, "no-store")


async def test_what_is_removed_can_be_put_back_until_it_is_deleted(console):
    made = await add(console)
    async with console.program(console.owner) as anna:
        await anna.act(f"/console/targets/{made.id}/delete")
        untouched = await kept(console)
        await anna.act(f"/console/targets/{made.id}/aside")
        listed = (await anna.part("/console/targets")).text
        await anna.act(f"/console/targets/{made.id}/back")
        [back] = await kept(console)
        await anna.act(f"/console/targets/{made.id}/aside")
        answers = [await anna.act(f"/console/targets/{made.id}/delete") for _ in range(2)]
    assert (untouched, [back]) == ([made], [made])
    assert ("Put it back" in listed, 'hx-trigger="load delay:15s"' in listed) == (True, True)
    assert ([answer.status_code for answer in answers], await kept(console)) == ([200, 404], [])
    acts = [each.act for each in (await console.database.read(journal.lines, console.site.id, 10)).items]
    assert acts[:2] == ["target.deleted", "target.set_aside"]


async def test_a_test_says_whether_it_arrived(console):
    made = await add(console)
    async with open_mailbox() as mailbox, sending(console, mailbox.url), console.program(console.owner) as anna:
        begun = (await anna.act(f"/console/targets/{made.id}/test")).text
        address = re.search(r'hx-get="(/console/deliveries/\w+/tested)"', begun)[1]
        await until(lambda: mailbox.letters)
        await finished(console, address.split("/")[3])
        said = (await anna.part(address)).text
        mailbox.refuses = "550 no such mailbox"
        begun = (await anna.act(f"/console/targets/{made.id}/test")).text
        again = re.search(r'hx-get="(/console/deliveries/\w+/tested)"', begun)[1]
        await finished(console, again.split("/")[3])
        refused = (await anna.part(again)).text
        listed = (await anna.part("/console/targets")).text
    assert ("It is on its way." in begun, "It was accepted there." in said, "hx-get" in said) == (True, True, False)
    assert "It was not accepted. The mail server does not take letters for this address." in refused
    assert ("Nothing arrives since" in listed, "1 failed" in listed) == (True, True)


async def finished(console, delivery):
    """Wait until a delivery has come to something."""
    for _ in range(500):
        if (await console.database.read(listing.one, delivery))["state"] in ("done", "failed"):
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


async def test_that_no_mail_server_is_set_up_is_said_where_letters_would_wait(console):
    async with console.program(console.owner) as anna:
        before = (await anna.part("/console/targets")).text
        await add(console)
        after = (await anna.part("/console/targets")).text
        form = (await anna.part("/console/targets/new?channel=mail")).text
    warning = "No mail server is set up, so letters wait."
    assert (warning in before, warning in after, warning in form) == (False, True, True)


async def test_that_nobody_can_be_asked_to_confirm_is_said_once_somebody_waits(console):
    async with console.program(console.owner) as anna:
        before = (await anna.part("/console/targets")).text
        person = await subscribe(console)
        after = (await anna.part("/console/targets")).text
    warning = "letters that confirm a subscription cannot be sent"
    assert (warning in before, warning in after, len(person)) == (False, True, 26)


@pytest.mark.parametrize("act", ["switch", "secret", "aside", "back", "delete", "test", "replay", ""])
async def test_g17_another_sites_target_looks_like_one_that_is_not_there(console, act):
    other = await console.database.write(sites.create, NewSite.read(SHOP | {"name": "Other"}), await somebody(console))
    new = NewTarget(TELEGRAM, CHAT, secret=TOKEN)
    theirs = await console.database.write(targets.create, SEALER, other.id, new, None)
    path = f"/console/targets/{theirs.id}/{act}".rstrip("/")
    async with console.program(console.owner) as program:
        foreign = await program.act(path)
        missing = await program.act(path.replace(theirs.id, "0" * 26))
        await program.act(f"/console/targets/{theirs.id}/delete")
        form = await program.part(f"/console/targets/{theirs.id}/edit")
    assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content) == (404, b"")
    kept_there = await console.database.read(targets.find, theirs.id)
    assert (form.status_code, kept_there.reason in removing.ASIDE) == (404, False)


async def somebody(console):
    """The owner of another site."""
    return await make_owner(console.database, "other@elsewhere.example")


async def test_a_manager_neither_sees_nor_changes_deliveries(console):
    made = await add(console)
    async with console.program(await console.hire("Vera")) as vera:
        answers = [await vera.client.get("/console/deliveries"), await vera.part("/console/targets")]
        answers += [
            await vera.act(f"/console/targets/{made.id}/{act}") for act in ("switch", "aside", "test", "replay")
        ]
        settings = (await vera.client.get("/console/site")).text
    assert [answer.status_code for answer in answers] == [403] * 6
    assert "/console/deliveries" not in settings


async def test_a_mailbox_that_stands_in_the_list_is_refused_at_its_field_in_words(console):
    first = await add(console)
    other = await add(console, "other@x.example")
    async with console.program(console.owner) as anna:
        refused = [
            await anna.act(MAKE + "mail", mail_address=TEAM, **TICKED),
            await anna.act(f"/console/targets/{other.id}", mail_address=TEAM, **TICKED),
        ]
        await anna.act(f"/console/targets/{first.id}/aside")
        anew = await anna.act(MAKE + "mail", mail_address=TEAM, name="Evil\u202e\u200b", **TICKED)
        back = await anna.act(f"/console/targets/{first.id}/back")
    words = "This mailbox is on the list already. Change the one that is there."
    assert [(each.status_code, events_of(each)["frontdesk:refused"]["errors"]) for each in refused] == [
        (409, {"mail_address": words})
    ] * 2
    assert (anew.status_code, events_of(back)["frontdesk:told"]["words"]) == (200, words)
    assert sorted(each.state for each in await kept(console) if each.address == TEAM) == ["active", "disabled"]
