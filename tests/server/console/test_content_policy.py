"""Every address of the console, found in the application's own list, answers under the strictest policy there is."""

import re

import httpx2
import pytest
from starlette.applications import Starlette

from server.config import Installation
from server.doors import Door, doors
from server.house import House
from server.sites import members, sites, widgets
from server.sites.settings import NewSite
from server.sites.widget_input import NewWidget
from tests.server.console.at_work import CALLING, HASH, PASSWORD, SHOP

HANDLER = re.compile(r"<[^>]*\s(on[a-z]+|style)\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
DATA = 'type="application/json"'  # is read, never run
EMAIL, DESK = "anna@harbourrow.example", "https://desk.example"
NOBODY = "0" * 26
STRICT = {
    "default-src": "'none'",
    "style-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "default",
}
LOOSE = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "strict-dynamic", "data:", "*", "http:", "https:")
# Stands within our editor and plays a page of somebody's site, whose code knows no Trusted Types.
PREVIEW = "/console/widgets/{id}/preview"
OF_A_PREVIEW = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'self'"}
PICTURES_OF_SITES = ("http:", "https:", "data:")


def policy_of(answer):
    """The policy's directives by name."""
    said = answer.headers["content-security-policy"]
    return dict(part.strip().partition(" ")[::2] for part in said.split(";"))


def address(door: Door, ids) -> str:
    """A path with things that are there, where we have one, in place of its names."""
    subject = next((word for word in ids if f"/{word}/" in door.path), "")
    return re.sub(r"{[a-z_]+(:path)?}", ids.get(subject, NOBODY), door.path)


@pytest.fixture
def house(sqlite_url, tmp_path):
    """The application as it is built for a real installation, reached over https."""
    made = Installation(data_dir=tmp_path, database_url=sqlite_url, public_url=DESK)
    return House(made)


async def begin(house):
    """A site with a widget and its owner; gives back what stands for ids in addresses."""
    owner = await house.database.write(members.create, email=EMAIL, name="Anna", password_hash=HASH)
    site = await house.database.write(sites.create, NewSite.read(SHOP), owner.id)
    widget = await house.database.write(widgets.create, house.registry, site.id, NewWidget(kind=CALLING))
    return {"widgets": widget.id}


async def test_every_page_has_a_nonce_of_its_own_trusted_types_and_nothing_inline(house):
    pages = [door for door in doors(house) if door.method == "GET" and door.path.startswith("/console")]
    async with house.open(Starlette()):
        ids = await begin(house)
        app = Starlette(routes=[door.route for door in doors(house)])
        transport, ours = httpx2.ASGITransport(app=app), {"origin": DESK, "sec-fetch-site": "same-origin"}
        async with httpx2.AsyncClient(transport=transport, base_url=DESK, headers=ours) as anna:
            await anna.post("/console/login", data={"email": EMAIL, "password": PASSWORD})
            answers = {door.path: [await anna.get(address(door, ids)) for _ in range(2)] for door in pages}
    wrong = {path: found for path, both in answers.items() if (found := complaints(path, both))}
    assert wrong == {}
    assert len(answers) >= 20


def complaints(path, both):
    """Everything about two answers of one address that is not as strict as it can be."""
    strict, loose = (OF_A_PREVIEW, set(LOOSE) - set(PICTURES_OF_SITES)) if path == PREVIEW else (STRICT, set(LOOSE))
    found = [f"answered {answer.status_code}" for answer in both if answer.status_code not in (200, 303, 404)]
    for answer in both:
        policy = policy_of(answer)
        found += [f"{name} is {policy.get(name)}" for name, value in strict.items() if policy.get(name) != value]
        found += [
            f"allows {word}"
            for word in sorted(loose)
            if word in answer.headers["content-security-policy"].replace("'", " ").replace(";", " ").split()
        ]
        nonce = re.fullmatch(r"'nonce-([\w-]{24})'", policy["script-src"])
        found += [] if nonce else [f"scripts from {policy['script-src']}"]
        if "html" in answer.headers.get("content-type", ""):
            found += [f"inline: {each[0][:80]}" for each in HANDLER.finditer(answer.text)]
            found += ["a <style>"] if "<style" in answer.text.lower() and path != PREVIEW else []
            scripts = [each for each in SCRIPT.findall(answer.text) if DATA not in each]
            found += [f"no nonce on {each}" for each in scripts if not nonce or f'nonce="{nonce[1]}"' not in each]
        found += [] if answer.headers.get("cache-control") == "no-store" else ["may be kept"]
    first, second = (policy_of(answer)["script-src"] for answer in both)
    return [*found, "the nonce is the same twice"] if first == second else found


def test_what_would_be_loose_is_found():
    policy = "default-src *; script-src 'nonce-aaaaaaaaaaaaaaaaaaaaaaaa' 'unsafe-inline'"
    headers = {"content-security-policy": policy, "content-type": "text/html"}
    answer = httpx2.Response(200, headers=headers, text='<p onclick="x()" STYLE="a"><script>1</script><style></style>')
    found = complaints("/console/x", [answer, answer])
    for said in (
        "allows *",
        "allows unsafe-inline",
        "a <style>",
        "no nonce on ",
        "may be kept",
        "the nonce is the same twice",
    ):
        assert any(each.startswith(said) for each in found), said
    assert [each for each in found if each.startswith("inline: ")] != []
