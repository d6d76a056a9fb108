"""The sample site is filled through the public doors, once, and says everywhere that it is a sample."""

import asyncio
from collections import Counter
from typing import Any

from server.app import build
from server.config import Installation
from server.demo.caller import Caller
from server.demo.desk import Desk, find_or_make
from server.demo.filling import Filling, acts, submission, takes_contact, with_pool
from server.demo.listening import serving
from server.demo.people import VISITORS
from server.ports import listen
from server.registry import find_kinds
from tests.server.sites.test_references import KIND as GIVER

KINDS = find_kinds()
SHOP = "http://localhost:8081"


async def filled(installation: Installation, *shops: str) -> dict[str, Any]:
    """Fill once for each address of the shop; then everything that programs read of it."""
    desk: Desk = await find_or_make(installation, shops[0])
    listening = listen(0, ("127.0.0.1",))
    caller = Caller("127.0.0.1", listening[0].getsockname()[1])
    async with serving(build(installation), listening):
        talks = [await asyncio.to_thread(Filling(caller, desk, KINDS, shop).fill) for shop in shops]
        read: dict[str, Any] = {"talks": talks}
        for name in ("", "/widgets", "/leads", "/clients", "/callbacks", "/code-pools"):
            path = f"/sites/{desk.site_id}{name}"
            read[name] = await asyncio.to_thread(caller.as_program, desk.api_token, "GET", path)
    return read


async def test_everything_is_there_and_marked_as_sample(installation: Installation) -> None:
    read = await filled(installation, SHOP)

    assert sorted(each["kind"] for each in read["/widgets"]["items"]) == [kind.name for kind in KINDS]
    assert Counter(lead["spam"] for lead in read["/leads"]["items"]) == {False: 12, True: 1}
    assert {lead["sample"] for lead in read["/leads"]["items"] + read["/clients"]["items"]} == {True}
    calls = read["/callbacks"]["items"]
    assert Counter(call["state"] for call in calls) == {"queued": 2, "manager_answered": 1, "ended": 8}
    assert {call["reason"] for call in calls} == {""}
    assert {call["taken_by"]["name"] for call in calls if call["taken_by"]} == {"Anna Kovač", "Pavle Ristić"}
    assert [call["asked"] for call in calls if call["name"] == "Miodrag"] == [2]
    assert [(each["name"], each["kind"]) for each in read["/code-pools"]["items"]] == [("Welcome 10 %", "generated")]
    assert read["talks"] == [next(each["id"] for each in read["/widgets"]["items"] if each["kind"] == "callback")]


async def test_filled_again_nothing_is_doubled_and_a_shop_that_moved_is_let_in(installation: Installation) -> None:
    once = await filled(installation, SHOP, "http://localhost:8082")

    assert once[""]["origins"] == ["http://localhost:8082"]
    assert (len(once["/leads"]["items"]), len(once["/widgets"]["items"])) == (13, len([*KINDS]))
    assert once["talks"][0] == once["talks"][1] != ""
    assert len(once["/code-pools"]["items"]) == 1


def test_o2_whatever_names_a_pool_gives_the_codes_of_the_sample_shop() -> None:
    settings = {"pool": "0" * 26, "prizes": [{"label": "Tea"}, {"label": "Cup", "pool": "0" * 26}]}
    assert with_pool(GIVER, settings, "p") == {
        "pool": "p",
        "prizes": [{"label": "Tea"}, {"label": "Cup", "pool": "p"}],
    }
    assert settings["pool"] == "0" * 26


def test_a_submission_is_one_that_the_kind_takes() -> None:
    takers = [kind for kind in KINDS if takes_contact(kind)]
    assert takers
    for kind in takers:
        for visitor in VISITORS:
            sent = submission(kind, visitor, SHOP)
            values = kind.widget.submission.read(sent["values"])
            assert values.phone == visitor.phone
            assert sent["consent"] == [purpose.name for purpose in kind.widget.purposes if purpose.required]
            assert ("trap" in sent) is bool(visitor.trap)


def test_the_team_does_what_the_story_says() -> None:
    told = {visitor.outcome: [act for act, _ in acts(visitor)] for visitor in VISITORS}
    assert told.pop("") == []
    assert told.pop("taken") == ["accept"]
    assert set(map(tuple, told.values())) == {("accept", "outcome")}
