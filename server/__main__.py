"""The operator's commands; each reads, asks a room, answers. Standard output carries only what was asked for."""

import asyncio
import contextlib
import json
import os
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from server import logs
from server.config import Installation, WrongSetting, read_environment
from server.errors import Refusal, StorageUnavailable
from server.folder import FolderInUse, held, make_usable
from server.ports import CannotListen, listen


def installation(**given: Any) -> Installation:
    """The installation from the environment, or an end with words that name the variable."""
    try:
        return read_environment(dict(os.environ), **given)
    except WrongSetting as error:
        raise click.ClickException(str(error)) from error


class Commands(click.Group):
    """Commands whose refusals are one line in safe words, with exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a refusal of ours is told, never shown as a traceback."""
        try:
            return super().invoke(ctx)
        except (WrongSetting, FolderInUse) as wrong:
            raise click.ClickException(str(wrong)) from wrong
        except StorageUnavailable as away:
            from server.doctor import why_away

            raise click.ClickException(why_away(installation())) from away
        except Refusal as refusal:
            fields = "".join(f"\n  {name}: {words}" for name, words in refusal.errors.items())
            raise click.ClickException(refusal.message + fields) from refusal


@click.group(cls=Commands)
@click.version_option(package_name="frontdesk")
def main() -> None:
    """Frontdesk: website widgets, leads that are never lost, managers told within seconds."""
    logs.set_up_logs()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Run the server; on SQLite it brings the schema up to date first."""
    if workers > 1:
        raise click.ClickException(
            "More than one process needs Redis (FRONTDESK_REDIS_URL) and PostgreSQL (FRONTDESK_DATABASE_URL), "
            "and this release runs one process only. Start it with --workers 1."
        )
    given = installation()
    if "public_url" not in given.model_fields_set:
        given = given.model_copy(update={"public_url": own_address(host, port)})
    try:
        sockets = listen(port, (host,))  # before anybody is told the address: it may be another program's
    except CannotListen as refused:
        raise click.ClickException(refused.words()) from refused
    with contextlib.ExitStack() as stack:
        for each in sockets:
            stack.enter_context(each)
        stack.enter_context(held(given.data_dir))
        _serve(given, host, port, sockets)


def _serve(given: Installation, host: str, port: int, sockets: list[socket.socket]) -> None:
    from server.app import build
    from server.wire import server

    if given.database.startswith("sqlite:"):
        bring_up_to_date(given)
    click.echo(f"Frontdesk listens on http://{host}:{port}", err=True)
    app = build(given)
    app.state.house.invite = partial(invite, given.public_url)
    server(app, host, port).run(sockets=sockets)


def bring_up_to_date(given: Installation) -> None:
    """Make the folder and the tables; where the database's file cannot be made the line names its setting."""
    from server.database.migrate import migrate

    make_usable(given.data_dir)
    try:
        migrate(given.database)
    except OSError as error:
        setting = "FRONTDESK_DATABASE_URL" if given.database_url else "FRONTDESK_DATA_DIR"
        raise WrongSetting(f"{setting}: {error.filename} cannot be made or written ({error.strerror})") from error


def own_address(host: str, port: int) -> str:
    """Where a browser on this machine reaches a server that nobody has given an address."""
    name = "127.0.0.1" if host in ("0.0.0.0", "::", "") else f"[{host}]" if ":" in host else host  # noqa: S104
    return f"http://{name}:{port}"


def invite(public_url: str, code: str) -> None:
    """Tell whoever started an empty installation where it begins; the code opens it from another machine as well."""
    click.echo(f"Nobody is here yet. Begin at {public_url}/console/start#{code}", err=True)


@main.command("migrate")
def migrate_command() -> None:
    """Bring the database's schema up to date."""
    bring_up_to_date(installation())
    click.echo("The schema is up to date.", err=True)


