"""A member with an authenticator, for tests: what it shows now, and the recovery codes that go with it."""

import asyncio
from dataclasses import dataclass

from sqlalchemy import select

from server.database import Database, Reader, now_ms
from server.sealing import Sealer
from server.sites import codes, two_factor
from server.sites.tables import two_factor as table


@dataclass(frozen=True)
class Authenticator:
    """What shows the codes."""

    database: Database
    sealer: Sealer
    member: str
    recovery: tuple[str, ...] = ()

    async def shows(self, later: int = 0) -> str:
        """The code of now, or of so many steps later; never one of a step's last moment."""
        if (gone := now_ms() % 30_000) > 28_500:
            await asyncio.sleep((30_000 - gone) / 1000)
        secret = await self.database.read(secret_of, self.sealer, self.member)
        return codes.code_at(secret, now_ms() // 30_000 + later)


def secret_of(reader: Reader, sealer: Sealer, member: str) -> str:
    """What the authenticator has learnt."""
    row = reader.one(select(table).where(table.c.member == member))
    assert row is not None
    return sealer.open(row["secret"])


async def with_authenticator(database: Database, sealer: Sealer, member: str) -> Authenticator:
    """Switch it on for a member, with the code of the step before: that of now is still good."""
    await database.write(two_factor.begin, sealer, member)
    learnt = Authenticator(database, sealer, member)
    made = await database.write(two_factor.confirm, sealer, member, await learnt.shows(-1))
    return Authenticator(database, sealer, member, made)
