"""A kind of widget that exists in tests only, with every kind of form field there is."""

from pathlib import Path
from typing import Any, Literal

from server.registry import Kind
from server.sites.instants import Instant
from server.widget import (
    Colour,
    Country,
    Field,
    Lead,
    LongText,
    Model,
    Settings,
    ShortText,
    Visit,
    WebAddress,
    Widget,
)


class Step(Settings):
    """One thing of a list, with a list of its own."""

    name: str = Field(max_length=40)
    words: ShortText = ShortText()
    weight: float = Field(1.5, ge=0, le=10)
    answers: tuple[ShortText, ...] = ()


class Look(Settings):
    """Fields that belong together."""

    ink: Colour = "#13201f"
    round: bool = True


class Everything(Settings):
    """One field of every kind."""

    title: ShortText = ShortText()
    story: LongText = LongText()
    name: str = Field("", max_length=40)
    remark: str = Field("", max_length=1000)
    seconds: int = Field(5, ge=0, le=60, json_schema_extra={"unit": "seconds"})
    share: float = Field(0.5, gt=0, lt=1)
    is_loud: bool = False
    mode: Literal["now", "later"] = "now"
    size: Literal[1, 2, 3] | None = None
    ground: Colour = "#ffffff"
    ink: Colour = Field("#bbbbbb", json_schema_extra={"against": "ground", "group": "looks"})
    link: WebAddress = ""
    links: tuple[WebAddress, ...] = ()
    tags: tuple[str, ...] = ()
    home: Country | None = None
    countries: tuple[Country, ...] = Field((), max_length=3)
    days: tuple[Literal["mon", "tue", "wed"], ...] = ()
    look: Look = Look()
    steps: tuple[Step, ...] = Field((), max_length=4)
    greetings: tuple[ShortText, ...] = ()
    ends: Instant | None = None
    odds: dict[str, int] = Field(default_factory=dict)
    later: int = Field(3, json_schema_extra={"when": {"mode": ["later"]}})


FULL: dict[str, Any] = {
    "title": {"en": "Ring", "ru": "Звонок", "de": "of a language that the site no longer speaks"},
    "story": {"en": "Two\nlines"},
    "name": "<b>Anna</b> & “co”",
    "remark": "first\n\nthird",
    "seconds": 0,
    "share": 0.25,
    "is_loud": True,
    "mode": "later",
    "size": 2,
    "ground": "#101010",
    "ink": "#fafafa",
    "link": "https://shop.example/?a=1&b=2",
    "links": ["https://a.example/", "http://b.example/"],
    "tags": ["one", "two words"],
    "home": "RS",
    "countries": ["RU", "RS"],
    "days": ["wed", "mon"],
    "look": {"ink": "#222222", "round": False},
    "steps": [
        {"name": "A", "words": {"en": "First"}, "weight": 2.25, "answers": [{"en": "Yes"}, {"ru": "Нет"}]},
        {"name": "B"},
    ],
    "greetings": [{"en": "Hello"}, {"ru": "Привет"}],
    "ends": "2026-05-01T09:00:00Z",
    "odds": {"mug": 3},
    "later": 9,
}
RULES: dict[str, Any] = {
    "where": {"any": [{"field": "path", "op": "prefix", "value": "/coffee"}]},
    "when": [{"kind": "delay", "seconds": 4}, {"kind": "exit"}, {"kind": "click", "selector": ".buy > a"}],
    "start": "2026-05-01T09:00:00Z",
    "stop": "2026-06-01T09:00:00.250Z",
    "priority": -7,
}


class Nothing(Model):
    """What a visitor sends."""


def no_lead(values: Nothing, visit: Visit) -> Lead:
    """Nothing is left."""
    return Lead()


KIND = Kind(
    "everything",
    Path(),
    Widget(Everything, Nothing, no_lead),
    {"en": {"title": "We ring in {n} {n|second|seconds}"}, "ru": {"title": "Звоним"}},
    (),
    {"en": {"setting.title": "Heading", "choice.mode.now": "At once"}, "ru": {}},
)
