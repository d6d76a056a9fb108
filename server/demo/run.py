"""The operator's command `frontdesk demo`: Frontdesk with a sample site, and the shop that it stands in."""

import asyncio
import contextlib
import json
import os
import signal
import socket
from pathlib import Path

import click

from server.app import build
from server.config import Installation, WrongSetting, read_environment
from server.database.migrate import migrate
from server.demo.caller import Caller, NotAnswered
from server.demo.desk import Desk, find_or_make
from server.demo.filling import Filling
from server.demo.listening import DidNotStart, serving
from server.demo.shop import Snippet, build_shop
from server.doctor import why_away
from server.errors import StorageUnavailable
from server.folder import VARIABLE, FolderInUse, held
from server.ports import CannotListen, listen
from server.registry import find_kinds

HOST = "127.0.0.1"
SHOP_HOSTS = (HOST, "::1")  # both are localhost, and a browser may try either first
FOLDER = "demo-data"


def run(port: int, shop_port: int, data_dir: Path | None, as_json: bool) -> None:
    """Serve both until Ctrl-C; tells in plain words what keeps it from starting."""
    try:
        console, shop = _listen(port, shop_port)
        _serve(_installation(console, data_dir), "--data-dir" if data_dir else VARIABLE, console, shop, as_json)
    except CannotListen as refused:
        raise click.ClickException(refused.words("--port" if refused.port == port else "--shop-port")) from refused
    except (WrongSetting, FolderInUse) as error:
        raise click.ClickException(str(error)) from error
    except (NotAnswered, DidNotStart) as error:
        words = f"The sample site cannot be used ({error or 'see the log above'}). Another --data-dir starts afresh."
        raise click.ClickException(words) from error


def _serve(
    installation: Installation, setting: str, console: list[socket.socket], shop: list[socket.socket], as_json: bool
) -> None:
    with contextlib.ExitStack() as stack:
        for each in (*console, *shop):
            stack.enter_context(each)
        stack.enter_context(held(installation.data_dir, setting))
        try:
            asyncio.run(_demo(installation, console, shop, as_json))
        except StorageUnavailable as away:
            raise WrongSetting(why_away(installation, setting)) from away


def _listen(port: int, shop_port: int) -> tuple[list[socket.socket], list[socket.socket]]:
    console = listen(port, (HOST,))
    try:
        return console, listen(shop_port, SHOP_HOSTS)
    except CannotListen:
        console[0].close()
        raise


def _installation(console: list[socket.socket], data_dir: Path | None) -> Installation:
    """An installation of the demo's own: embedded SQLite in a folder beside any real data."""
    folder = (data_dir or read_environment(dict(os.environ)).data_dir / FOLDER).absolute()
    return read_environment(
        dict(os.environ),
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'frontdesk.sqlite3'}",
        public_url=f"http://{HOST}:{_port(console)}",
    )


async def _demo(
    installation: Installation, console: list[socket.socket], shop: list[socket.socket], as_json: bool
) -> None:
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    shop_url = f"http://localhost:{_port(shop)}"
    await asyncio.to_thread(migrate, installation.database)
    desk = await find_or_make(installation, shop_url)
    async with serving(build(installation), console):
        filling = Filling(Caller(HOST, _port(console)), desk, find_kinds(), shop_url)
        widget = await asyncio.to_thread(filling.fill)
        async with serving(build_shop(Snippet(installation.public_url, desk.site_key, widget)), shop):
            click.echo(_told(desk, installation.public_url, shop_url, as_json))
            await stop.wait()


def _port(listening: list[socket.socket]) -> int:
    return int(listening[0].getsockname()[1])


def _told(desk: Desk, console_url: str, shop_url: str, as_json: bool) -> str:
    if as_json:
        told = {name: getattr(desk, name) for name in ("email", "password", "site_id", "site_key")}
        secret = {"api_token": desk.api_token, "identity_secret": desk.identity_secret}
        return json.dumps({"console_url": console_url, "shop_url": shop_url} | told | secret)
    return "\n".join(
        (
            "",
            f"  The console   {console_url}/console/",
            f"                {desk.email}   {desk.password}",
            f"                {desk.colleague}  (the same password, for a second browser)",
            f"  The shop      {shop_url}/",
            "",
            "  Ctrl-C stops both.",
            "",
        )
    )
