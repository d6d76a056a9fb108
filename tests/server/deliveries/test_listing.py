"""What waits and what failed is seen, page by page and counted."""

import pytest
from sqlalchemy import insert

from server.database import Database, Transaction
from server.deliveries import listing
from server.deliveries.fanout import new_delivery
from server.deliveries.tables import attempts, deliveries
from server.errors import NotFound
from tests.server.deliveries.posting import open_post

pytestmark = pytest.mark.storage


async def _made(database):
    post = await open_post(database)
    first, second = [await post.hook(f"https://{n}.example/") for n in range(2)]

    def fill(tx: Transaction) -> None:
        for target, state in ((first, "waiting"), (first, "failed"), (first, "done"), (second, "done")):
            row = new_delivery(tx, target, tx.new_id(), "ping", "t", None, tx.now) | {"state": state}
            tx.run(insert(deliveries), **row)
            kept = {
                "client": None,
                "at": 1,
                "took_ms": 2,
                "status": 200,
                "reason": "",
                "answer": "",
                "target": target.id,
            }
            for number in (1, 2):
                tx.run(insert(attempts), delivery=row["id"], number=number, **kept)

    await database.write(fill)
    return post, first, second


async def test_k7_deliveries_are_listed_by_site_by_target_and_by_state(database: Database):
    post, first, second = await _made(database)
    ids = sorted((row["id"] for row in await post.deliveries("id")), reverse=True)

    page = await database.read(listing.of_site, post.desk.site, 3)
    rest = await database.read(listing.of_site, post.desk.site, 3, page.next)
    done = await database.read(listing.of_target, first.id, 9, None, "done")

    assert [row["id"] for row in page.items + rest.items] == ids
    assert (rest.next, [row["state"] for row in done.items]) == (None, ["done"])
    assert len((await database.read(listing.of_target, second.id, 9)).items) == 1
    assert (await database.read(listing.of_site, "another", 9)).items == []


async def test_one_reads_with_its_attempts_the_newest_first(database: Database):
    post, _, _ = await _made(database)
    delivery = (await post.deliveries("id"))[0]["id"]

    assert [each["number"] for each in (await database.read(listing.one, delivery))["log"]] == [2, 1]
    assert await database.read(listing.site_of, delivery) == post.desk.site
    assert await database.read(listing.site_of, "0" * 26) is None
    with pytest.raises(NotFound):
        await database.read(listing.one, "0" * 26)


async def test_what_waits_and_failed_is_counted_and_the_ill_are_told_from_the_well(database: Database):
    post, first, second = await _made(database)

    assert await database.read(listing.counts) == (1, 1)
    found = {each.target.id: each for each in await database.read(listing.patients, post.desk.site)}
    assert (found[first.id].waiting, found[first.id].failed, found[first.id].is_ill) == (1, 1, True)
    assert (found[second.id].waiting, found[second.id].failed, found[second.id].is_ill) == (0, 0, False)
    assert len(await database.read(listing.patients)) == 2
