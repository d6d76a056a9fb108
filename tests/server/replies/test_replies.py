"""Ready answers are kept, ordered, changed, deleted and brought back; the journal tells of each."""

import pytest

from server.audit import journal
from server.database import Database
from server.errors import AlreadyExists, Invalid, NotFound
from server.replies import replies
from server.replies.reply_input import MOST_OF_SITE, NewReply, ReplyChange
from tests.server.leads.desk import Desk, open_desk

pytestmark = pytest.mark.storage


async def add(desk: Desk, shortcut: str, **more: object) -> str:
    new = NewReply.read({"shortcut": shortcut, "text": f"{shortcut}!"} | more)
    return await desk.database.write(replies.add, desk.site, desk.vera, new)


async def shortcuts(desk: Desk) -> list[str]:
    return [each["shortcut"] for each in await desk.database.read(replies.of_site, desk.site)]


async def test_l9_ready_answers_stand_in_their_order_and_are_changed_by_name(database: Database):
    desk = await open_desk(database)
    hours, _, first = await add(desk, "hours"), await add(desk, "sizes"), await add(desk, "first", position=0)

    before = await shortcuts(desk)
    wanted = ReplyChange.read({"title": "Opening hours", "language": "ru"})
    await database.write(replies.change, desk.site, desk.vera, hours, wanted)
    await database.write(replies.change, desk.site, desk.vera, hours, wanted)

    assert before == ["first", "hours", "sizes"]
    assert await database.read(replies.one, desk.site, hours) == {
        "id": hours,
        "site": desk.site,
        "shortcut": "hours",
        "title": "Opening hours",
        "text": "hours!",
        "language": "ru",
        "position": 1,
    }
    assert await database.read(replies.site_of, first) == desk.site
    acts = [line.act for line in (await database.read(journal.lines, desk.site, 9)).items]
    assert acts[:4] == ["reply.changed", *["reply.created"] * 3]
    assert [kind for kind, _ in await desk.news()] == ["replies"] * 4


async def test_l9_one_shortcut_stands_once_for_each_language(database: Database):
    desk = await open_desk(database)
    plain = await add(desk, "hours")
    await add(desk, "hours", language="ru")
    with pytest.raises(AlreadyExists):
        await add(desk, "hours")
    with pytest.raises(AlreadyExists):
        await database.write(replies.change, desk.site, desk.vera, plain, ReplyChange.read({"language": "ru"}))


async def test_l9_a_deleted_one_is_brought_back_unless_its_shortcut_was_given_away(database: Database):
    desk = await open_desk(database)
    hours = await add(desk, "hours")
    await database.write(replies.remove, desk.site, desk.vera, hours)
    gone = await shortcuts(desk)
    await database.write(replies.restore, desk.site, desk.vera, hours)
    back = await shortcuts(desk)
    await database.write(replies.remove, desk.site, desk.vera, hours)
    await add(desk, "hours")

    assert (gone, back, await database.read(replies.site_of, hours)) == ([], ["hours"], None)
    with pytest.raises(AlreadyExists):
        await database.write(replies.restore, desk.site, desk.vera, hours)
    with pytest.raises(NotFound):
        await database.write(replies.change, desk.site, desk.vera, hours, ReplyChange.read({"title": "Hours"}))


async def test_l9_another_sites_answer_looks_like_a_missing_one(database: Database):
    desk = await open_desk(database)
    hours = await add(desk, "hours")
    for act in (replies.remove, replies.restore):
        with pytest.raises(NotFound):
            await database.write(act, "0" * 26, desk.vera, hours)
    with pytest.raises(NotFound):
        await database.read(replies.one, "0" * 26, hours)


async def test_l9_a_site_keeps_so_many_and_no_more(database: Database):
    desk = await open_desk(database)
    for number in range(MOST_OF_SITE):
        await add(desk, f"n{number}")
    with pytest.raises(Invalid) as refused:
        await add(desk, "more")
    assert list(refused.value.errors) == ["shortcut"]
