"""What every frame shares: only what was given travels, and a refusal becomes a frame."""

import pytest
from pydantic import ValidationError

from server.errors import Invalid, TooMany
from server.hub.frames import Ping, Pong, refused


def test_a_frame_travels_as_compact_json_with_its_type():
    assert Ping(now=1700000000000).encode() == b'{"type":"ping","now":1700000000000}'


def test_a_refusal_becomes_a_frame_with_the_key_of_what_was_refused():
    refusal = Invalid(errors={"phone": "is too short"}, reasons={"phone": "too_short"})

    assert refused(refusal, "k1").encode() == (
        b'{"type":"refused","key":"k1","code":"invalid","message":"Some fields need another value.","again":false,'
        b'"errors":{"phone":"is too short"},"reasons":{"phone":"too_short"}}'
    )


def test_a_refusal_of_a_frame_without_key_has_none_and_keeps_its_details():
    assert refused(TooMany(retry_after=3)).encode() == (
        b'{"type":"refused","code":"too_many","message":"Too many at once. Please try again a little later.",'
        b'"again":true,"retry_after":3}'
    )


def test_an_unknown_field_refuses_an_incoming_frame():
    with pytest.raises(ValidationError):
        Pong.model_validate({"type": "pong", "more": 1})
