"""`frontdesk demo` as an operator runs it: both sites answer, Ctrl-C ends both, and it comes back as it was."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.support.engines import free_port

KEYS = ["console_url", "shop_url", "email", "password", "site_id", "site_key", "api_token", "identity_secret"]


@contextmanager
def demo(folder: Path, port: int, shop_port: int, *more: str) -> Iterator[subprocess.Popen[str]]:
    options = ["--port", str(port), "--shop-port", str(shop_port), "--data-dir", str(folder), *more]
    command, pipe = [sys.executable, "-m", "server", "demo", *options], subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=dict(os.environ)) as running:
        try:
            yield running
        finally:
            running.kill()


def end(running: subprocess.Popen[str]) -> tuple[int, str]:
    """Press Ctrl-C; gives back the exit code and what else was written on standard output."""
    running.send_signal(signal.SIGINT)
    rest, _ = running.communicate(timeout=30)
    return running.returncode, rest


def test_it_starts_tells_one_line_and_comes_back_with_everything_kept(tmp_path: Path) -> None:
    port, shop_port = free_port(), free_port()
    with demo(tmp_path, port, shop_port, "--json") as running:
        first = json.loads(running.stdout.readline())
        shop = httpx2.get(first["shop_url"], timeout=10)
        console = httpx2.get(first["console_url"], timeout=10, follow_redirects=True)
        loader = httpx2.get(f"{first['console_url']}/s/{first['site_key']}.js", timeout=10)
        assert end(running) == (0, "")

    assert [*first] == KEYS
    assert (first["console_url"], first["shop_url"]) == (f"http://127.0.0.1:{port}", f"http://localhost:{shop_port}")
    assert f'src="{first["console_url"]}/s/{first["site_key"]}.js"' in shop.text
    assert (console.status_code, console.url.path.startswith("/console/")) == (200, True)
    assert (loader.status_code, first["identity_secret"] in loader.text) == (200, False)

    with demo(tmp_path, port, shop_port, "--json") as running:
        second = json.loads(running.stdout.readline())
        headers = {"authorization": f"Bearer {second['api_token']}"}
        leads = httpx2.get(
            f"{second['console_url']}/api/v1/sites/{second['site_id']}/leads", headers=headers, timeout=10
        )
        assert end(running) == (0, "")

    assert second == first
    assert len(leads.json()["items"]) == 13


def test_for_people_it_prints_both_addresses_and_a_log_in(tmp_path: Path) -> None:
    port, shop_port = free_port(), free_port()
    with demo(tmp_path, port, shop_port) as running:
        told = "".join(running.stdout.readline() for _ in range(7))
        assert end(running)[0] == 0

    assert f"http://127.0.0.1:{port}/console/" in told
    assert f"http://localhost:{shop_port}/" in told
    assert "anna@harbourrow.example" in told
    assert "Ctrl-C stops both." in told


def test_a_port_that_is_taken_is_told_in_words_with_the_option_that_helps(tmp_path: Path) -> None:
    taken, free = free_port(), free_port()
    with demo(tmp_path / "first", taken, free) as first:
        first.stdout.readline()
        for options, name in (((taken, free_port()), "--port"), ((free_port(), taken), "--shop-port")):
            with demo(tmp_path / "second", *options) as second:
                _, error = second.communicate(timeout=30)
            words = f"Port {taken} is taken by another program. Stop it, or choose another port with {name}."
            assert (second.returncode, error) == (1, f"Error: {words}\n")
    assert not (tmp_path / "second").exists()
