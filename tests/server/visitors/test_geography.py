"""Countries by address: a trusted proxy's word first, then the owner's file, which may change or break at any time."""

import ipaddress
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from server.visitors.geography import CountryFile, Geography, UnusableFile
from tests.support.mmdb import write_mmdb

SERBIA, RUSSIA, LISBON = "203.0.113.7", "198.51.100.7", "2001:db8::7"
RECORDS = {
    "203.0.113.0/24": {"country": {"iso_code": "RS"}, "registered_country": {"iso_code": "DE"}},
    "198.51.100.0/24": {"country": "Russia", "country_code": "RU"},
    "2001:db8::/32": {"country": "pt"},
    "192.0.2.0/25": {"registered_country": {"iso_code": "DE"}},
    "192.0.2.128/25": {"country": {"iso_code": "XX"}},
}
PROXY = (ipaddress.ip_network("10.0.0.1/32"),)


def asked(peer: str = SERBIA, **headers: str) -> Request:
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "client": (peer, 1), "headers": sent})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_mmdb(tmp_path / "countries.mmdb", RECORDS)


@pytest.mark.parametrize(
    ("address", "country"),
    [
        (SERBIA, "RS"),
        (RUSSIA, "RU"),
        (LISBON, "PT"),
        ("192.0.2.1", ""),
        ("192.0.2.200", ""),
        ("127.0.0.1", ""),
        ("0.0.0.0", ""),
        ("no address", ""),
    ],
)
async def test_t1_the_file_tells_the_country_of_an_address_or_nothing(file: Path, address: str, country: str) -> None:
    assert await Geography(file).country_of(asked(), address) == country


async def test_without_a_file_and_a_header_every_country_is_unknown() -> None:
    assert await Geography().country_of(asked(cf_ipcountry="RS"), SERBIA) == ""


@pytest.mark.parametrize(
    ("peer", "told", "country"),
    [
        ("10.0.0.1", "RU", "RU"),
        ("10.0.0.1", "ru", "RU"),
        ("10.0.0.1", "XX", "RS"),
        ("10.0.0.1", "T1", "RS"),
        ("10.0.0.1", "", "RS"),
        ("10.0.0.1", "Россия".encode().decode("latin-1"), "RS"),
        (SERBIA, "RU", "RS"),
    ],
)
async def test_t1_a_header_is_believed_only_of_a_trusted_proxy_that_speaks_to_us_itself(
    file: Path, peer: str, told: str, country: str
) -> None:
    geography = Geography(file, "CF-IPCountry", PROXY)
    request = Request({"type": "http", "client": (peer, 1), "headers": [(b"cf-ipcountry", told.encode("latin-1"))]})

    assert await geography.country_of(request, SERBIA) == country


async def test_a_file_that_changes_is_read_again_within_five_seconds(file: Path) -> None:
    now = 0.0
    geography = Geography(file, clock=lambda: now)
    write_mmdb(file, {"203.0.113.0/24": {"country": {"iso_code": "ME"}}})
    now = 4.0
    await geography.country_of(asked(), SERBIA)
    now = 10.0

    assert await geography.country_of(asked(), SERBIA) == "ME"


def damage(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:40])


@pytest.mark.parametrize("harm", [damage, os.remove], ids=["damaged", "removed"])
async def test_a_file_that_breaks_leaves_countries_unknown_until_it_is_whole_again(
    file: Path, harm: Callable[[Path], None]
) -> None:
    now = 0.0
    geography = Geography(file, clock=lambda: now)
    told = []
    for act in (harm, lambda path: write_mmdb(path, RECORDS)):
        act(file)
        now += 6
        told.append(await geography.country_of(asked(), SERBIA))

    assert told == ["", "RS"]


@pytest.mark.parametrize("written", [b"", b"no such file", b"\xab\xcd\xefMaxMind.com", b"\xab\xcd\xefMaxMind.com\xe1"])
def test_what_is_no_such_file_is_refused_in_safe_words(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "countries.mmdb"
    path.write_bytes(written)

    with pytest.raises(UnusableFile, match="it is no MaxMind DB"):
        CountryFile(path)


def test_a_file_that_is_not_there_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="cannot be read"):
        CountryFile(tmp_path / "none.mmdb")


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_damaged_file_costs_no_more_than_the_country(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int
) -> None:
    path = write_mmdb(tmp_path_factory.mktemp("damaged") / "countries.mmdb", RECORDS)
    octets = bytearray(path.read_bytes())
    octets[at % len(octets)] = byte
    path.write_bytes(octets)

    try:
        told = {CountryFile(path).country_of(address) for address in (SERBIA, RUSSIA, LISBON)}
    except UnusableFile:
        return
    assert all(len(country) in (0, 2) for country in told)
