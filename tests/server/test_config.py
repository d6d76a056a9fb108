"""The installation is read once, and a wrong variable is named in safe words."""

import ipaddress
from pathlib import Path

import pytest

from server.config import Installation, WrongSetting, read_environment


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    import os

    for name in [name for name in os.environ if name.startswith("FRONTDESK_")]:
        monkeypatch.delenv(name)


def test_without_any_variable_the_database_is_a_file_in_the_data_folder():
    assert read_environment({}).database == "sqlite:///data/frontdesk.sqlite3"


def test_a_given_value_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("FRONTDESK_PUBLIC_URL", "https://desk.example/")

    assert read_environment({}).public_url == "https://desk.example"
    assert read_environment({}, public_url="https://other.example").public_url == "https://other.example"


def test_proxies_are_addresses_or_networks_separated_by_commas(monkeypatch):
    monkeypatch.setenv("FRONTDESK_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.7")

    assert read_environment({}).trusted_proxies == (
        ipaddress.ip_network("10.0.0.0/8"),
        ipaddress.ip_network("192.0.2.7/32"),
    )


def test_a_secret_may_stand_in_a_file(tmp_path: Path):
    (tmp_path / "key").write_text("abc\n")

    assert read_environment({"FRONTDESK_SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == "abc"


def test_a_secret_file_that_cannot_be_read_is_named(tmp_path: Path):
    with pytest.raises(WrongSetting, match=r"FRONTDESK_SECRET_KEY_FILE: cannot be read"):
        read_environment({"FRONTDESK_SECRET_KEY_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("FRONTDESK_MAX_SOCKETS", "many", "FRONTDESK_MAX_SOCKETS: "),
        ("FRONTDESK_MAX_SOCKETS", "0", "FRONTDESK_MAX_SOCKETS: "),
        ("FRONTDESK_TRUSTED_PROXIES", "home", "FRONTDESK_TRUSTED_PROXIES: "),
        ("FRONTDESK_PUBLIC_URL", "desk.example", "FRONTDESK_PUBLIC_URL: "),
        ("FRONTDESK_DATABASE_URL", "mysql://x", "FRONTDESK: "),
        ("FRONTDESK_COUNTRY_HEADER", "CF IPCountry", "FRONTDESK_COUNTRY_HEADER: "),
        ("FRONTDESK_FAILPOINT", "before_commit:0", "FRONTDESK_FAILPOINT: "),
        ("FRONTDESK_FAILPOINT", ":3", "FRONTDESK_FAILPOINT: "),
    ],
)
def test_a_wrong_variable_is_named(monkeypatch, name, value, words):
    monkeypatch.setenv(name, value)

    with pytest.raises(WrongSetting) as refused:
        read_environment({})

    assert str(refused.value).startswith(words)


def test_every_setting_says_what_it_is_for():
    assert [name for name, field in Installation.model_fields.items() if not field.description] == []


def test_a_fail_point_is_a_name_and_a_number(monkeypatch):
    monkeypatch.setenv("FRONTDESK_FAILPOINT", "before_commit:3")

    assert read_environment({}).failpoint == ("before_commit", 3)


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:0", "smtp://mail.example:70000",
     "smtp://mail.example?from=desk", "smtp://mail.example?from=a@b.example\r\nBcc:c@d.example",
     "smtp://mail.example?from=a%0d@b.example", "smtp://a b@mail.example"],
)  # fmt: skip
def test_a_mail_server_that_cannot_be_used_is_refused_without_its_password(url):
    with pytest.raises(WrongSetting) as refused:
        read_environment({}, smtp_url=url)
    assert str(refused.value).startswith("FRONTDESK_SMTP_URL: ")


@pytest.mark.parametrize(
    "url",
    ["", "smtp://mail.example", "smtps://anna%40shop:p%40ss@mail.example:465", "smtp://[::1]:25/",
     "smtp://mail.example?from=desk@shop.example"],
)  # fmt: skip
def test_a_mail_server_is_taken_in_every_usual_form(url):
    assert read_environment({}, smtp_url=url).smtp_url == url


def test_an_empty_file_of_countries_is_none(monkeypatch):
    monkeypatch.setenv("FRONTDESK_COUNTRY_DATABASE", "")

    assert read_environment({}).country_database is None
