"""From bytes to a frame that we trust, or to a refusal with every reason."""

import pytest

from server.errors import Invalid, UnknownFrame, Unreadable
from server.hub.messages import FROM_CONSOLE, FROM_VISITOR, described, key_of, read
from server.hub.visitor_frames import Hello, Moved, Page


def test_each_type_has_its_frame():
    assert read(b'{"type":"hello"}', FROM_VISITOR) == Hello(type="hello")
    assert read('{"type":"page","page":{"url":"https://a/b"}}', FROM_VISITOR) == Moved(
        type="page", page=Page(url="https://a/b")
    )


@pytest.mark.parametrize("raw", [b"{}", b'{"type":"shout"}', b'{"type":["hello"]}', b'{"type":null}'])
def test_a_type_that_is_none_of_ours_is_an_unknown_frame(raw):
    with pytest.raises(UnknownFrame):
        read(raw, FROM_VISITOR)


def test_a_visitors_frame_is_none_of_the_consoles():
    with pytest.raises(UnknownFrame):
        read(b'{"type":"submit","key":"k","widget":"w","values":{}}', FROM_CONSOLE)


@pytest.mark.parametrize("raw", [b"[]", b'"hello"', b"1", b"null"])
def test_what_is_no_object_is_unreadable(raw):
    with pytest.raises(Unreadable):
        read(raw, FROM_VISITOR)


def test_every_wrong_field_is_named_by_its_path():
    with pytest.raises(Invalid) as refused:
        read(b'{"type":"submit","key":"","widget":"w","values":[],"more":1}', FROM_VISITOR)

    assert refused.value.errors == {
        "key": "from 1 to 64 visible ASCII characters",
        "values": "must be an object",
        "more": "is not a known field",
    }


def test_a_refused_frame_can_still_be_answered_by_its_key():
    assert key_of({"key": "k1", "more": 1}) == "k1"
    assert key_of({"key": 1}) is None
    assert key_of({"key": "x" * 65}) is None


def test_every_frame_is_listed_with_its_fields_for_the_documentation():
    listed = {(line, way, kind): fields for line, way, kind, fields in described()}

    assert {key for key in listed if key[0] == "visitor"} == {
        *(("visitor", "in", kind) for kind in ("hello", "page", "submit", "pong")),
        *(("visitor", "in", kind) for kind in ("message", "earlier", "read", "rate", "typing")),
        *(("visitor", "out", kind) for kind in ("welcome", "facts", "kept", "refused", "progress", "site", "ping")),
        *(("visitor", "out", kind) for kind in ("conversation", "messages", "posted", "typing", "invited")),
    }
    assert {key for key in listed if key[0] == "console"} == {
        *(("console", "in", kind) for kind in ("hello", "looking", "typing", "idle", "pong")),
        *(("console", "out", kind) for kind in ("welcome", "news", "stale", "presence", "typing", "refused", "ping")),
        ("console", "out", "looking"),
    }
    assert listed["visitor", "out", "site"] == ("type", "version")
