"""A submission that has been understood, before the database is asked."""

from dataclasses import replace

import pytest

from server.database import Database
from server.errors import Invalid
from server.leads import arrivals
from server.leads.arrivals import understand
from server.leads.once import once_of
from server.widget import CallWanted, Lead
from tests.server.leads.desk import NUMBER, Desk, open_desk
from tests.server.optin.asker import open_asker


def _understand(desk: Desk, **said: object) -> arrivals.Arrival:
    sent = desk.submission(**said)
    widget, same = desk.published.widgets["w1"], once_of(desk.site, sent, None)
    return understand(desk.published.site, widget, sent, same, "2001:db8::1", 1)


async def test_the_widgets_own_handler_reads_the_values(database: Database):
    arrival = _understand(await open_desk(database), phone="064 123 45 67", name=" Jovana\u202e ", question="When?")

    assert arrival.lead == Lead(
        name="Jovana",
        phone=NUMBER,
        values={"phone": NUMBER, "name": "Jovana", "question": "When?"},
        facts={"name": "Jovana"},
        effects=(CallWanted(NUMBER, "When?", 28),),
    )
    assert (arrival.network, arrival.spam, arrival.agreement.address) == ("2001:db8::/64", False, "2001:db8::1")
    assert arrival.source.known == {
        "utm_source": "letter",
        "referrer": "https://find.example/",
        "landing": "https://shop.example/beans?utm_source=letter",
    }


async def test_a_field_is_refused_by_the_name_it_has_in_the_form(database: Database):
    desk = await open_desk(database)

    with pytest.raises(Invalid) as refused:
        _understand(desk, phone="x" * 301)

    assert refused.value.errors == {"phone": "at most 300 characters"}


async def test_p3_the_consent_journal_cuts_addresses_where_the_site_says_so(database: Database):
    desk = await open_desk(database)
    cutting = replace(desk.published, site=replace(desk.published.site, addresses="cut"))

    arrival = _understand(replace(desk, published=cutting))

    assert (arrival.agreement.address, arrival.network) == ("2001:db8::", "2001:db8::/64")


async def test_a_form_open_for_less_than_the_least_is_spam(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(arrivals, "LEAST_MS", 1500)
    desk = await open_desk(database)

    assert [_understand(desk, opened_ms=opened).spam for opened in (100, 1500)] == [True, False]


async def test_a_room_that_lets_confirm_without_an_address_is_broken(database: Database):
    desk = (await open_asker(database)).desk

    with pytest.raises(ValueError, match="what is confirmed by a letter needs an address"):
        _understand(desk, values={}, consent=["newsletter"])
    assert _understand(desk, values={}, consent=[]).unconfirmed is None
