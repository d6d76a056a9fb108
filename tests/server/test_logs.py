"""Logs are one JSON record a line when nobody watches, from us and from libraries alike."""

import io
import json
import logging

import pytest
import structlog

from server.logs import set_up_logs


@pytest.fixture(autouse=True)
def as_it_was():
    """Logging belongs to the whole process: leave it as it was found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("uvicorn.access").propagate = True


def test_our_records_and_those_of_libraries_take_one_form():
    stream = io.StringIO()
    set_up_logs(stream)

    structlog.get_logger().info("lead kept", lead="01")
    logging.getLogger("library").warning("slow")

    records = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(record["event"], record["level"]) for record in records] == [("lead kept", "info"), ("slow", "warning")]


def test_the_access_log_with_its_query_strings_stays_off():
    stream = io.StringIO()
    set_up_logs(stream)

    logging.getLogger("uvicorn.access").info("GET /?phone=381601234567")

    assert stream.getvalue() == ""
