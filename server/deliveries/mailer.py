"""Letters of the house itself: invitations, notices, tests; handed in at once, while whoever asked waits."""

from collections.abc import Mapping, Sequence
from typing import Any

from server.database import new_id, now_ms
from server.deliveries.channels import Failed
from server.deliveries.letters import Drawer, Letter, UnfitAddress, compose
from server.deliveries.letters import message_id as id_of
from server.deliveries.mail_server import MailServer, hand_in

NOT_SET_UP = "no mail server is set up"
UNFIT = "this is no e-mail address"


class Mailer:
    """Writes and hands in letters; `server` None: nothing is set up, and every letter is refused with that reason.

    Members are written to, whom a member named, and visitors who are asked to confirm what they ticked.
    """

    def __init__(self, server: MailServer | None, drawer: Drawer) -> None:
        self._server = server
        self.drawer = drawer

    @property
    def is_set(self) -> bool:
        """Whether a mail server is set up; pages show another way where it is not."""
        return self._server is not None

    @property
    def sender(self) -> str:
        """Whom letters come from; nothing where no mail server is set up."""
        return self._server.sender if self._server else ""

    async def send(self, to: str, template: str, language: str, facts: Mapping[str, Any]) -> None:
        """Send one letter drawn from `templates/mail/<template>`; raises `Failed` with the reason.

        Waits for the mail server: 30 s at most.
        """
        letter = self.drawer.draw(template, language, facts)
        await self.hand_in(letter, to, template, [new_id()])

    async def hand_in(self, letter: Letter, to: str, target: str, events: Sequence[str]) -> None:
        """Hand a letter in; the same `target` and `events` make the same letter, however often it is sent."""
        if self._server is None:
            raise Failed(NOT_SET_UP)
        try:
            message = compose(letter, self._server.sender, to, id_of(target, events), now_ms())
        except UnfitAddress as error:
            raise Failed(UNFIT, again=False) from error
        await hand_in(self._server, message, to)
