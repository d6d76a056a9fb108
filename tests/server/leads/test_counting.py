"""Leads are counted by the widget that brought them, from a moment on."""

import pytest
from sqlalchemy import insert

from server.database import Database, Transaction
from server.leads.counting import by_widget
from server.leads.tables import leads

pytestmark = pytest.mark.storage


def bring(tx: Transaction, site: str, widget: str, spam: bool) -> int:
    """A lead of a widget; gives back when."""
    row = dict.fromkeys(("kind", "name", "phone", "email", "values", "page", "source"), "")
    ids = {"id": tx.new_id(), "site": site, "client": "c" * 26, "widget": widget}
    tx.run(insert(leads), **row, **ids, spam=spam, sample=False, at=tx.now)
    return tx.now


async def test_leads_of_the_last_days_are_counted_by_widget_without_spam(database: Database) -> None:
    for widget, spam in (("a" * 26, False), ("a" * 26, False), ("b" * 26, False), ("b" * 26, True)):
        at = await database.write(bring, "s" * 26, widget, spam)
    await database.write(bring, "t" * 26, "a" * 26, False)
    assert await database.read(by_widget, "s" * 26, at - 60_000) == {"a" * 26: 2, "b" * 26: 1}
    assert await database.read(by_widget, "s" * 26, at + 60_000) == {}
