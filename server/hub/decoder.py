"""One strict decoder in front of everything that comes in: what passes it is safe to keep and to compare."""

from typing import TypeVar

import jiter
from pydantic import TypeAdapter, ValidationError

from server.errors import Invalid, TooLarge, Unreadable
from server.model import problems

LIMIT = 65_536  # bytes of one frame or body
DEPTH = 32  # arrays and objects inside each other
EXACT = 2**53  # the largest whole number that a browser and a database both hold exactly

T = TypeVar("T")


def read_json(raw: bytes | str, limit: int = LIMIT) -> object:
    """Turn bytes into plain values, or refuse them: `TooLarge`, or `Unreadable` with the reason.

    Refused are broken UTF-8 and lone surrogates, NaN and Infinity, keys given twice, zero characters, numbers beyond
    2^53 and nesting beyond 32; nothing that comes in can raise anything else.
    """
    if len(raw) > limit:
        raise TooLarge
    try:
        octets = raw.encode() if isinstance(raw, str) else raw
        if len(octets) > limit:
            raise TooLarge
        value: object = jiter.from_json(octets, allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError as error:
        raise Unreadable from error
    _check(value, DEPTH)
    return value


def _check(value: object, depth: int) -> None:
    """Walk over what was read; the recursion is at most `DEPTH` deep, the parser's own limit is 200."""
    if isinstance(value, str):
        if "\0" in value:
            raise Unreadable("A zero character cannot be kept.")
    elif isinstance(value, (dict, list)):
        if not depth:
            raise Unreadable(f"This is nested deeper than {DEPTH} levels.")
        if isinstance(value, dict):
            for key, each in value.items():
                _check(key, depth)
                _check(each, depth - 1)
        else:
            for each in value:
                _check(each, depth - 1)
    elif isinstance(value, (int, float)) and not -EXACT <= value <= EXACT:
        raise Unreadable("A number is larger than 2^53.")


def decode(raw: bytes | str, adapter: TypeAdapter[T], limit: int = LIMIT) -> T:
    """Turn one frame or body into a value we trust, or refuse it with every reason."""
    return checked(read_json(raw, limit), adapter)


def checked(value: object, adapter: TypeAdapter[T]) -> T:
    """Turn plain values into a typed one, or raise `Invalid` with a sentence for each path."""
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise Invalid(errors=problems(error)) from error
