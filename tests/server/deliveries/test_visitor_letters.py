"""Letters that ask to confirm go out by themselves, once accepted, again until then, and are always the same letter."""

import asyncio
from contextlib import asynccontextmanager, suppress

import pytest
from sqlalchemy import update

from server.database import Database, Transaction
from server.deliveries import mail_server
from server.deliveries.mail_server import read_mail_server
from server.deliveries.mailer import UNFIT, Mailer
from server.deliveries.visitor_letters import CONFIRMATIONS, OURS, VisitorLetters
from server.optin.tables import optins
from tests.server.deliveries.posting import until
from tests.server.deliveries.things import DRAWER
from tests.server.optin.asker import DRAWN, HOUR_MS, MILA, PUBLIC, Asker, open_asker
from tests.support.mailbox import open_mailbox

pytestmark = pytest.mark.storage


@asynccontextmanager
async def at_work(database: Database, url: str, draw=DRAWN.letter):
    """Let the letters be sent while the block lasts."""
    worker = VisitorLetters(CONFIRMATIONS, database, Mailer(read_mail_server(url, PUBLIC), DRAWER), draw)
    database.on_news(worker.hear)
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def states(asker: Asker):
    return [(row["state"], row["attempts"]) for row in await asker.optins()]


async def stand(asker: Asker, *expected):
    return await states(asker) == list(expected)


async def test_a_letter_goes_to_the_address_and_is_marked_as_sent(database: Database):
    asker = await open_asker(database)
    async with open_mailbox() as mailbox, at_work(database, mailbox.url):
        await asker.leave(name="Buy pills at evil.example")
        await until(lambda: stand(asker, ("sent", 1)))

    [letter] = mailbox.letters
    assert (mailbox.recipients, letter["Subject"]) == ([MILA], "Please confirm · Shop")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Send me the letter on Fridays." in mailbox.text()


async def test_a_letter_whose_mark_was_lost_is_sent_again_as_the_same_letter(database: Database):
    asker = await open_asker(database)
    async with open_mailbox() as mailbox:
        async with at_work(database, mailbox.url):
            waiting = await asker.ask()
            await until(lambda: stand(asker, ("sent", 1)))
        await database.write(_unmark, waiting["id"])  # as if the process had died between the sending and the mark
        async with at_work(database, mailbox.url):
            await until(lambda: stand(asker, ("sent", 2)))

    assert len(set(mailbox.ids)) == 1
    assert mailbox.text(0) == mailbox.text(1)


async def test_a_mail_server_that_is_away_is_tried_again_and_one_that_says_no_is_believed(database: Database):
    asker = await open_asker(database)
    async with open_mailbox() as mailbox, at_work(database, mailbox.url):
        mailbox.refuses = "451 not now"
        await asker.leave()
        await until(lambda: stand(asker, ("waiting", 1)))
        await until(lambda: reason(asker, mail_server.ADDRESS_REFUSED))
        mailbox.refuses = "550 no such mailbox"
        await asker.pass_time(HOUR_MS)
        await until(lambda: stand(asker, ("failed", 2)))

    assert mailbox.letters == []


async def test_after_the_last_attempt_it_is_given_up(database: Database):
    asker = await open_asker(database)
    async with open_mailbox() as mailbox, at_work(database, mailbox.url):
        mailbox.refuses = "451 not now"
        await asker.leave()
        for attempt in range(1, 10):
            await until(lambda attempt=attempt: stand(asker, ("waiting", attempt)))
            await until(lambda: is_free(asker))
            await asker.make_due()
        await until(lambda: stand(asker, ("failed", 10)))


async def test_without_a_mail_server_letters_wait_and_no_attempt_is_spent(database: Database):
    asker = await open_asker(database)
    async with at_work(database, ""):
        await asker.leave()
        await asyncio.sleep(0.2)

    assert await states(asker) == [("waiting", 0)]


async def test_an_address_that_could_break_a_letters_head_gets_none(database: Database):
    asker = await open_asker(database)
    async with open_mailbox() as mailbox, at_work(database, mailbox.url):
        await asker.leave(f"{MILA}\r\nBcc: all@victim.example")  # this room's handler looks at nothing
        await until(lambda: reason(asker, UNFIT))

    assert (await states(asker), mailbox.letters) == ([("failed", 1)], [])


async def test_a_letter_that_cannot_be_drawn_keeps_no_other_waiting(database: Database):
    asker = await open_asker(database)

    def draw(row):
        if row["email"] == MILA:
            raise RuntimeError("broken")
        return DRAWN.letter(row)

    async with open_mailbox() as mailbox, at_work(database, mailbox.url, draw):
        await asker.leave()
        await asker.leave("tom@post.example")
        await until(lambda: stand(asker, ("waiting", 1), ("sent", 1)))
        await until(lambda: reason(asker, OURS))

    assert mailbox.recipients == ["tom@post.example"]


async def reason(asker: Asker, expected: str) -> bool:
    return (await asker.optins())[0]["reason"] == expected


async def is_free(asker: Asker) -> bool:
    return (await asker.optins())[0]["leased_until"] is None


def _unmark(tx: Transaction, optin: str) -> None:
    tx.run(update(optins).where(optins.c.id == optin).values(state="waiting", leased_until=1))  # its lease has ended