@main.command()
@click.option("--site", required=True, help="What the site is called.")
@click.option("--origin", "origins", required=True, multiple=True, help="An origin of its pages; may be repeated.")
@click.option("--country", help="ISO 3166 code; none: numbers of every country.")
@click.option("--time-zone", default="UTC", show_default=True, help="IANA name.")
@click.option("--email", required=True, help="The owner's e-mail, for the log-in.")
@click.option("--name", default="", help="The owner's name, as visitors read who is calling; none: from the e-mail.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--json", "as_json", is_flag=True, help="Answer with exactly one JSON object.")
def setup(
    site: str,
    origins: tuple[str, ...],
    country: str | None,
    time_zone: str,
    email: str,
    name: str,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Make the first owner and the first site, and print the snippet."""
    from server.sites.setup import first_site

    password = _asked_password(password_stdin)
    given = installation()
    bring_up_to_date(given)
    made = asyncio.run(
        first_site(
            given,
            {"name": site, "origins": list(origins), "country": country, "time_zone": time_zone},
            email,
            password,
            name,
        )
    )
    if as_json:
        click.echo(json.dumps(made))
        return
    click.echo(f"Paste this line into every page of {', '.join(origins)}:\n\n{made['snippet']}\n")
    click.echo(f"Console:   {given.public_url}/console/widgets/new (place the first widget there)")
    click.echo(f"API token: {made['api_token']} (shown once)")
    if country is None:
        click.echo("No --country was given: telephone numbers of every country are taken.", err=True)


@main.command("password")
@click.option("--email", required=True, help="Whose password: the e-mail of the log-in.")
@click.option("--password-stdin", is_flag=True, help="Read the new password from standard input.")
@click.option("--no-two-factor", is_flag=True, help="Also ask for no code any more: the authenticator is lost.")
def password_command(email: str, password_stdin: bool, no_two_factor: bool) -> None:
    """Give somebody who has forgotten it a new password; every open session of theirs ends."""
    from server.sites.forgotten import give_password

    new = _asked_password(password_stdin)
    is_on = asyncio.run(give_password(installation(), email, new, without_two_factor=no_two_factor))
    click.echo("The password is set, and every session has ended.", err=True)
    if is_on:
        click.echo("Two-factor is on: the log-in still asks for a code. --no-two-factor switches it off.", err=True)


def _asked_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@main.command()
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Frontdesk's port.")
@click.option("--shop-port", default=8081, show_default=True, type=click.IntRange(1, 65535), help="The shop's port.")
@click.option("--data-dir", type=click.Path(path_type=Path), help="Folder for the demo's data.")
@click.option("--json", "as_json", is_flag=True, help="First line of standard output: one JSON object.")
def demo(port: int, shop_port: int, data_dir: Path | None, as_json: bool) -> None:
    """A sample site with people and leads, and a sample shop; Ctrl-C stops both."""
    from server.demo.run import run

    run(port, shop_port, data_dir, as_json)


@main.command("seed")
@click.option("--people", default=1000, show_default=True, type=click.IntRange(1, 1_000_000), help="How many people.")
@click.option("--entries", default=10_000, show_default=True, type=click.IntRange(0, 10_000_000), help="Of timelines.")
@click.option("--site", help="The site's key; none: the only site there is.")
def seed_command(people: int, entries: int, site: str | None) -> None:
    """Fill a site with sample people, to try out how it is to have many."""
    from server.database import open_database
    from server.demo.seeding import seed

    async def fill() -> int:
        database = open_database(installation().database)
        await database.open()
        try:
            return await seed(database, site, people, entries)
        finally:
            await database.close()

    click.echo(f"{asyncio.run(fill()):,} rows written.", err=True)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the whole database into FILE, while the server runs."""
    from server.database.copies import backup as copy

    copy(installation().database, file)
    click.echo(f"Kept in {file}.", err=True)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Put it in place of the data that is there.")
def restore(file: Path, replace: bool) -> None:
    """Put the copy in FILE back; stop the server first."""
    from server.database.copies import restore as put_back

    given = installation()
    with held(given.data_dir):  # not beside a server
        put_back(file, given.database, overwrite=replace)
    click.echo(f"{file} is in place again.", err=True)


@main.command()
@click.option("--site", required=True, help="The site's key or id.")
@click.option("--page", help="The page's whole address; none: the last page of the person.")
@click.option("--client", help="A person's id: what is known of them counts.")
@click.option("--visitor", help="A browser's public id, the same.")
@click.option("--referrer", help="The whole address of the page before.")
@click.option("--device", help="phone, tablet or desktop.")
@click.option("--language", help="Of the browser, like en.")
@click.option("--country", help="ISO 3166 code, like RS.")
@click.option("--online", help="Whether somebody of the team is here: yes or no.")
@click.option("--visits", help="How often the visitor was here, this visit too.")
@click.option("--pages", help="How many pages of this visit, this one too.")
@click.option("--visitor-kind", help="new or returning.")
@click.option("--attributes", help='What the page tells of itself, as JSON: {"plan": "gold"}.')
@click.option("--at", help="The moment, like 2026-05-01T09:00:00Z; none: now.")
@click.option("--draft", is_flag=True, help="The widgets as they were saved last, published or not.")
@click.option("--json", "as_json", is_flag=True, help="Answer with exactly one JSON object.")
def explain(site: str, as_json: bool, **said: Any) -> None:
    """Tell why a visitor sees a widget on a page or does not: shown, or the first thing that holds it back."""
    from server import explaining
    from server.registry import find_kinds

    found_site, found = asyncio.run(explaining.ask(installation(), site, said))
    if as_json:
        click.echo(explaining.as_json(found))
        return
    for line in explaining.as_table(found_site, found, find_kinds()):
        click.echo(line)


@main.command()
def doctor() -> None:
    """Check the installation, with advice; exit code 1 when something keeps it from working."""
    from server.doctor import examine

    findings = examine(installation())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.good else 'LOOK'} {finding.name}: {finding.words}")
    if any(finding.serious for finding in findings):
        raise click.exceptions.Exit(1)


if __name__ == "__main__":
    main(prog_name="frontdesk")
