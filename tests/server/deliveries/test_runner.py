"""Events reach the receivers: once accepted, again until then, and one that is dead keeps nobody waiting."""

import asyncio
import time

import pytest
import standardwebhooks

from server.calls import taking
from server.calls.tables import calls
from server.clients.tables import clients, outbox
from server.database import Database
from server.deliveries import replay, targets
from server.deliveries.channels import MAIL, Failed, PutOff, Sent
from server.deliveries.erase import erase_client
from server.deliveries.targets import NewTarget, TargetChange
from server.deliveries.webhook import new_secret
from server.leads import inbox
from tests.server.deliveries.posting import SEALER, open_post, until
from tests.support.receiver import receiving, silent, status

pytestmark = pytest.mark.storage


async def test_i2_a_lead_reaches_a_healthy_webhook_within_a_second_signed_and_as_the_api_reads_it(database: Database):
    post, secret = await open_post(database), new_secret()
    async with receiving() as receiver, post.running():
        hook = await post.hook(receiver.url, secret)
        began = time.monotonic()

        lead = await post.leave(name="Анна")
        await until(lambda: len(post.sent) == 2)

    took = receiver.heard[0].at - began
    by_type = {each.said["type"]: each for each in receiver.heard}
    told = by_type["lead.created"]
    assert took < 1.0
    assert set(by_type) == {"lead.created", "callback.created"}
    assert told.line == "POST /hook HTTP/1.1"
    assert standardwebhooks.Webhook(secret).verify(told.body, told.headers) == told.said
    as_read = await database.read(inbox.one, post.desk.site, lead)
    assert told.said == {"type": "lead.created", "timestamp": as_read["at"], "data": as_read}
    [event] = [row for row in await post.desk.all(outbox) if row["event"] == "lead.created"]
    assert told.id == event["id"]
    assert {row["state"] for row in await post.deliveries("state")} == {"done"}
    assert await post.state(hook) == ("active", "")


async def test_i2_taking_and_ending_a_call_and_erasing_its_person_are_told(database: Database):
    post = await open_post(database)
    await post.leave()
    [call], [person] = await post.desk.all(calls), await post.desk.all(clients)
    async with receiving() as receiver, post.running():
        await until(lambda: _is_fanned_out(post))
        await post.hook(receiver.url, events=("callback.taken", "callback.ended", "client.erased"))

        await database.write(taking.accept, post.desk.site, call["id"], post.desk.vera)
        await database.write(taking.end, post.desk.site, call["id"], post.desk.vera, "reached")
        await until(lambda: len(receiver.heard) == 2)
        await erase_client(database, post.desk.site, person["id"])
        await until(lambda: len(receiver.heard) == 3)

    told = [each.said for each in receiver.heard]
    assert {(each["type"], each["data"]["id"]) for each in told} == {
        ("callback.taken", call["id"]),
        ("callback.ended", call["id"]),
        ("client.erased", person["id"]),
    }
    assert told[2]["data"] == {"id": person["id"], "site": post.desk.site}


async def test_k7_what_a_receiver_refuses_is_tried_again_under_the_same_id_and_stays_visible(database: Database):
    post = await open_post(database)
    async with receiving(status(500, b"not now")) as receiver, post.running():
        hook = await post.hook(receiver.url, events=("lead.created",))
        await post.leave()
        await until(lambda: _has(post, attempts=1, state="waiting"))
        [waiting] = await post.deliveries()
        ill = await database.read(targets.find, hook.id)
        for tried in range(2, 11):
            await post.make_due()
            await until(lambda tried=tried: _has(post, attempts=tried, leased_until=None))
        [failed] = await post.deliveries()

        receiver.answer = status(204)
        await database.write(replay.replay, failed["id"], post.desk.vera)
        await until(lambda: _has(post, state="done"))

    assert (waiting["reason"], waiting["client"] is not None) == ("answered 500", True)
    assert ill is not None
    assert ill.failing_since is not None
    assert (failed["state"], failed["attempts"], failed["done_at"]) == ("failed", 10, None)
    assert len(set(receiver.ids)) == 1
    assert len(receiver.ids) == 11
    log = await post.attempts("number", "status", "reason", "answer")
    assert log[0] == {"number": 1, "status": 500, "reason": "answered 500", "answer": "not now"}
    assert log[10] == {"number": 11, "status": 204, "reason": "", "answer": ""}
    well = await database.read(targets.find, hook.id)
    assert well is not None
    assert well.failing_since is None


async def test_k7_a_receiver_that_answers_410_is_switched_off_and_what_waits_goes_out_when_it_is_on_again(
    database: Database,
):
    post = await open_post(database)
    async with receiving(status(410)) as receiver, post.running():
        hook = await post.hook(receiver.url, events=("lead.created",))
        await post.leave()
        await until(lambda: _is_off(post, hook))
        waiting = await post.deliveries("state", "attempts", "reason")
        await post.make_due()

        receiver.answer = status(200)
        await database.write(targets.change, SEALER, hook.id, TargetChange(is_active=True), post.desk.vera)
        await until(lambda: _has(post, state="done"))

    assert await post.state(hook) == ("active", "")
    assert waiting == [{"state": "waiting", "attempts": 1, "reason": "answered 410: it wants no more events"}]


