"""The real server as a process of its own, with an owner and a site."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest_asyncio

from server.config import read_environment
from server.database.migrate import migrate
from server.sites.setup import first_site
from tests.support.engines import free_port
from tests.support.pages import Pages

ROOT = Path(__file__).parents[2]
START_SECONDS = 30
EMAIL, PASSWORD = "owner@example.com", "a long enough password"


@dataclass
class Running:
    """One Frontdesk: where it answers, what `frontdesk setup` said, and the pages its snippet may stand on."""

    folder: Path
    environment: dict[str, str]
    port: int
    pages: Pages
    made: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers, for example http://127.0.0.1:40001."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def site(self) -> str:
        """The site's id."""
        return self.made["site_id"]

    @property
    def key(self) -> str:
        """The site's public key."""
        return self.made["site_key"]

    @property
    def database_url(self) -> str:
        """The address of its database."""
        return self.environment["FRONTDESK_DATABASE_URL"] or f"sqlite:///{self.folder / 'data' / 'frontdesk.sqlite3'}"

    @property
    def as_owner(self) -> dict[str, str]:
        """The header with which the owner's programs ask."""
        return {"Authorization": f"Bearer {self.made['api_token']}"}

    @property
    def log(self) -> str:
        """Everything the server has written to standard error."""
        return (self.folder / "server.log").read_text("utf-8", "replace")

    def command(self, *words: str, given: str = "") -> str:
        """Run one of the operator's commands to its end and return its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "server", *words],
            cwd=ROOT, env=self.environment, input=given, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{words[0]} ended with {done.returncode}:\n{done.stderr}"
        return done.stdout

    async def start(self, **environment: str) -> None:
        """Start the server, with more environment if need be, and return when it is ready."""
        self.process = await asyncio.to_thread(self._serve, self.environment | environment)
        async with asyncio.timeout(START_SECONDS), httpx2.AsyncClient(base_url=self.address) as client:
            while not await self._is_ready(client):
                assert self.process.poll() is None, f"the server ended:\n{self.log}"
                await asyncio.sleep(0.05)

    def _serve(self, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "server", "serve", "--port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    async def _is_ready(self, client: httpx2.AsyncClient) -> bool:
        try:
            return (await client.get("/readyz")).status_code == 200
        except httpx2.TransportError:
            return False

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the server and return its exit code; `signal.SIGKILL` is how power fails."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(how)
        return await self.ended()

    async def ended(self) -> int:
        """Wait until the server has ended, by itself or not, and return its exit code."""
        assert self.process is not None
        return await asyncio.to_thread(self.process.wait, START_SECONDS)

    async def api(self, method: str, path: str, body: Any = None, token: str | None = None) -> Any:
        """Ask the programs' door, as the owner or with another token, and return the body of a good answer."""
        headers = {"Authorization": f"Bearer {token}"} if token else self.as_owner
        answer = await self.ask(method, f"/api/v1{path}", body, headers)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    async def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> httpx2.Response:
        """Ask any address and return the answer, good or not."""
        async with httpx2.AsyncClient(base_url=self.address, timeout=20) as client:
            return await client.request(method, path, json=body, headers=headers)

    async def place(self, kind: str = "callback", **given: Any) -> str:
        """Put a widget on the site, published at once, and return its id."""
        body = {"kind": kind, "name": "Call me", "enabled": True, "settings": {}, "rules": {}} | given
        made = await self.api("POST", f"/sites/{self.site}/widgets", body)
        return str(made["id"])

    def show(self, path: str = "/", html: str = "<h1>Shop</h1>") -> str:
        """Serve a page that carries the snippet, and return its address."""
        self.pages[path] = f"{self.made['snippet']}{html}"
        return f"{self.pages.origin}{path}"


async def begin(folder: Path, database_url: str = "", **environment: str) -> Running:
    """Set up a fresh Frontdesk in a folder, with one owner and one site, and start it."""
    port = free_port()
    settings = {
        "FRONTDESK_DATA_DIR": str(folder / "data"),
        "FRONTDESK_DATABASE_URL": database_url,
        "FRONTDESK_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    await asyncio.to_thread(folder.mkdir)
    running = Running(folder, os.environ | settings | environment, port, Pages())
    running.pages.start()
    running.made = await set_up(running)
    await running.start()
    return running


async def set_up(running: Running) -> dict[str, str]:
    """What `frontdesk setup` does, here: a process for the command alone would take as long as starting the server."""
    names = ("data_dir", "database_url", "public_url")
    given = {name: running.environment[f"FRONTDESK_{name.upper()}"] for name in names}
    installation = read_environment({}, **given)
    installation.data_dir.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(migrate, installation.database)
    site: dict[str, object] = {"name": "Shop", "origins": [running.pages.origin]}
    site |= {"country": "RS", "time_zone": "Europe/Belgrade"}
    return await first_site(installation, site, EMAIL, PASSWORD)


async def end(running: Running) -> None:
    """End a server and its pages at once."""
    running.pages.stop()
    if running.process is not None:
        await running.stop(signal.SIGKILL)


RunServer = Callable[..., Awaitable[Running]]


@pytest_asyncio.fixture
async def run_server(tmp_path: Path) -> AsyncIterator[RunServer]:
    """`await run_server(database_url="", **environment)` starts a fresh server with one owner and one site."""
    started: list[Running] = []

    async def run(database_url: str = "", **environment: str) -> Running:
        started.append(await begin(tmp_path / f"server{len(started)}", database_url, **environment))
        return started[-1]

    yield run
    for running in started:
        await end(running)


@pytest_asyncio.fixture
async def running(run_server: RunServer, database_url: str) -> Running:
    """A server with one owner and one site, on SQLite; with the mark `storage` on each storage in turn."""
    return await run_server(database_url)
