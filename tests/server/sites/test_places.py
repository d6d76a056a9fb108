"""Countries and time zones are real ones."""

import pytest

from server.sites.places import known_country, known_time_zone, time_zones, zones_by_country


def test_time_zones_are_places_and_not_files() -> None:
    assert {"Europe/Belgrade", "Europe/Moscow", "UTC"} < time_zones()
    assert known_time_zone("Europe/Belgrade") == "Europe/Belgrade"
    assert not {"localtime", "Factory", "posixrules"} & time_zones()


def test_a_country_may_be_written_small() -> None:
    assert [known_country("RS"), known_country("rs")] == ["RS", "RS"]


@pytest.mark.parametrize("value", ["", "XX", "SRB", "R", "Serbia", "ß"])
def test_a_country_that_does_not_exist_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="two letters of ISO 3166"):
        known_country(value)


@pytest.mark.parametrize("value", ["", "Belgrade", "Europe/belgrade", "../../etc/passwd", "localtime", "UTC+2"])
def test_a_time_zone_that_does_not_exist_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="a name of the time zone database"):
        known_time_zone(value)


def test_zones_where_people_live_come_with_their_country_and_are_all_known() -> None:
    zones = zones_by_country()
    assert ("Europe/Belgrade", "RS") in zones
    assert {zone for zone, _ in zones} <= time_zones()
