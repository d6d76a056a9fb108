"""What was pressed is read on a page of its own, by its name, and the list leads there."""

import html
import re
from dataclasses import replace

from server.console.widget_presses import shown
from server.database import now_ms
from server.numbers.events import keep
from server.numbers.presses import Pressed
from server.numbers.seen import Event
from server.sites import widgets
from server.sites.widget_input import NewWidget
from tests.server.console.at_work import KINDS

REACH = NewWidget.read({"kind": "multibutton", "name": "Reach us", "settings": {"actions": [{"kind": "chat"}]}})


def rows(page):
    found = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", page)
    return [(html.unescape(name), *re.findall(r"<td[^>]*>(.*?)</td>", rest)) for name, rest in found]


async def test_the_list_tells_how_often_and_opens_what_was_pressed(console):
    placed = await console.database.write(widgets.create, KINDS, console.site.id, REACH, None)
    path = f"/console/widgets/{placed.id}/presses"
    manager = await console.hire("Dmitri Orlov")
    async with console.program(manager) as dmitri:
        empty = html.unescape((await dmitri.client.get(path)).text)
        words = ("telegram", "call", "telegram", "made_up")
        told = [Event(console.site.id, placed.id, "", "pressed", "", "", "phone", now_ms(), word) for word in words]
        await console.database.write(keep, told)
        listed = html.unescape((await dmitri.client.get("/console/widgets")).text)
        page = (await dmitri.client.get(path)).text
        none = await dmitri.client.get(f"/console/widgets/{console.letters}/presses")
    assert "Nothing pressed in 30 days" in empty
    assert re.findall(rf'<a href="{path}"[^>]*>(.*?)</a>', listed) == ["3 presses in 7 days"]
    assert listed.count("presses in 7 days</a>") == 1
    assert rows(page) == [
        ("Telegram", "2", "2", "2"),
        ("Phone call", "1", "1", "1"),
        ("Together", "3", "3", "3"),
    ]
    assert none.status_code == 404


def test_what_is_pressed_is_called_by_its_kind_in_both_languages_or_else_by_its_code():
    counted = [(kind, action) for kind in KINDS for action in kind.widget.presses]
    unnamed = [
        (kind.name, action)
        for kind, action in counted
        if not all(f"pressed.{action}" in kind.labels[language] for language in ("en", "ru"))
    ]
    assert counted
    assert unnamed == []
    kind = replace(counted[0][0], labels={})
    assert shown(kind, "en", Pressed("call", 0, 12, 1200)).name == "call"
    assert shown(kind, "en", Pressed("call", 0, 12, 1200)).month == "1\u202f200"
