"""The operator's commands refuse in one line, and standard output carries only what was asked for."""

import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner, Result

from server import logs
from server.__main__ import main

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

    assert "/console/site (place the first widget there)" in made.stdout
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
