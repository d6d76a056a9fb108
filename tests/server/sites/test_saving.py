"""What is saved again and again while somebody writes is one line of the journal; another hand is another line."""

import pytest

from server.audit import journal
from server.database import Database
from server.sites import widgets
from server.sites.widget_input import NewWidget, WidgetChange
from tests.support.desk import KINDS, make_site

pytestmark = pytest.mark.storage


async def test_one_sitting_over_a_draft_is_one_line_of_the_journal(database: Database) -> None:
    site = await make_site(database)
    made = await database.write(widgets.create, KINDS, site.id, NewWidget.read({"kind": "bell"}), "m" * 26)
    for number, member in enumerate(("m" * 26, "m" * 26, "m" * 26, "n" * 26)):
        change = WidgetChange.read({"settings": {"rings": number + 4}, "draft": True})
        made = await database.write(widgets.change, KINDS, made.id, change, member)
    lines = (await database.read(journal.lines, site.id, 20)).items
    assert [line.member for line in lines if line.act == "widget.changed"] == ["n" * 26, "m" * 26]
    assert (made.revision, made.changed_by) == (6, "n" * 26)
