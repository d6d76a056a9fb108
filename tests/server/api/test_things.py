"""What an event tells of is the thing exactly as the programs' door answers with it."""

from server.api.things import thing
from tests.server.api.conftest import Office


async def test_a_lead_and_a_call_are_told_as_they_are_read(busy: Office) -> None:
    read = busy.database.read
    [lead] = (await busy.said("GET", f"/sites/{busy.site}/leads"))["items"]
    call = await busy.said("GET", f"/callbacks/{busy.things['call']}")

    assert await read(thing, busy.site, "lead.created", busy.things["lead"]) == lead
    assert await read(thing, busy.site, "callback.ended", busy.things["call"]) == call


async def test_a_conversation_and_its_messages_are_told_as_they_are_read(busy: Office) -> None:
    path = f"/conversations/{busy.things['conversation']}"
    [message] = (await busy.said("GET", f"{path}/messages"))["items"]
    tell = busy.database.read

    assert await tell(thing, busy.site, "message.created", message["id"]) == message
    for event in ("conversation.created", "conversation.closed"):
        assert await tell(thing, busy.site, event, busy.things["conversation"]) == await busy.said("GET", path)
    for event, known in (("message.created", message["id"]), ("conversation.created", busy.things["conversation"])):
        assert await tell(thing, "0" * 26, event, known) is None
        assert await tell(thing, busy.site, event, "0" * 26) is None


async def test_what_is_gone_or_another_sites_is_not_told_of(busy: Office) -> None:
    assert await busy.database.read(thing, busy.site, "lead.created", "0" * 26) is None
    assert await busy.database.read(thing, "0" * 26, "lead.created", busy.things["lead"]) is None


async def test_where_there_is_nothing_to_read_it_is_the_ids_alone(busy: Office) -> None:
    for event in ("client.erased", "ping"):
        assert await busy.database.read(thing, busy.site, event, "c1") == {"id": "c1", "site": busy.site}
