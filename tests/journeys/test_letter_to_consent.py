"""Double opt-in from the form to the consent: a letter asks, looking changes nothing, a press records it once."""

import re
import signal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from server.sites.instants import read_instant
from tests.server.hub.serving import until
from tests.support.mailbox import Mailbox, open_mailbox
from tests.support.running import Running, RunServer
from tests.support.submitting import new_token

MILA = "mila@post.example"
SETTINGS = {"confirm_by_mail": True, "ask_name": True, "consent_contact": {"ru": "Пишите мне по пятницам."}}


async def test_p2_what_is_ticked_becomes_a_consent_by_a_press_behind_a_letters_link(run_server: RunServer) -> None:
    async with open_mailbox() as mailbox:
        running = await run_server(FRONTDESK_SMTP_URL=mailbox.url)
        lead = await leave(running, name="Win a phone at evil.example")
        await until(lambda: mailbox.letters)
        path = link(mailbox, running)
        looked = await running.ask("GET", path, headers={"Host": "evil.example"})
        before = await consents(running, lead["client"])
        pressed = [await running.ask("POST", path) for _ in range(2)]
        after = await consents(running, lead["client"])

    said = mailbox.text() + mailbox.html() + str(mailbox.letters[0]["Subject"])
    assert ("evil.example" in said, "Пишите мне по пятницам." in said) == (False, True)
    assert (mailbox.recipients, mailbox.letters[0]["Auto-Submitted"]) == ([MILA], "auto-generated")
    assert (looked.status_code, before, {each.status_code for each in pressed}) == (200, [], {303})
    [agreed] = after
    assert (agreed["purpose"], agreed["text"], agreed["lead"]) == ("contact", "Пишите мне по пятницам.", lead["id"])
    assert read_instant(agreed["at"]) < read_instant(agreed["confirmed_at"])
    assert MILA not in running.log


async def test_p2_a_person_presses_the_button_in_a_browser_that_runs_nothing(run_server: RunServer, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    async with open_mailbox() as mailbox:
        running = await run_server(FRONTDESK_SMTP_URL=mailbox.url)
        lead = await leave(running)
        await until(lambda: mailbox.letters)
        await page.goto(f"{running.address}{link(mailbox, running)}")
        found = await Axe().run(page)
        await page.get_by_role("button", name="Подтвердить").click()
        await expect(page.get_by_role("heading", name="Спасибо, подтверждено")).to_be_visible()
        agreed = await consents(running, lead["client"])
        back = await page.get_by_role("link", name="Вернуться").get_attribute("href")
        await page.get_by_role("link", name="Больше не согласен").click()
        await page.get_by_role("button", name="Отозвать согласие").click()
        await expect(page.get_by_role("heading", name="Готово: согласие отозвано")).to_be_visible()
        found_after = await Axe().run(page)
        [withdrawn] = await consents(running, lead["client"])
        await page.get_by_role("button", name="Согласиться снова").click()
        await expect(page.get_by_role("heading", name="Спасибо, подтверждено")).to_be_visible()

    assert (back, len(agreed), withdrawn["withdrawn_at"] is None) == (f"{running.pages.origin}/beans", 1, False)
    assert (found.response["violations"], found_after.response["violations"], complaints) == ([], [], [])


@pytest.mark.parametrize("point", ["before_claim", "after_sent"])
async def test_a_letter_survives_a_kill_and_is_at_most_the_same_letter_again(point: str, run_server: RunServer) -> None:
    async with open_mailbox() as mailbox:
        armed = {"FRONTDESK_TESTING": "1", "FRONTDESK_FAILPOINT": f"{point}:1"}
        running = await run_server(FRONTDESK_SMTP_URL=mailbox.url, **armed)
        await leave(running, wait=False)
        assert await running.ended() == -signal.SIGKILL
        sent_before = len(mailbox.letters)
        await running.start(FRONTDESK_FAILPOINT="")
        await until(lambda: len(mailbox.letters) > sent_before)
        path = link(mailbox, running)
        assert (await running.ask("POST", path)).status_code == 303

    assert sent_before == (1 if point == "after_sent" else 0)
    assert len(set(mailbox.ids)) == 1


async def leave(running: Running, *, name: str = "", wait: bool = True) -> dict[str, str]:
    """A visitor leaves an address in a pop-up; gives back the lead as the team reads it."""
    widget = await running.place("popup", settings=SETTINGS)
    page = {"url": f"{running.pages.origin}/beans", "title": "Beans", "referrer": ""}
    values = {"email": MILA, "name": name}
    sent = {"key": new_token(), "widget": widget, "values": values, "consent": ["contact"], "page": page}
    sent["language"] = "ru"
    answer = await running.ask("POST", f"/v1/sites/{running.key}/submissions", sent, {"Origin": running.pages.origin})
    assert (answer.status_code, answer.json()["confirm"]) == (201, True)
    found: dict[str, str] = await running.api("GET", f"/leads/{answer.json()['lead']}") if wait else {}
    return found


async def consents(running: Running, client: str) -> list[dict[str, str]]:
    """What the person has agreed to, as programs read it."""
    found: list[dict[str, str]] = (await running.api("GET", f"/clients/{client}/consents"))["items"]
    return found


def link(mailbox: Mailbox, running: Running) -> str:
    """Where the newest letter's button leads, which is the address that the installation is set to."""
    [address] = re.findall(r'class="btn" href="([^"]+)"', mailbox.html())
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == running.address
    return parts.path
