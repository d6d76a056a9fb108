"""What programs read of conversations holds nothing that is not written down."""

from server.api.answers_conversations import ConversationAnswer, MessageAnswer
from server.conversations.states import STATES

MESSAGE = {
    "id": "m",
    "conversation": "c",
    "number": 1,
    "author": "visitor",
    "member": None,
    "text": "Hello",
    "lead": None,
    "file": None,
    "at": "2026-05-01T09:00:00Z",
}


def test_a_message_is_read_as_it_is_written_down_and_nothing_more():
    assert MessageAnswer.model_validate(MESSAGE | {"key": "secret"}).model_dump(mode="json") == MESSAGE


def test_every_state_of_a_conversation_is_written_down():
    schema = ConversationAnswer.model_json_schema()["properties"]["state"]
    assert tuple(schema["enum"]) == STATES
