"""E-mail to the team: a letter for each thing, and one for many where there would be too many."""

from collections.abc import Callable, Sequence

from server.database import Database, now_ms
from server.deliveries import digests
from server.deliveries.around import desk_of, happened
from server.deliveries.channels import Failed, Message, PutOff, Sent, Target
from server.deliveries.events import PING
from server.deliveries.mail_server import LETTER_REFUSED
from server.deliveries.mailer import Mailer


class MailChannel:
    """Writes to addresses that the team has named itself; a letter sent twice has the same Message-ID."""

    most = digests.MOST_IN_ONE

    def __init__(self, database: Database, mailer: Mailer, now: Callable[[], int] = now_ms) -> None:
        self._database = database
        self._mailer = mailer
        self._now = now

    async def send(self, target: Target, messages: Sequence[Message]) -> Sent:
        """Send the first message, or all of them in one letter once the address has had its twenty within an hour."""
        if messages[0].type == PING:
            return await self._test(target, messages[0])
        now = self._now()
        pace = await self._database.read(digests.lately, target.id, now)
        if not pace.is_full:
            return await self._tell(target, messages[:1])
        if until := pace.waits_until(now):
            raise PutOff(until)
        tests = (place for place, message in enumerate(messages) if message.type == PING)
        return await self._tell(target, messages[: next(tests, len(messages))])

    async def _tell(self, target: Target, messages: Sequence[Message]) -> Sent:
        told = await self._database.read(happened, messages)
        letter = self._mailer.drawer.news(target.language, desk_of(messages[0]), told)
        try:
            await self._mailer.hand_in(letter, target.address, target.id, [message.id for message in messages])
        except Failed as failure:
            if failure.reason == LETTER_REFUSED:  # of whatever else is wrong, the letters that wait would suffer too
                failure.carried = len(messages)
            raise
        return Sent(carried=len(messages))

    async def _test(self, target: Target, message: Message) -> Sent:
        letter = self._mailer.drawer.draw("test", target.language, {"site": message.site.name})
        await self._mailer.hand_in(letter, target.address, target.id, [message.id])
        return Sent(carried=1)
