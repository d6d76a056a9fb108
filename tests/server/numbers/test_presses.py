"""Presses are counted by what was pressed, in days of the site's own."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from server.database import Database
from server.numbers.events import keep
from server.numbers.presses import Pressed, by_action, by_widget, since
from server.numbers.seen import Event

BELGRADE = ZoneInfo("Europe/Belgrade")
DAY, HOUR = 86_400_000, 3_600_000  # ms


def at(written: str) -> int:
    return int(datetime.fromisoformat(written).replace(tzinfo=BELGRADE).timestamp() * 1000)


NOW = at("2026-05-14T09:30")


def press(action: str, when: int = NOW, widget: str = "w", name: str = "pressed", site: str = "s") -> Event:
    return Event(site, widget, "bell", name, "https://shop.rs/", "", "phone", when, action)


@pytest.mark.storage
async def test_each_known_action_has_its_figures_for_today_a_week_and_a_month(database: Database) -> None:
    midnight = at("2026-05-14T00:00")
    told = [
        press("call", midnight - 1),
        press("call", midnight - 7 * DAY),
        press("call", midnight - 29 * DAY),
        press("call", midnight - 29 * DAY - 1),
        press("telegram", midnight),
        *(press("telegram") for _ in range(3)),
        press("telegram", name="shown"),
        press("telegram", widget="other"),
        press("telegram", site="another"),
        *(press(f"made_up_{number}") for number in range(30)),
    ]
    await database.write(keep, told)
    offered = ("call", "telegram", "link")

    assert await database.read(by_action, "s", "w", offered, BELGRADE, NOW) == [
        Pressed("telegram", 4, 4, 4),
        Pressed("call", 0, 1, 3),
    ]
    assert await database.read(by_action, "s", "w", (), BELGRADE, NOW) == []
    of_kinds = {"w": offered, "other": ("call",)}
    assert await database.read(by_widget, "s", of_kinds, BELGRADE, NOW) == {"w": 5}
    assert await database.read(by_widget, "s", {"w": ()}, BELGRADE, NOW) == {}


def test_days_begin_at_the_sites_midnight_also_when_the_clocks_were_changed() -> None:
    assert [since(BELGRADE, NOW, days) for days in (1, 7)] == [at("2026-05-14T00:00"), at("2026-05-08T00:00")]
    after_the_change = at("2026-03-30T12:00")
    assert since(BELGRADE, after_the_change, 2) == at("2026-03-29T00:00")
    assert since(BELGRADE, after_the_change, 1) - since(BELGRADE, after_the_change, 2) == 23 * HOUR
