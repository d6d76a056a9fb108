"""A lead is kept with its person, timeline, consents, call and deliveries in one unit of work."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from server.calls.tables import askers, calls
from server.clients import cards, timeline
from server.clients.tables import clients, consents, facts, identities, outbox, visitors
from server.database import Database, Transaction
from server.errors import KeyReused
from server.leads import intake, reception
from server.leads.arrivals import Arrival
from server.leads.once import Kept
from server.leads.tables import leads, submissions
from server.widget import MeantFor
from tests.server.leads.desk import ANNA, BORIS, NUMBER, WORDS, Desk, open_desk
from widgets.callback import WIDGET

pytestmark = pytest.mark.storage


async def test_k1_a_new_visitor_becomes_one_person_with_everything_kept_at_once(database: Database):
    desk = await open_desk(database)

    kept = await desk.leave(name="Jovana", question="Grind for a moka pot?")

    [lead] = await desk.all(leads)
    [call] = await desk.all(calls)
    [visitor] = await desk.all(visitors)
    assert kept.first
    assert kept.answer == {
        "lead": lead["id"],
        "visitor": visitor["id"],
        "state": "queued",
        "reason": "",
        "promise_seconds": 28,
    }
    assert (lead["name"], lead["phone"], lead["client"]) == ("Jovana", NUMBER, visitor["client"])
    assert (call["client"], call["question"], call["asked"]) == (visitor["client"], "Grind for a moka pot?", 1)
    assert await desk.all(identities, "kind", "value", "client") == [
        {"kind": "phone", "value": NUMBER, "client": visitor["client"]}
    ]
    assert [bool(each["verified"]) for each in await desk.all(identities)] == [False]
    assert await desk.all(facts, "name", "value") == [{"name": "name", "value": "Jovana"}]
    assert sorted((each["event"], each["thing"]) for each in await desk.all(outbox)) == [
        ("callback.created", call["id"]),
        ("lead.created", lead["id"]),
    ]
    assert await desk.news() == [("call", call["id"]), ("lead", lead["id"])]


async def test_k3_the_timeline_numbers_what_happened(database: Database):
    desk = await open_desk(database)
    await desk.leave(name="Jovana")
    [person] = await desk.all(clients)

    page = await database.read(timeline.page, person["id"])

    assert [(each["number"], each["kind"]) for each in page.items] == [(3, "call"), (2, "consent"), (1, "lead")]
    assert person["last_number"] == 3
    assert page.items[2]["data"] == {
        "widget": "w1",
        "kind": "callback",
        "values": {"phone": NUMBER, "name": "Jovana"},
        "page": "https://shop.example/beans?utm_source=letter",
    }


async def test_p3_the_journal_keeps_the_words_version_address_and_page(database: Database):
    desk = await open_desk(database)

    await desk.leave(language="ru")

    kept = await desk.all(consents, "purpose", "text", "widget", "version", "address", "page")
    assert kept == [
        {
            "purpose": "contact",
            "text": WORDS["contact"]["ru"],
            "widget": "w1",
            "version": 1,
            "address": "198.51.100.7",
            "page": "https://shop.example/beans?utm_source=letter",
        }
    ]


async def test_the_same_send_twice_is_kept_once_and_answered_alike(database: Database):
    desk = await open_desk(database)

    first = await desk.leave(key="twice")
    again = await desk.leave(key="twice")

    assert (again.first, again.answer) == (False, first.answer)
    assert [len(await desk.all(table)) for table in (leads, calls, clients, submissions, consents)] == [1] * 5


async def test_a_key_of_somebody_else_is_refused_with_nothing_kept(database: Database):
    desk = await open_desk(database)
    await desk.leave(key="mine", visitor=ANNA)

    with pytest.raises(KeyReused):
        await desk.leave(key="mine", visitor=BORIS)
    with pytest.raises(KeyReused):
        await desk.leave(key="mine", visitor=ANNA, phone="+381649999999")

    assert len(await desk.all(leads)) == 1


async def test_a_double_submit_at_the_same_moment_makes_one_lead(database: Database):
    desk = await open_desk(database)

    kept = await asyncio.gather(*(desk.leave(key="double") for _ in range(20)))

    assert [len(await desk.all(table)) for table in (leads, calls, clients, submissions)] == [1] * 4
    assert sum(each.first for each in kept) == 1
    assert len({each.answer["lead"] for each in kept}) == 1


async def test_c5_fifty_visitors_with_the_same_number_at_once_make_one_person_and_one_call(database: Database):
    desk = await open_desk(database)

    await asyncio.gather(*(desk.leave(visitor=f"{n:022}", address=f"10.0.0.{n}") for n in range(50)))

    assert len(await desk.all(leads)) == 50
    assert len(await desk.all(clients)) == 1
    assert await desk.all(calls, "asked") == [{"asked": 50}]
    assert len(await desk.all(askers)) == 50


async def test_suspected_spam_is_kept_and_listed_but_nobody_is_called_or_told(database: Database):
    desk = await open_desk(database)

    kept = await desk.leave(name="Bot", trap="https://spam.example")

    assert [bool(each["spam"]) for each in await desk.all(leads)] == [True]
    assert [await desk.all(table) for table in (calls, askers, outbox, facts)] == [[], [], [], []]
    assert kept.answer["state"] == "queued"
    assert kept.answer["reason"] == "needs_manager"
    assert await desk.news() == []


async def test_without_a_visitor_the_lead_has_a_person_and_no_browser(database: Database):
    desk = await open_desk(database)

    kept = await desk.leave(visitor=None)

    assert kept.answer["visitor"] is None
    assert await desk.all(visitors) == []
    assert len(await desk.all(clients)) == 1


async def test_a_later_claim_overwrites_neither_name_nor_fact(database: Database):
    desk = await open_desk(database)
    await desk.leave(name="Jovana", visitor=ANNA)

    await desk.leave(name="Somebody else", visitor=BORIS)

    [person] = await desk.all(clients)
    card = await database.read(cards.card, desk.site, person["id"])
    assert card["name"] == "Jovana"
    assert [(each["name"], each["value"], each["verified"]) for each in card["facts"]] == [("name", "Jovana", False)]


async def test_a_new_persons_lead_takes_at_most_fourteen_statements(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    desk = await open_desk(database)
    seen: list[object] = []
    once, many = Transaction._run, Transaction.run_many
    monkeypatch.setattr(Transaction, "_run", lambda tx, *said: (seen.append(said[0]), once(tx, *said))[1])
    monkeypatch.setattr(Transaction, "run_many", lambda tx, *said: (seen.append(said[0]), many(tx, *said))[1])

    await desk.leave(name="Jovana")

    feed = 2  # the numbers of the news and the news themselves are the database's own
    assert len(seen) - feed <= 14


@pytest.mark.parametrize("earlier", [0, 1])
async def test_a_lead_asks_the_database_no_more_often_than_it_must(
    database: Database, monkeypatch: pytest.MonkeyPatch, earlier: int
):
    desk, asked = await open_desk(database), []

    def counted(tx: Transaction, arrival: Arrival) -> Kept:
        tx._cursor = Counting(tx._cursor)
        kept = intake.keep(tx, arrival)
        asked.append(tx._cursor.asked)
        return kept

    for _ in range(earlier):
        await desk.leave(name="Jovana")
    monkeypatch.setattr(reception, "keep", counted)
    await desk.leave(name="Jovana")

    assert asked[0] <= 14


class Counting:
    """A driver's cursor that counts how often it is asked; rows of one statement that go together count once."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        self.asked += name in ("execute", "executemany")
        return getattr(self._cursor, name)


async def test_l8_a_reply_that_is_meant_for_a_member_makes_them_look_after_the_person(database: Database):
    desk = await open_desk(database)
    plain = WIDGET.on_submit

    def meant(member: str) -> Desk:
        on_submit = lambda values, visit: replace(plain(values, visit), effects=(MeantFor(member),))  # noqa: E731
        kind = desk.published.widgets["w1"].kind
        return desk.with_widget(kind=replace(kind, widget=replace(kind.widget, on_submit=on_submit)))

    await meant("somebody of another site").leave()
    nobody = [each["owner"] for each in await desk.all(clients)]
    await meant(desk.petar).leave()
    await meant(desk.vera).leave(visitor=BORIS, phone="+381641234568")
    await meant(desk.vera).leave()  # the first person again

    assert nobody == [None]
    assert [each["owner"] for each in await desk.all(clients)] == [desk.petar, desk.vera]
    [first, _] = await desk.all(clients)
    page = await database.read(timeline.page, first["id"], None, None, ["change"])
    assert [each["data"] for each in page.items] == [{"owner": desk.petar, "changed": ["owner"], "because": "reply"}]
