"""A letter's link leads back to its conversation, in whatever browser it is opened."""

import pytest

from server.answers import joining
from server.clients import visitors
from server.conversations.tables import conversations, talkers
from server.database import Database
from server.errors import Gone, NotFound
from server.hub.visitor_frames import Page
from tests.server.answers.gone import DAY_MS, MINUTE_MS, open_gone
from tests.server.leads.desk import ANNA, BORIS

pytestmark = pytest.mark.storage
PAGE = Page(url="https://shop.example/beans", title="Beans")


async def sent(database: Database):
    """Somebody who was written to, and the letter's id."""
    gone = await open_gone(database)
    await gone.answer()
    await gone.pass_time(4 * MINUTE_MS)
    await gone.send()
    return gone, (await gone.letters("id"))[0]["id"]


async def join(gone, letter, token=BORIS, site=""):
    """Open the link in a browser."""
    return await gone.database.write(joining.join, site or gone.site, letter, visitors.token_hash(token), PAGE)


async def test_l9_another_browser_goes_on_with_the_conversation_and_the_first_one_stays(database: Database):
    gone, letter = await sent(database)
    joined = [await join(gone, letter) for _ in range(2)]
    there = await gone.talk.say("From my telephone", token=BORIS)
    here = await gone.talk.say("From my desk", token=ANNA)

    assert {each.conversation for each in joined} == {gone.conversation}
    assert (joined[0].widget, there.conversation, here.conversation) == ("w1", gone.conversation, gone.conversation)
    assert len(await gone.talk.desk.all(conversations)) == 1
    assert len(await gone.talk.desk.all(talkers)) == 2


async def test_whoever_has_begun_another_conversation_goes_on_with_the_letters(database: Database):
    gone, letter = await sent(database)
    other = (await gone.talk.say("Hello", token=BORIS)).conversation
    before = await gone.talk.of(BORIS)
    await join(gone, letter)

    assert (before, await gone.talk.of(BORIS)) == (other, gone.conversation)
    assert (await gone.talk.say("Again", token=BORIS)).conversation == gone.conversation


async def test_pages_that_are_open_hear_of_it(database: Database):
    gone, letter = await sent(database)
    await join(gone, letter)
    visitor = await database.read(visitors.find, gone.site, visitors.token_hash(BORIS))

    assert (await gone.talk.told("talker"))[-1] == visitor


async def test_a_link_ends_after_thirty_days_and_leads_nowhere_at_another_site(database: Database):
    gone, letter = await sent(database)
    with pytest.raises(NotFound):
        await join(gone, letter, site="0" * 26)
    await gone.pass_time(30 * DAY_MS - MINUTE_MS)
    await join(gone, letter)
    await gone.pass_time(2 * MINUTE_MS)
    with pytest.raises(Gone):
        await join(gone, letter)
