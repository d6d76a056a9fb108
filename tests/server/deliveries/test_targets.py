"""Where a site's events are told: made, changed, switched, taken away, and all of it in the journal."""

import json

import pytest
from sqlalchemy import insert, select, update

from server.audit.tables import audit
from server.database import Database, Transaction, now_ms
from server.deliveries import removing, targets
from server.deliveries.fanout import new_delivery
from server.deliveries.tables import deliveries
from server.deliveries.tables import targets as table
from server.deliveries.targets import NewTarget, TargetChange
from server.errors import AlreadyExists, Conflict, NotFound
from server.sealing import Sealer, Unsealable
from tests.server.deliveries.posting import SEALER, open_post

pytestmark = pytest.mark.storage
NEW = NewTarget("webhook", "https://one.example/", "One", ("lead.created",), ("bell",), secret="whsec_canary")


async def _row(database, target):
    return await database.read(lambda reader: reader.one(select(table).where(table.c.id == target)))


async def test_a_target_reads_as_it_was_made_and_its_secret_is_sealed(database: Database):
    post = await open_post(database)

    made = await database.write(targets.create, SEALER, post.desk.site, NEW, post.desk.vera)

    assert await database.read(targets.find, made.id) == made
    assert (made.name, made.events, made.kinds, made.state, made.secrets, made.created_by) == (
        "One", ("lead.created",), ("bell",), "active", (), post.desk.vera,
    )  # fmt: skip
    row = await _row(database, made.id)
    assert "canary" not in str(row)
    assert targets.secrets_of(row, SEALER, now_ms()) == ("whsec_canary",)
    with pytest.raises(Unsealable):
        targets.secrets_of(row, Sealer("another key"), now_ms())


async def test_the_secret_of_before_signs_for_a_day_and_not_longer(database: Database):
    post = await open_post(database)
    made = await database.write(targets.create, SEALER, post.desk.site, NEW, None)

    await database.write(targets.rotate, SEALER, made.id, "whsec_new", None)

    row = await _row(database, made.id)
    until = row["old_secret_until"]
    assert abs(until - now_ms() - 24 * 3600 * 1000) < 60_000
    assert targets.secrets_of(row, SEALER, until - 1) == ("whsec_new", "whsec_canary")
    assert targets.secrets_of(row, SEALER, until) == ("whsec_new",)


async def test_switched_on_again_a_target_is_well_until_it_fails(database: Database):
    post = await open_post(database)
    hook = await post.hook("https://one.example/")
    ill = update(table).values(failing_since=5, state="disabled", reason="answered 410")
    await database.write(lambda tx: tx.run(ill))

    on = await database.write(targets.change, SEALER, hook.id, TargetChange(is_active=True), None)

    assert (on.state, on.reason, on.failing_since) == ("active", "", None)
    assert await database.read(targets.find, hook.id) == on


async def test_a_change_to_what_it_was_changes_nothing(database: Database):
    post = await open_post(database)
    hook = await post.hook("https://one.example/", events=("lead.created",))
    same = TargetChange(address=hook.address, events=hook.events, is_active=True)

    assert await database.write(targets.change, SEALER, hook.id, same, None) == hook
    assert [each["act"] for each in await post.desk.all(audit) if each["noun"] == "target"] == ["target.created"]


async def test_the_journal_tells_who_did_what_and_no_secret_nor_address(database: Database):
    post = await open_post(database)
    vera = post.desk.vera
    made = await database.write(targets.create, SEALER, post.desk.site, NEW, vera)
    wanted = TargetChange(address="https://canary.example/", is_active=False, secret="whsec_canary2")
    await database.write(targets.change, SEALER, made.id, wanted, vera)
    await database.write(targets.rotate, SEALER, made.id, "whsec_canary3", vera)
    await database.write(targets.remove, made.id, vera)

    rows = [each for each in await post.desk.all(audit) if each["noun"] == "target"]
    assert [each["act"] for each in rows] == ["target.created", "target.changed", "target.rotated", "target.deleted"]
    assert {(each["site"], each["member"], each["thing"]) for each in rows} == {(post.desk.site, vera, made.id)}
    assert json.loads(rows[1]["data"])["fields"] == ["address", "secret", "state"]
    assert "canary" not in str(rows)


async def test_whatever_is_done_to_a_target_is_told_to_open_pages(database: Database):
    post = await open_post(database)
    made = await database.write(targets.create, SEALER, post.desk.site, NEW, None)
    await database.write(targets.rotate, SEALER, made.id, "whsec_other", None)
    await database.write(targets.change, SEALER, made.id, TargetChange(name="Two"), None)
    await database.write(targets.remove, made.id, None)

    assert await post.desk.news() == [("delivery", made.id)] * 4


async def test_taken_away_a_target_leaves_in_small_units_and_what_waited_is_cancelled(database: Database):
    post = await open_post(database)
    hook = await post.hook("https://one.example/")

    def fill(tx: Transaction) -> None:
        rows = [new_delivery(tx, hook, tx.new_id(), "ping", "", None, tx.now) for _ in range(160)]
        tx.run_many(insert(deliveries), rows)

    await database.write(fill)
    said = [await database.write(targets.remove, hook.id, None) for _ in range(2)]

    assert (said, await database.read(targets.find, hook.id)) == ([False, True], None)
    assert {(row["state"], row["reason"]) for row in await post.deliveries()} == {("cancelled", "target deleted")}
    with pytest.raises(NotFound):
        await database.write(targets.remove, hook.id, None)


async def test_a_site_has_fifty_targets_at_most_and_they_read_by_pages(database: Database):
    post = await open_post(database)
    made = [(await post.hook(f"https://{n}.example/")).id for n in range(targets.MOST_TARGETS)]
    with pytest.raises(Conflict, match="at most 50"):
        await post.hook("https://more.example/")

    first = await database.read(targets.of_site, post.desk.site, "webhook", 30)
    rest = await database.read(targets.of_site, post.desk.site, "webhook", 30, first.next)

    assert sorted(made, reverse=True) == [each.id for each in first.items + rest.items]
    assert (rest.next, (await database.read(targets.of_site, post.desk.site, "mail")).items) == (None, [])


async def test_a_mailbox_is_told_once(database: Database):
    post = await open_post(database)
    mail = NewTarget("mail", "team@one.example")
    first = await database.write(targets.create, SEALER, post.desk.site, mail, None)
    other = await database.write(targets.create, SEALER, post.desk.site, NewTarget("mail", "b@one.example"), None)

    with pytest.raises(AlreadyExists):
        await database.write(targets.create, SEALER, post.desk.site, mail, None)
    with pytest.raises(AlreadyExists):
        await database.write(targets.change, SEALER, other.id, TargetChange(address="team@one.example"), None)
    await database.write(targets.change, SEALER, first.id, TargetChange(address="team@one.example", name="We"), None)
    await database.write(removing.set_aside, first.id, post.desk.vera)
    anew = await database.write(targets.create, SEALER, post.desk.site, mail, None)
    with pytest.raises(AlreadyExists):
        await database.write(removing.put_back, first.id, post.desk.vera)

    assert (await database.read(targets.find, anew.id)).state == "active"
