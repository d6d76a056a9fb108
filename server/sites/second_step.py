"""The second step of a log-in: the code that a member with an authenticator owes after the password."""

from server.database import Database, Transaction, now_ms
from server.errors import Overloaded, StorageUnavailable, Unauthenticated
from server.networks import network_of
from server.sealing import Sealer
from server.sites import half_sessions, log_ins, members, two_factor
from server.sites.entrance import Entered, enter
from server.sites.tries import Tries
from server.sites.two_factor import WrongCode


class SecondStep:
    """Turns a half session into a whole one; guessing is limited by member, from wherever the guesses come.

    Only who knows the password gets here, so nobody else can use up a member's tries.
    """

    def __init__(self, database: Database, tries: Tries, sealer: Sealer) -> None:
        self._database = database
        self._tries = tries
        self._sealer = sealer
        self._failed = log_ins.FailedLogIns(database)

    async def is_owed(self, token: str, agent: str) -> bool:
        """Whether this browser stands between password and code."""
        return await self._database.read(half_sessions.read, token, agent, now_ms()) is not None

    async def take(
        self, token: str, code: str, *, agent: str = "", address: str = "", previous: str | None = None
    ) -> Entered:
        """Open a session for the right code and end `previous`.

        `WrongCode` for another one, or one that was used; `Unauthenticated` when it took longer than five minutes.
        """
        member = await self._database.read(half_sessions.read, token, agent, now_ms())
        if member is None:
            raise Unauthenticated
        keys = code_keys(member, address)
        begun = self._tries.begin(*keys)
        try:
            entered = await self._database.write(_take, self._sealer, token, code, agent, address, previous)
        except WrongCode as refusal:
            self._failed.tell(member, address)
            raise WrongCode(left=self._tries.left(*keys)) from refusal
        except (Overloaded, StorageUnavailable, Unauthenticated):
            self._tries.take_back(begun, *keys)
            raise
        self._tries.take_back(begun, *keys)
        return entered


def code_keys(member: str, address: str) -> tuple[str, str]:
    """What guesses at a member's codes are counted under, here and on the account's page."""
    return f"code {member}", f"address {network_of(address)}"


def _take(
    tx: Transaction, sealer: Sealer, token: str, code: str, agent: str, address: str, previous: str | None
) -> Entered:
    member = half_sessions.read(tx, token, agent, tx.now)
    actor = members.actor(tx, member) if member else None
    if actor is None:
        raise Unauthenticated
    two_factor.use(tx, sealer, actor.member, code)
    if not half_sessions.end(tx, token):  # another process was quicker with it
        raise Unauthenticated
    return enter(tx, actor, agent, address, previous)
