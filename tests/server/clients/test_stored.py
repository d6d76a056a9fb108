"""How the client store writes JSON."""

from server.clients.stored import json_text, json_value


def test_json_is_compact_text_that_reads_back():
    value = {"имя": "Јована ☕", "list": [1, True, None], "nested": {"a": "b"}}

    assert json_text(value) == '{"имя":"Јована ☕","list":[1,true,null],"nested":{"a":"b"}}'
    assert json_value(json_text(value)) == value
    assert json_value("") == {}
