"""The secret that a site's own server signs with: changed without a gap, or at once."""

import pytest

from server.audit import journal
from server.database import Database
from server.sites import members, sites
from server.sites.settings import NewSite
from server.sites.signing import OLD_MS, drop_old, good_secrets, old_until, renew_secret

pytestmark = pytest.mark.storage


async def open_site(database: Database) -> tuple[str, str]:
    def made(tx):  # type: ignore[no-untyped-def]
        owner = members.create(tx, email="ana@shop.example", name="Ana", password_hash="-")
        new = NewSite.read({"name": "Shop", "origins": ["https://shop.example"]})
        return sites.create(tx, new, owner.id).id, owner.id

    return await database.write(made)


async def renewed(database: Database, site: str, owner: str, **given: bool) -> tuple[str, int]:
    """The new secret, and the moment when it was made."""
    return await database.write(lambda tx: (renew_secret(tx, site, owner, **given), tx.now))


async def test_e7_the_secret_before_is_good_for_a_day_after_it_was_renewed(database: Database) -> None:
    site, owner = await open_site(database)
    first = await database.read(sites.secret, site)
    second, now = await renewed(database, site, owner)

    assert second != first
    assert await database.read(sites.secret, site) == second
    assert await database.read(good_secrets, site, now + OLD_MS - 1) == (second, first)
    assert await database.read(good_secrets, site, now + OLD_MS) == (second,)


async def test_e7_a_second_renewal_ends_the_oldest(database: Database) -> None:
    site, owner = await open_site(database)
    second, _ = await renewed(database, site, owner)
    third, now = await renewed(database, site, owner)

    assert await database.read(good_secrets, site, now) == (third, second)


async def test_e7_at_once_ends_the_secret_before_and_one_that_was_still_good(database: Database) -> None:
    site, owner = await open_site(database)
    await renewed(database, site, owner)
    third, now = await renewed(database, site, owner, at_once=True)

    assert await database.read(good_secrets, site, now) == (third,)


async def test_a_renewal_is_in_the_journal_and_of_no_site_is_nothing_good(database: Database) -> None:
    site, owner = await open_site(database)
    secret, _ = await renewed(database, site, owner)

    told = (await database.read(journal.lines, site, 50)).items
    assert told[0].act == "secret.renewed"
    assert secret not in str(told)
    assert await database.read(good_secrets, "0" * 26, 0) == ()


async def test_e7_the_secret_before_is_ended_by_itself_and_once_in_the_journal(database: Database) -> None:
    site, owner = await open_site(database)
    await database.write(drop_old, site, owner)
    secret, now = await renewed(database, site, owner)
    until = await database.read(old_until, site, now)
    for _ in range(2):
        await database.write(drop_old, site, owner)

    assert (until, await database.read(old_until, site, now)) == (now + OLD_MS, None)
    assert await database.read(good_secrets, site, now) == (secret,)
    told = [each.act for each in (await database.read(journal.lines, site, 50)).items]
    assert told[:2] == ["secret.old_ended", "secret.renewed"]
    assert await database.read(old_until, "nowhere", now) is None
