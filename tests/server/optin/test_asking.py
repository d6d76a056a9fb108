"""What has to be confirmed waits, and letters that strangers cause stay few."""

import asyncio
import json

import pytest

from server.clients.tables import consents
from server.database import Database
from server.leads.tables import leads
from server.optin import asking, stopping
from tests.server.optin.asker import DAY_MS, HOUR_MS, MILA, open_asker

pytestmark = pytest.mark.storage


async def test_p2_what_is_ticked_waits_with_its_words_and_is_no_consent_yet(database: Database):
    asker = await open_asker(database)

    kept = await asker.leave(consent=["contact", "newsletter"], language="ru")

    [lead], [agreed], [waiting] = await asker.desk.all(leads), await asker.desk.all(consents), await asker.optins()
    assert kept.answer == {"lead": lead["id"], "visitor": None, "confirm": True}
    assert (agreed["purpose"], agreed["text"]) == ("contact", "Ответьте мне письмом.")
    assert json.loads(waiting["words"]) == {"newsletter": "Присылайте мне письмо по пятницам."}
    assert (waiting["email"], waiting["client"], waiting["lead"]) == (MILA, lead["client"], lead["id"])
    assert (waiting["language"], waiting["address"], waiting["version"]) == ("ru", "198.51.100.7", 1)
    assert (waiting["state"], waiting["ends_at"] - waiting["at"]) == ("waiting", 7 * DAY_MS)


async def test_the_same_send_again_gets_the_first_answer_and_no_second_letter(database: Database):
    asker = await open_asker(database)
    sent = asker.desk.submission(values={"email": MILA}, consent=["newsletter"])

    first, again = [
        await asker.desk.reception.receive(asker.desk.published, "w1", sent, None, "198.51.100.7") for _ in range(2)
    ]

    assert (first.answer, again.first) == (again.answer, False)
    assert len(await asker.optins()) == 1


async def test_nothing_ticked_and_what_looks_like_spam_ask_nothing(database: Database):
    asker = await open_asker(database)

    answers = [(await asker.leave(**said)).answer for said in ({"consent": []}, {"trap": "x"})]

    assert ["confirm" in each for each in answers] == [False, True]  # a machine is told what everybody is told
    assert (await asker.optins(), len(await asker.desk.all(leads))) == ([], 2)


async def test_g22_an_address_gets_one_letter_a_day_of_a_site_and_every_lead_is_kept(database: Database):
    asker = await open_asker(database)

    answers = [(await asker.leave()).answer["confirm"] for _ in range(3)]
    await asker.pass_time(DAY_MS - HOUR_MS)
    answers.append((await asker.leave()).answer["confirm"])
    within = len(await asker.optins())
    await asker.pass_time(HOUR_MS + 1000)
    answers.append((await asker.leave()).answer["confirm"])

    assert answers == [True] * 5  # the same, whether somebody is known or not
    assert (within, len(await asker.optins()), len(await asker.desk.all(leads))) == (1, 2, 5)


async def test_g22_of_many_at_the_same_moment_one_causes_a_letter(database: Database):
    asker = await open_asker(database)

    answers = await asyncio.gather(*(asker.leave() for _ in range(8)))

    assert [each.answer.get("confirm") for each in answers] == [True] * 8
    assert len(await asker.optins()) == 1


async def test_g22_an_address_gets_three_letters_a_day_of_the_whole_installation(database: Database):
    asker = await open_asker(database)
    everyone = [asker, *[await asker.second_site() for _ in range(3)]]

    answers = [(await each.leave()).answer.get("confirm") for each in everyone]

    assert answers == [True] * 4
    assert len(await asker.optins()) == 3
    assert len(await asker.desk.all(leads)) == 4


async def test_g22_a_site_sends_so_many_letters_a_day(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(asking, "PER_SITE_A_DAY", 2)
    asker = await open_asker(database)

    answers = [(await asker.leave(f"a{n}@post.example")).answer.get("confirm") for n in range(3)]
    elsewhere = (await (await asker.second_site()).leave("a9@post.example")).answer.get("confirm")

    assert (answers, elsewhere, len(await asker.optins())) == ([True] * 3, True, 3)
    assert len(await asker.desk.all(leads)) == 4


async def test_g22_one_network_causes_so_many_letters_a_day_at_a_site_whatever_it_writes(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(asking, "PER_NETWORK_A_DAY", 2)
    asker = await open_asker(database)

    answers = [(await asker.leave(f"a{n}@post.example")).answer.get("confirm") for n in range(3)]
    await asker.leave("b@post.example", address="203.0.113.200")
    await (await asker.second_site()).leave("c@post.example")

    assert (answers, len(await asker.desk.all(leads))) == ([True] * 3, 5)
    assert [row["email"][0] for row in await asker.optins()] == ["a", "a", "b", "c"]


async def test_who_wants_no_such_letter_gets_none_from_this_site_and_nobody_learns_of_it(database: Database):
    asker = await open_asker(database)
    await database.write(stopping.stop, (await asker.ask())["id"])
    await asker.pass_time(2 * DAY_MS)

    here, elsewhere = await asker.leave(), await (await asker.second_site()).leave()

    assert ("confirm" in here.answer, "confirm" in elsewhere.answer) == (True, True)
    assert len(await asker.optins()) == 2
