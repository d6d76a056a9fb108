"""Programs read what visitors pressed."""

from server.database import now_ms
from server.numbers.events import keep
from server.numbers.seen import Event
from tests.server.api.conftest import Office


async def test_presses_are_read_by_action_the_most_pressed_first(office: Office) -> None:
    widget = await office.widget(kind="multibutton", settings={"actions": [{"kind": "call", "to": "+381601234567"}]})
    nothing_counted = await office.widget()
    words = ("call", "telegram", "telegram", "made_up")
    told = [
        Event(office.site, each, "", "pressed", "", "", "phone", now_ms(), word)
        for word in words
        for each in (widget, nothing_counted)
    ]
    await office.database.write(keep, told)

    said = await office.said("GET", f"/widgets/{widget}/presses", by="pavle")

    assert said["items"] == [
        {"action": "telegram", "today": 2, "days_7": 2, "days_30": 2},
        {"action": "call", "today": 1, "days_7": 1, "days_30": 1},
    ]
    assert said["since"]["days_30"] < said["since"]["days_7"] < said["since"]["today"]
    assert (await office.said("GET", f"/widgets/{nothing_counted}/presses"))["items"] == []
    assert (await office.ask("GET", f"/widgets/{widget}/presses", by="zoran")).status_code == 404
