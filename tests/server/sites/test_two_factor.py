"""An authenticator is asked for once it has shown a code; each code of it, and each recovery code, is good once."""

import asyncio

import pytest
from sqlalchemy import select

from server.database import Database, Reader, Transaction, now_ms
from server.errors import AlreadyExists, NotFound
from server.sealing import Sealer
from server.sites import codes, two_factor
from server.sites.tables import recovery_codes
from server.sites.tables import two_factor as table
from server.sites.two_factor import TwoFactor, WrongCode
from tests.support.desk import make_owner

pytestmark = pytest.mark.storage

SEALER = Sealer("a key")


def everything(reader: Reader) -> str:
    return str(reader.all(select(table)) + reader.all(select(recovery_codes)))


async def code_now(database: Database, member: str, later: int = 0) -> str:
    """What the member's authenticator shows, or will show so many steps later; never in the last moment of a step."""
    if (gone := now_ms() % 30_000) > 29_000:
        await asyncio.sleep((30_000 - gone) / 1000)

    def shown(reader: Reader) -> str:
        row = reader.one(select(table).where(table.c.member == member))
        assert row is not None
        return codes.code_at(SEALER.open(row["secret"]), now_ms() // 30_000 + later)

    return await database.read(shown)


async def switched_on(database: Database) -> tuple[str, tuple[str, ...]]:
    """A member whose authenticator has shown its first code, and the recovery codes."""
    member = await make_owner(database)
    await database.write(two_factor.begin, SEALER, member)
    shown = await code_now(database, member, -1)
    return member, await database.write(two_factor.confirm, SEALER, member, shown)


async def test_it_is_off_until_a_first_code_has_been_shown(database: Database) -> None:
    member = await make_owner(database)
    await database.write(two_factor.begin, SEALER, member)
    secret = await database.read(two_factor.being_set_up, SEALER, member)
    before = await database.read(two_factor.state, member)
    with pytest.raises(WrongCode):
        await database.write(two_factor.confirm, SEALER, member, "000000")
    with pytest.raises(WrongCode):  # nor does a code let anybody in before that
        await database.write(two_factor.use, SEALER, member, await code_now(database, member))
    made = await database.write(two_factor.confirm, SEALER, member, await code_now(database, member))
    after = await database.read(two_factor.state, member)
    assert (len(secret), before, len(set(made))) == (32, TwoFactor(is_on=False), 10)
    assert (after.is_on, after.codes_left, await database.read(two_factor.is_on, member)) == (True, 10, True)
    with pytest.raises(NotFound):  # the secret is shown while it is being set up, and never again
        await database.read(two_factor.being_set_up, SEALER, member)


async def test_r4_a_code_that_was_used_is_refused_and_so_is_every_earlier_one(database: Database) -> None:
    member, _ = await switched_on(database)
    present = await code_now(database, member)
    await database.write(two_factor.use, SEALER, member, f" {present[:3]} {present[3:]}")
    for replayed in (present, await code_now(database, member, -1)):
        with pytest.raises(WrongCode):
            await database.write(two_factor.use, SEALER, member, replayed)
    await database.write(two_factor.use, SEALER, member, await code_now(database, member, 1))


async def test_r4_of_many_at_once_with_one_code_one_gets_in(database: Database) -> None:
    member, recovery = await switched_on(database)
    present = await code_now(database, member)
    for code in (present, recovery[0]):
        tries = [database.write(two_factor.use, SEALER, member, code) for _ in range(8)]
        done = await asyncio.gather(*tries, return_exceptions=True)
        assert sorted(type(each).__name__ for each in done) == ["NoneType"] + ["WrongCode"] * 7


async def test_r4_each_recovery_code_is_good_once_and_only_for_its_member(database: Database) -> None:
    member, made = await switched_on(database)
    boris = await make_owner(database, "boris@shop.example")
    with pytest.raises(WrongCode):
        await database.write(two_factor.use, SEALER, boris, made[0])
    await database.write(two_factor.use, SEALER, member, made[0].upper().replace("-", " "))
    with pytest.raises(WrongCode):
        await database.write(two_factor.use, SEALER, member, made[0])
    assert (await database.read(two_factor.state, member)).codes_left == 9


async def test_new_recovery_codes_take_the_place_of_the_old_ones(database: Database) -> None:
    member, old = await switched_on(database)
    new = await database.write(two_factor.renew_codes, member)
    with pytest.raises(WrongCode):
        await database.write(two_factor.use, SEALER, member, old[0])
    await database.write(two_factor.use, SEALER, member, new[0])
    assert set(old) & set(new) == set()


async def test_what_is_kept_opens_nothing(database: Database) -> None:
    _, made = await switched_on(database)
    kept = await database.read(everything)
    secret = SEALER.open((await database.read(lambda reader: reader.one(select(table))))["secret"])
    assert [each for each in (secret, *made, *(codes.plain(each) for each in made)) if each in kept] == []


async def test_once_it_is_off_no_code_of_before_works_and_it_can_be_set_up_anew(database: Database) -> None:
    member, made = await switched_on(database)
    with pytest.raises(AlreadyExists):
        await database.write(two_factor.begin, SEALER, member)
    assert [await database.write(two_factor.switch_off, member) for _ in range(2)] == [True, False]
    with pytest.raises(WrongCode):
        await database.write(two_factor.use, SEALER, member, made[0])
    await database.write(two_factor.begin, SEALER, member)
    assert await database.read(everything) != "[]"


async def test_with_another_key_only_recovery_codes_are_left(database: Database) -> None:
    member, made = await switched_on(database)
    present = await code_now(database, member)
    with pytest.raises(WrongCode):
        await database.write(two_factor.use, Sealer("another key"), member, present)
    await database.write(two_factor.use, Sealer("another key"), member, made[0])


async def test_who_has_begun_again_confirms_the_newest_secret(database: Database) -> None:
    member = await make_owner(database)

    def twice(tx: Transaction) -> tuple[str, str]:
        two_factor.begin(tx, SEALER, member)
        first = two_factor.being_set_up(tx, SEALER, member)
        two_factor.begin(tx, SEALER, member)
        return first, two_factor.being_set_up(tx, SEALER, member)

    first, second = await database.write(twice)
    assert first != second
    await database.write(two_factor.confirm, SEALER, member, await code_now(database, member))
