"""Many people at once, from the list."""

import asyncio
import json

from server.clients import cards
from server.clients.asked import Asked
from server.console import people_bulk
from tests.server.console.lively import slowly


async def left(console, count):
    leads = [await console.write_letter(name=f"Number {n}", email=f"n{n}@x.example") for n in range(count)]
    return [await console.client_of(lead) for lead in leads]


async def tagged(console, tag):
    found = await console.database.read(cards.search, console.site.id, Asked(tag=tag))
    return sorted(each["id"] for each in found.items)


def told(answer):
    return json.loads(answer.headers["hx-trigger"])["frontdesk:told"]


async def test_k5_chosen_people_get_a_tag_and_the_words_offer_to_take_it_back(console):
    people = await left(console, 3)
    async with console.program(await console.hire("Dmitri Orlov")) as dmitri:
        done = await dmitri.act(
            "/console/people/bulk", scope="ids", ids=",".join(people[:2]), act="add_tags", add_tags="VIP", owner=""
        )
        first = await tagged(console, "vip")
        undone = await dmitri.act(told(done)["undo"]["path"])
    assert (done.status_code, told(done)["words"], first) == (200, "2 people changed.", sorted(people[:2]))
    assert (told(undone)["words"], await tagged(console, "vip")) == ("Taken back for 2 people.", [])


async def test_k5_everybody_of_the_search_is_handed_over(console):
    people = await left(console, 3)
    async with console.program(console.owner) as anna:
        done = await anna.act(
            "/console/people/bulk", scope="filter", filter="q=number&has=email", act="owner", owner="none"
        )
        tag = await anna.act("/console/people/bulk", scope="filter", filter="q=number", act="add_tags", add_tags="x")
        taken = await anna.act(
            "/console/people/bulk", scope="filter", filter="tag=x", act="remove_tags", remove_tags="x"
        )
    assert (told(done)["words"], "undo" in told(done)) == ("0 people changed.", False)
    assert (told(tag)["words"], told(taken)["words"], await tagged(console, "x")) == (
        "3 people changed.", "3 people changed.", [],
    )  # fmt: skip
    assert people


async def test_what_takes_long_goes_on_while_the_page_shows_how_far_it_is(console, monkeypatch):
    await left(console, 2)
    monkeypatch.setattr(people_bulk, "AT_ONCE_SECONDS", 0)
    monkeypatch.setattr(people_bulk.bulk, "run", slowly(people_bulk.bulk.run))
    async with console.program(console.owner) as anna:
        begun = await anna.act("/console/people/bulk", scope="filter", filter="q=number", act="add_tags", add_tags="x")
        path = begun.text.partition('hx-get="')[2].partition('"')[0]
        for _ in range(100):
            part = await anna.part(path)
            if "hx-trigger" in part.headers:
                break
            await asyncio.sleep(0.02)
    assert (path.startswith("/console/people/bulk/"), told(part)["words"]) == (True, "2 people changed.")


async def test_an_act_without_its_value_is_refused_under_its_field(console):
    people = await left(console, 1)
    async with console.program(console.owner) as anna:
        answers = [
            await anna.act("/console/people/bulk", ids=people[0], act=act, **{act: ""})
            for act in ("add_tags", "remove_tags", "owner")
        ]
    errors = [[*json.loads(each.headers["hx-trigger"])["frontdesk:refused"]["errors"]] for each in answers]
    assert ([each.status_code for each in answers], errors) == ([422] * 3, [["add_tags"], ["remove_tags"], ["owner"]])
