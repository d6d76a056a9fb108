"""How a greeter is walked: the rest of its form comes under the first words."""

from collections.abc import AsyncIterator

from tests.static.watching import control, part
from tests.widgets.rooms import Hand


async def ways(hand: Hand) -> AsyncIterator[str]:
    """The first words are written and taken back; what came under them stays."""
    if await part(hand.page, "form").count():
        await hand.write(control(hand.page, "message"), "H")
        await part(hand.page, "submit").wait_for()
        yield "begun"
        await control(hand.page, "message").fill("")
