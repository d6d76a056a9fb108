"""The operator's commands refuse in one line, and standard output carries only what was asked for."""

import json
import os
import socket
import sqlite3
import sys
from contextlib import closing

import pytest
import structlog
from click.testing import CliRunner, Result

from server import logs
from server.__main__ import invite, main, own_address
from server.folder import held
from tests.support.engines import free_port

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


def _to_standard_error() -> None:
    """What a slow machine has to say is no part of an answer; whose standard error it is, is asked at each line."""
    structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs one command on an installation of its own."""
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(logs, "set_up_logs", _to_standard_error)

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


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Data folders that cannot be used, each with what is said of it."""
    (tmp_path / "file").write_text("words")
    garbage, locked = tmp_path / "garbage", tmp_path / "locked"
    for folder in (garbage, locked):
        folder.mkdir()
    (garbage / "frontdesk.sqlite3").write_bytes(b"garbage" * 2000)
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not (mode & os.W_OK and path == locked) and access(path, mode))
    return {
        tmp_path / "file": "is not a folder; a folder that this user may write to is expected",
        locked: "cannot be written",
        garbage: "(file is not a database); a database of Frontdesk is expected",
    }


@pytest.mark.parametrize(
    "words",
    [
        ("serve", "--port", str(free_port())),
        SETUP,
        ("migrate",),
        ("seed",),
        ("password", "--email", "me@shop.example", "--password-stdin"),
        ("backup", "{copy}"),
        ("demo", "--port", str(free_port()), "--shop-port", str(free_port()), "--data-dir", "{folder}"),
    ],
    ids=lambda words: words[0],
)
def test_a_data_folder_that_cannot_be_used_is_one_line_with_its_setting(run, words, folders, tmp_path, monkeypatch):
    setting = "--data-dir" if words[0] == "demo" else "FRONTDESK_DATA_DIR"
    for folder, expected in folders.items():
        monkeypatch.setenv("FRONTDESK_DATA_DIR", str(folder))
        said = run(*(word.format(copy=tmp_path / "copy", folder=folder) for word in words), given=PASSWORD)

        assert (said.exit_code, said.stdout) == (1, "")
        assert said.stderr.startswith(f"Error: {setting}: {folder}")
        assert expected in said.stderr
        assert said.stderr.count("\n") == 1


def test_serve_tells_nobody_an_address_that_belongs_to_another_program(run, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = run("serve", "--port", str(port))

    words = f"Port {port} is taken by another program. Stop it, or choose another port with --port."
    assert (said.exit_code, said.stdout, said.stderr) == (1, "", f"Error: {words}\n")
    assert not (tmp_path / "data").exists()


def test_what_may_not_run_beside_a_server_is_refused_and_changes_nothing(run, tmp_path):
    run(*SETUP, given=PASSWORD)
    copy, port = tmp_path / "copy", str(free_port())
    with held(tmp_path / "data"):
        beside = [run("backup", str(copy)), run("migrate"), run("seed", "--people", "1", "--entries", "0")]
        beside += [run("password", "--email", "me@shop.example", "--password-stdin", given=PASSWORD), run("doctor")]
        demo = ("demo", "--port", port, "--shop-port", str(free_port()), "--data-dir", str(tmp_path / "data"))
        refused = [run("serve", "--port", port), run("restore", str(copy), "--replace"), run(*demo)]

    assert [each.exit_code for each in beside] == [0] * 5
    assert [each.exit_code for each in refused] == [1] * 3
    for each, setting in zip(refused, ("FRONTDESK_DATA_DIR", "FRONTDESK_DATA_DIR", "--data-dir"), strict=True):
        assert each.stderr == (
            f"Error: {tmp_path / 'data'} is in use by another Frontdesk (process {os.getpid()}). "
            f"Stop that one first, or give this one a folder of its own with {setting}.\n"
        )


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
