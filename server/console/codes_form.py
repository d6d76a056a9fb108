"""The forms of the codes' pages, read strictly: a pool, and codes pasted or read from a file."""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from pydantic import ValidationError

from server.codes.adding import MOST_AT_ONCE
from server.codes.pool_input import GENERATED, LIST, NewPool, PoolChange
from server.codes.pools import Pool
from server.codes.spelling import read_code, shortest
from server.console.times import Clock
from server.console.words import Words
from server.errors import Invalid
from server.model import Model, problems
from server.sites.instants import written

HEADINGS = frozenset({"code", "codes", "promo", "promocode", "coupon", "код", "коды", "промокод"})
MOST_SAID = 3  # lines that are named, of those that hold no code
OF_GENERATED = ("prefix", "length", "limit")
T = TypeVar("T", bound=Model)
WHOLE = ("length", "limit", "valid_days")


def read_new(said: Mapping[str, str], clock: Clock) -> NewPool:
    """A pool to be made, or `Invalid` with words for each field."""
    kind = said.get("kind", LIST)
    wanted: dict[str, Any] = {"kind": kind, **_plain(said, is_generated=kind == GENERATED)}
    return _read(NewPool, wanted | {"ends_at": _last_day(said.get("last_day", ""), clock)}, clock.words)


def read_change(said: Mapping[str, str], present: Pool, clock: Clock) -> PoolChange:
    """What becomes of a pool; a last day that is left as it was keeps its hour."""
    wanted = _plain(said, is_generated=present.is_generated)
    if said.get("last_day", "") != last_day(present, clock):
        wanted["ends_at"] = _last_day(said.get("last_day", ""), clock)
    return _read(PoolChange, wanted, clock.words)


def last_day(pool: Pool, clock: Clock) -> str:
    """The last day on which a pool's codes are good, as the form's field holds it; empty: without end."""
    return "" if pool.ends_at is None else f"{clock.local(pool.ends_at - 1):%Y-%m-%d}"


def read_pasted(said: str, t: Words) -> list[str]:
    """The codes of what was pasted: the first cell of each line, its heading and empty lines left out."""
    found: list[str] = []
    wrong: list[str] = []
    for place, line in enumerate(said.splitlines(), 1):
        cell = _first_cell(line)
        if not cell or (not found and cell.casefold() in HEADINGS):
            continue
        try:
            found.append(read_code(cell))
        except ValueError:
            wrong.append(t("codes.wrong_line", n=place, line=cell[:60]))
    if wrong:
        more = t("codes.wrong_more", n=len(wrong) - MOST_SAID) if len(wrong) > MOST_SAID else ""
        raise Invalid(errors={"codes": " ".join([*wrong[:MOST_SAID], more, t("codes.fit")]).strip()})
    if not found:
        raise Invalid(errors={"codes": t("codes.paste_first")})
    if len(found) > MOST_AT_ONCE:
        raise Invalid(errors={"codes": t("codes.too_many", n=len(found), most=MOST_AT_ONCE)})
    return found


def _first_cell(line: str) -> str:
    line = line.strip().lstrip("\ufeff")
    separator = next((each for each in ";\t," if each in line), None)
    if separator is None:
        return line.strip('"').strip()
    try:
        return next(csv.reader([line], delimiter=separator), [""])[0].strip()
    except csv.Error:
        return line


def _plain(said: Mapping[str, str], *, is_generated: bool) -> dict[str, Any]:
    names = ("name", "reward", "valid_days", *(OF_GENERATED if is_generated else ()))
    read: dict[str, Any] = {name: said.get(name, "").strip() for name in names}
    for name in set(names) & set(WHOLE):
        read[name] = int(read[name]) if read[name].isascii() and read[name].isdecimal() else read[name] or None
    return read


def _last_day(said: str, clock: Clock) -> str | None:
    """The first moment after this day on the site's clock, as RFC 3339."""
    if not said:
        return None
    try:
        after = clock.read(f"{date.fromisoformat(said) + timedelta(days=1):%Y-%m-%d}T00:00")
    except (ValueError, OverflowError):
        return said
    return said if after is None else written(after)


def _read(model: type[T], wanted: Mapping[str, Any], t: Words) -> T:
    try:
        return model.model_validate(wanted)
    except ValidationError as error:
        raise Invalid(errors=_in_words(problems(error), wanted, t)) from error


def _in_words(errors: Mapping[str, str], wanted: Mapping[str, Any], t: Words) -> dict[str, str]:
    """Errors by the names of the form's own fields; of a random part that could be guessed, how long it has to be."""
    said = {"last_day" if name == "ends_at" else name: words for name, words in errors.items()}
    if "body" in said:
        most = wanted.get("limit")
        least = shortest(most) if isinstance(most, int) else 0
        return {"length": t("codes.wrong.guessable", n=least)}
    return {name: t.known(f"codes.wrong.{name}") or words for name, words in said.items()}
