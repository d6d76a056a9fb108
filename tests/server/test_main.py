"""The operator's commands refuse in one line, and standard output carries only what was asked for."""

import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner, Result

from server import logs
from server.__main__ import invite, main, own_address

PASSWORD = "a long enough password\n"
SETUP = (
    "setup",
    "--site",
    "Shop",
    "--origin",
    "https://shop.example",
    "--email",
    "me@shop.example",
    "--password-stdin",
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs one command on an installation of its own."""
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(logs, "set_up_logs", lambda: None)

    def run(*words: str, given: str = "") -> Result:
        return CliRunner().invoke(main, words, input=given, prog_name="frontdesk")

    return run


def test_setup_with_json_says_exactly_one_object(run):
    said = run(*SETUP, "--json", given=PASSWORD)

    made = json.loads(said.stdout)
    assert (said.exit_code, sorted(made)) == (
        0,
        ["api_token", "identity_secret", "site_id", "site_key", "snippet"],
    )
    assert made["snippet"] == f'<script async src="http://127.0.0.1:8080/s/{made["site_key"]}.js"></script>'


def test_the_owner_is_called_by_the_name_that_was_given(run, tmp_path):
    made = run(*SETUP, "--name", "Ana  Petrović", given=PASSWORD)

    assert "/console/widgets/new (place the first widget there)" in made.stdout
    assert "No --country was given" in made.stderr
    with closing(sqlite3.connect(tmp_path / "data" / "frontdesk.sqlite3")) as kept:
        assert kept.execute("SELECT name FROM members").fetchall() == [("Ana Petrović",)]


def test_a_refusal_names_the_field_without_a_traceback(run):
    said = run(*SETUP, "--country", "XX", given=PASSWORD)

    assert said.exit_code == 1
    assert said.stdout == ""
    assert "country: " in said.stderr
    assert "Traceback" not in said.stderr


def test_a_wrong_variable_is_named(run, monkeypatch):
    monkeypatch.setenv("FRONTDESK_MAX_SOCKETS", "many")

    said = run("doctor")

    assert said.exit_code == 1
    assert said.stderr.startswith("Error: FRONTDESK_MAX_SOCKETS: ")


def test_more_than_one_process_says_what_it_needs(run):
    said = run("serve", "--workers", "2")

    assert said.exit_code == 1
    assert "Redis (FRONTDESK_REDIS_URL) and PostgreSQL (FRONTDESK_DATABASE_URL)" in said.stderr


def test_a_copy_is_put_back(run, tmp_path):
    made = json.loads(run(*SETUP, "--json", given=PASSWORD).stdout)
    copy = tmp_path / "copy.sqlite3"

    assert run("backup", str(copy)).exit_code == 0
    refused = run("restore", str(copy))
    assert run("restore", str(copy), "--replace").exit_code == 0

    assert refused.exit_code == 1
    assert run("doctor").exit_code == 0
    assert made["site_id"].encode() in copy.read_bytes()


def test_doctor_ends_with_1_where_frontdesk_could_not_work(run):
    said = run("doctor")

    assert said.exit_code == 1
    assert "LOOK database reachable" in said.stdout


def test_a_forgotten_password_is_given_anew_and_nobody_else_s(run, tmp_path):
    run(*SETUP, given=PASSWORD)
    given = run("password", "--email", "Me@shop.example", "--password-stdin", given="another long password\n")
    nobody = run("password", "--email", "you@shop.example", "--password-stdin", given="another long password\n")
    short = run("password", "--email", "me@shop.example", "--password-stdin", given="short\n")
    again = run(*SETUP, given="another long password\n")  # the owner of one more site proves who that is

    assert (given.exit_code, given.stdout) == (0, "")
    assert given.stderr == "The password is set, and every session has ended.\n"
    assert (nobody.exit_code, nobody.stderr) == (1, "Error: Nobody has this e-mail.\n")
    assert (short.exit_code, "at least 10 characters" in short.stderr) == (1, True)
    assert again.exit_code == 0


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:9000"),
        ("0.0.0.0", "http://127.0.0.1:9000"),
        ("::", "http://127.0.0.1:9000"),
        ("::1", "http://[::1]:9000"),
        ("desk.lan", "http://desk.lan:9000"),
    ],
)
def test_a_server_without_an_address_of_its_own_is_reached_where_it_listens(host, address):
    assert own_address(host, 9000) == address


def test_the_start_of_an_empty_house_tells_where_to_begin_on_standard_error(capsys):
    invite("https://desk.example", "code")

    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Nobody is here yet. Begin at https://desk.example/console/start#code\n")
