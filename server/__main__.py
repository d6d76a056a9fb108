"""The operator's commands; each reads, asks a room, answers. Standard output carries only what was asked for."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from server import logs
from server.config import Installation, WrongSetting, read_environment
from server.errors import Refusal


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
    from server.app import build
    from server.database.migrate import migrate as bring_up_to_date
    from server.wire import server

    if workers > 1:
        raise click.ClickException(
            "More than one process needs Redis (FRONTDESK_REDIS_URL) and PostgreSQL (FRONTDESK_DATABASE_URL), "
            "and this release runs one process only. Start it with --workers 1."
        )
    given = installation()
    if given.database.startswith("sqlite:"):
        given.data_dir.mkdir(parents=True, exist_ok=True)
        bring_up_to_date(given.database)
    click.echo(f"Frontdesk listens on http://{host}:{port}", err=True)
    server(build(given), host, port).run()


@main.command("migrate")
def migrate_command() -> None:
    """Bring the database's schema up to date."""
    from server.database.migrate import migrate as bring_up_to_date

    given = installation()
    given.data_dir.mkdir(parents=True, exist_ok=True)
    bring_up_to_date(given.database)
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
    from server.database.migrate import migrate as bring_up_to_date
    from server.sites.setup import first_site

    password = (
        sys.stdin.readline().rstrip("\r\n")
        if password_stdin
        else click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    )
    given = installation()
    given.data_dir.mkdir(parents=True, exist_ok=True)
    bring_up_to_date(given.database)
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
    click.echo(f"Console:   {given.public_url}/console/site (place the first widget there)")
    click.echo(f"API token: {made['api_token']} (shown once)")
    if country is None:
        click.echo("No --country was given: telephone numbers of every country are taken.", err=True)


@main.command()
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Frontdesk's port.")
@click.option("--shop-port", default=8081, show_default=True, type=click.IntRange(1, 65535), help="The shop's port.")
@click.option("--data-dir", type=click.Path(path_type=Path), help="Folder for the demo's data.")
@click.option("--json", "as_json", is_flag=True, help="First line of standard output: one JSON object.")
def demo(port: int, shop_port: int, data_dir: Path | None, as_json: bool) -> None:
    """A sample site with people and leads, and a sample shop; Ctrl-C stops both."""
    from server.demo.run import run

    run(port, shop_port, data_dir, as_json)


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
    given.data_dir.mkdir(parents=True, exist_ok=True)
    put_back(file, given.database, overwrite=replace)
    click.echo(f"{file} is in place again.", err=True)


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
