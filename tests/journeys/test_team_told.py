"""A lead reaches the team where it works: a mailbox and a chat; what cannot be told stays in sight until it can."""

import asyncio
import re
import signal

import httpx2

from tests.server.hub.serving import served, until
from tests.support.mailbox import open_mailbox
from tests.support.running import EMAIL, PASSWORD, Running, RunServer
from tests.support.submitting import new_token
from tests.support.telegram import CHAT, TOKEN, Telegram

TEAM = "team@harbourrow.example"
TOLD = {"event": "lead.created", "kind": "callback"}


class Owner:
    """The owner in the console, as the console's own pages ask."""

    def __init__(self, running: Running, client: httpx2.AsyncClient) -> None:
        self.origin, self.client, self.csrf = running.address, client, ""

    async def log_in(self) -> None:
        """Begin a session, and remember the token that the pages carry."""
        headers = {"origin": self.origin, "sec-fetch-site": "same-origin"}
        self.client.headers.update(headers)
        await self.client.post("/console/login", data={"email": EMAIL, "password": PASSWORD})
        self.csrf = re.findall(r'data-csrf="([^"]+)"', await self.page())[0]

    async def add(self, channel: str, **fields: str) -> None:
        """Add a place that is told of leads."""
        headers = {"hx-request": "true", "x-csrf-token": self.csrf}
        said = await self.client.post(f"/console/targets?channel={channel}", data=TOLD | fields, headers=headers)
        assert said.status_code == 200, said.headers

    async def page(self) -> str:
        """The page of deliveries as it is now."""
        return (await self.client.get("/console/deliveries")).text


async def leave(running: Running, widget: str, name: str) -> None:
    """A visitor asks to be called."""
    page = {"url": f"{running.pages.origin}/beans", "title": "Beans", "referrer": ""}
    values = {"phone": "+381601234567", "name": name}
    sent = {"key": new_token(), "widget": widget, "values": values, "consent": ["contact"], "page": page}
    answer = await running.ask("POST", f"/v1/sites/{running.key}/submissions", sent, {"Origin": running.pages.origin})
    assert answer.status_code == 201, answer.text


async def test_k7_a_lead_reaches_mailbox_and_chat_and_what_is_refused_waits_in_sight(run_server: RunServer) -> None:
    chat = Telegram()
    async with open_mailbox() as mailbox, served(chat.app) as where:
        running = await run_server(
            FRONTDESK_SMTP_URL=mailbox.url,
            FRONTDESK_TELEGRAM_URL=f"http://{where}",
            FRONTDESK_OUTGOING_ALLOW="127.0.0.1",
        )
        widget = await running.place()
        async with httpx2.AsyncClient(base_url=running.address, timeout=20) as client:
            owner = Owner(running, client)
            await owner.log_in()
            await owner.add("mail", mail_address=TEAM)
            await owner.add("telegram", chat_id=CHAT, bot_token=TOKEN, language="ru")
            await leave(running, widget, "Ivana Lukić")
            await until(lambda: mailbox.letters and chat.messages)
            mailbox.refuses, chat.answer = "451 try again later", (502, "Bad Gateway")
            await leave(running, widget, "Tom Hale")
            await eventually(
                owner, "does not take letters for this address.", "Telegram cannot take messages right now."
            )
            mailbox.refuses, chat.answer = "", None
            await until(lambda: len(mailbox.letters) + len(chat.messages) == 4, 20)
            await eventually(owner, "Nothing waits, nothing failed")
    assert [letter["Subject"] for letter in mailbox.letters] == [
        f"{name} left a contact: Call me · Shop" for name in ("Ivana Lukić", "Tom Hale")
    ]
    assert chat.texts[1].startswith("Tom Hale – новый контакт: Call me")
    assert "We promised to call by" in mailbox.text(0)
    assert (mailbox.recipients, TOKEN in running.log, "Ivana" in running.log) == ([TEAM, TEAM], False, False)


async def test_k7_a_letter_sent_just_before_a_kill_comes_again_as_the_same_letter(run_server: RunServer) -> None:
    async with open_mailbox() as mailbox:
        armed = {"FRONTDESK_TESTING": "1", "FRONTDESK_FAILPOINT": "after_sent:1"}
        running = await run_server(FRONTDESK_SMTP_URL=mailbox.url, **armed)
        widget = await running.place()
        async with httpx2.AsyncClient(base_url=running.address, timeout=20) as client:
            owner = Owner(running, client)
            await owner.log_in()
            await owner.add("mail", mail_address=TEAM)
            await leave(running, widget, "Ivana Lukić")
            assert await running.ended() == -signal.SIGKILL
            await running.start(FRONTDESK_FAILPOINT="")
            await until(lambda: len(mailbox.letters) == 2, 20)
            await eventually(owner, "Nothing waits, nothing failed")
    assert len(set(mailbox.ids)) == 1


async def eventually(owner: Owner, *words: str) -> None:
    """Wait until the page of deliveries says all of this."""
    found: list[str] = []
    for _ in range(100):
        page = await owner.page()
        found = [each for each in words if each not in page]
        if not found:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(found)
