"""A form of the editor for tests without a browser: read from the page as a browser would, and sent with changes."""

from typing import Any

from server.sites.policy import Role
from tests.server.console.at_work import AtWork, Program
from tests.support.forms import sent

Pairs = list[tuple[str, str]]


async def form_of(program: Program, widget: str) -> Pairs:
    """What the editor's form would send as it was drawn."""
    page = (await program.client.get(f"/console/widgets/{widget}")).text
    return sent(page.partition('<form id="widget-form"')[2].partition("</form>")[0])


async def send(program: Program, widget: str, what: str, pairs: Pairs, **changed: str) -> Any:
    """Send the form with these fields changed (`settings__title__en`); gives back the answer."""
    named = {name.replace("__", "."): value for name, value in changed.items()}
    kept = [(name, value) for name, value in pairs if name not in named]
    body: dict[str, list[str]] = {}
    for name, value in [*kept, *named.items()]:
        body.setdefault(name, []).append(value)
    headers = {"hx-request": "true", "x-csrf-token": program.csrf}
    return await program.client.post(f"/console/widgets/{widget}/{what}", data=body, headers=headers)


async def colleague(console: AtWork) -> str:
    """An admin beside the owner; gives back the e-mail."""
    return await console.hire("Vera Admin", Role.ADMIN)