async def test_k7_what_told_of_an_erased_person_is_cancelled_and_says_so(database: Database):
    post = await open_post(database)
    async with receiving(status(500, b"Anna is unknown")) as receiver, post.running():
        await post.hook(receiver.url, events=("lead.created",))
        await post.leave(name="Anna")
        await until(lambda: _has(post, attempts=1, state="waiting"))
        [person] = await post.desk.all(clients)

        await erase_client(database, post.desk.site, person["id"])

    row = await post.deliveries("state", "reason", "client", "thing")
    assert row == [{"state": "cancelled", "reason": "erased", "client": None, "thing": ""}]
    assert await post.attempts("client", "answer") == [{"client": None, "answer": ""}]


async def test_a_thing_that_is_gone_at_the_moment_of_sending_is_not_told_of(database: Database):
    post = await open_post(database)
    async with receiving() as receiver:
        await post.hook(receiver.url, events=("lead.created",))
        await post.leave()
        await database.write(lambda tx: tx.run(_leads().delete()))
        async with post.running():
            await until(lambda: _has(post, state="cancelled"))

    assert receiver.heard == []
    assert await post.deliveries("reason", "attempts") == [{"reason": "erased", "attempts": 0}]


async def test_g21_one_dead_receiver_does_not_delay_the_others(database: Database):
    post = await open_post(database)
    async with receiving() as healthy, receiving(silent) as dead, post.running():
        for receiver in (dead, healthy):
            await post.hook(receiver.url, events=("lead.created",))
        sent: dict[str, float] = {}
        for n in range(40):
            lead = await post.leave(phone=f"+38164{n:07}", visitor=f"{n:022}", address=f"198.51.100.{n}")
            sent[lead] = time.monotonic()
            await asyncio.sleep(0.01)
        await until(lambda: len(healthy.heard) == 40)

    late = sorted(each.at - sent[each.said["data"]["id"]] for each in healthy.heard)
    assert late[-1] < 2.0
    assert 1 <= len(dead.heard) <= 4


async def test_a_webhooks_secret_of_before_signs_beside_the_new_one_for_a_day(database: Database):
    post, old, new = await open_post(database), new_secret(), new_secret()
    async with receiving() as receiver, post.running():
        hook = await post.hook(receiver.url, old, events=("lead.created",))
        await database.write(targets.rotate, SEALER, hook.id, new, post.desk.vera)
        await database.write(replay.ping, hook.id)
        await until(lambda: receiver.heard)

    [heard] = receiver.heard
    for secret in (old, new):
        assert standardwebhooks.Webhook(secret).verify(heard.body, heard.headers)["type"] == "ping"
    assert heard.said["data"] == {"id": hook.id, "site": post.desk.site}


class Box:
    """A channel that gathers: as often as it is told to put off, then one sending with everything."""

    most = 100

    def __init__(self, *said) -> None:
        self.said, self.sendings = list(said), []

    async def send(self, target, messages):
        """As the test wants it."""
        self.sendings.append([each.type for each in messages])
        said = self.said.pop(0)
        if isinstance(said, Exception):
            raise said
        return said


async def test_a_channel_may_put_off_carry_some_or_break_and_nothing_is_lost(database: Database):
    box = Box(PutOff(0), Sent(carried=1), ValueError("a canary"), Failed("no box"), Sent())
    post = await open_post(database, {MAIL: box})
    await database.write(targets.create, SEALER, post.desk.site, NewTarget(MAIL, "vera@shop.example"), None)
    for n in range(3):
        await post.leave(phone=f"+38164000000{n}", visitor=f"{n:022}")
    async with post.running():
        await until(lambda: len(box.sendings) == 3)
        await until(lambda: _settled(post))
        broken = {row["reason"] for row in await post.deliveries("reason")}
        for sendings in (4, 5):
            await post.make_due()
            await until(lambda sendings=sendings: len(box.sendings) == sendings)
            await until(lambda: _settled(post))

    assert [len(each) for each in box.sendings] == [6, 6, 5, 5, 5]
    assert broken == {"", "something went wrong on our side; it is in our log"}
    rows = await post.deliveries("state", "attempts")
    assert sorted(row["attempts"] for row in rows) == [1, 3, 3, 3, 3, 3]
    assert {row["state"] for row in rows} == {"done"}


async def test_a_target_whose_secret_or_channel_is_not_there_fails_in_words(database: Database):
    post = await open_post(database, {MAIL: Box()})
    async with post.running():
        await post.hook("https://shop.example/")
        await post.leave()
        await until(lambda: _has(post, attempts=1, state="waiting"))

    assert {row["reason"] for row in await post.deliveries("reason")} == {"this installation has no such channel"}


async def _has(post, **wanted):
    rows = await post.deliveries()
    return bool(rows) and all(row[name] == value for row in rows for name, value in wanted.items())


async def _settled(post):
    return all(row["state"] != "sending" for row in await post.deliveries())


async def _is_off(post, hook):
    return (await post.state(hook))[0] == "disabled"


async def _is_fanned_out(post):
    return all(row["state"] == "done" for row in await post.desk.all(outbox))


def _leads():
    from server.leads.tables import leads

    return leads
