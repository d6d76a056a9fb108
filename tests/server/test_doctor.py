"""The doctor finds what is wrong and says what to do."""

from server.config import Installation
from server.database.migrate import migrate
from server.doctor import Finding, examine
from tests.support.mmdb import write_mmdb


def found(installation: Installation) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(installation)}


def test_a_sound_installation_has_nothing_to_look_at(tmp_path):
    installation = Installation(data_dir=tmp_path)
    migrate(installation.database)

    assert [each for each in examine(installation) if not each.good] == []


def test_a_database_that_was_never_made_is_serious_and_the_way_on_is_told(tmp_path):
    missing = found(Installation(data_dir=tmp_path / "none"))

    assert missing["data folder"].good is False
    assert missing["database reachable"] == Finding(
        "database reachable",
        False,
        f"{tmp_path}/none/frontdesk.sqlite3 does not exist: run frontdesk migrate",
        serious=True,
    )


def test_test_settings_are_warned_of(tmp_path):
    seen = found(Installation(data_dir=tmp_path, testing=True, failpoint=("before_commit", 1)))

    assert (seen["testing"].good, seen["fail point"].good) == (False, False)


def test_a_public_address_without_https_is_advice(tmp_path):
    seen = found(Installation(data_dir=tmp_path, public_url="http://desk.example"))["public address"]

    assert (seen.good, seen.serious) == (False, False)
    assert seen.words.startswith("http://desk.example is not https")


def test_a_file_of_countries_is_looked_at_and_a_broken_one_is_advice(tmp_path):
    path = write_mmdb(tmp_path / "countries.mmdb", {"203.0.113.0/24": {"country": {"iso_code": "RS"}}})
    sound = found(Installation(data_dir=tmp_path, country_database=path))["countries"]
    path.write_bytes(b"nothing of the kind")
    broken = found(Installation(data_dir=tmp_path, country_database=path))["countries"]

    assert sound == Finding("countries", True, f"{path} (Tests-Country)")
    assert (broken.good, broken.serious) == (False, False)
    assert broken.words.startswith(f"{path}: it is no MaxMind DB")


def test_a_country_header_that_nobody_may_send_is_advice(tmp_path):
    given = {"data_dir": tmp_path, "country_header": "CF-IPCountry"}

    assert found(Installation(**given))["country header"].good is False
    assert "country header" not in found(Installation(**given, trusted_proxies="10.0.0.1"))
