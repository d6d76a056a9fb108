"""Moments as programs write them (RFC 3339) and as we keep them (milliseconds since 1970 UTC)."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 253_370_764_799_999  # the last millisecond of the year 9998: every time zone can still write it
SHAPE = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
EXPECTED = "a moment like 2026-05-01T09:00:00Z"


def written(moment: int) -> str:
    """The moment as RFC 3339 in UTC; thousandths only where there are some."""
    at = EPOCH + timedelta(milliseconds=moment)
    return at.isoformat(timespec="milliseconds" if moment % 1000 else "seconds").replace("+00:00", "Z")


def read_instant(value: object) -> int:
    """Turn RFC 3339 with its zone, or milliseconds, into milliseconds; `ValueError` tells what was expected."""
    if isinstance(value, int) and not isinstance(value, bool):
        moment = value
    elif isinstance(value, str) and SHAPE.fullmatch(value):
        try:
            moment = (datetime.fromisoformat(value.upper()) - EPOCH) // timedelta(milliseconds=1)
        except (ValueError, OverflowError) as error:
            raise ValueError(EXPECTED) from error
    else:
        raise ValueError(EXPECTED)
    if not 0 <= moment <= LATEST:
        raise ValueError(EXPECTED)
    return moment


def _only_written(value: object) -> object:
    if isinstance(value, (int, float)):
        raise ValueError(EXPECTED)
    return value


Instant = Annotated[
    int,
    BeforeValidator(read_instant),
    PlainSerializer(written, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
# The same as a program sends it: a bare number is no moment, as it may as well be one in seconds.
Sent = Annotated[Instant, BeforeValidator(_only_written)]
