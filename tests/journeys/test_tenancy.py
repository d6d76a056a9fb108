"""Nobody reads or writes across: every address and socket that the house opens, asked by everybody who should not.

The list of addresses is the house's own (`server/doors.py`), so a new one is asked as well. What is not known here
fails with a sentence: which id stands in its path, or what a right request for it sends.
"""

import asyncio
import contextlib
import itertools
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import httpx2
import pytest_asyncio
import websockets

from server.doors import Door, doors
from server.sites import members, team
from server.sites.policy import LOWEST, Action, Anyone, Rank, Role
from tests.support.two_shops import DESK, Person, Shop, TwoShops, make_person, two_shops

MISSING = "0" * 26
FORM = "application/x-www-form-urlencoded"
CONSOLE = {  # what the id after this word of the console's paths names
    "calls": "call", "leads": "lead", "people": "client", "widgets": "widget", "deliveries": "delivery",
    "targets": "webhook", "members": "member", "invitations": "invitation", "fields": "field", "tags": "tag",
    "bulk": "change", "tokens": "token", "export": "export", "codes": "pool",
    "conversations": "conversation", "departments": "department", "duties": "member", "replies": "reply",
    "articles": "article",
}  # fmt: skip
PLAIN = {"version": "1", "number": "1"}  # values in a path that name nothing of their own
NUMBERS = itertools.count(1)
SOCKETS = {"/v1/sites/{key}/socket", "/console/socket"}
# What a right request sends; whatever is not here sends nothing, and is asked all the same.
BODIES: dict[str, dict[str, Any]] = {
    "PATCH /api/v1/sites/{site}": {"memory": "always"},
    "POST /api/v1/sites": {"name": "Third lane", "origins": ["https://third.example"]},
    "POST /api/v1/sites/{site}/widgets": {"kind": "KIND"},
    "PATCH /api/v1/widgets/{widget}": {"name": "Bell"},
    "POST /api/v1/widgets/{widget}/preview": {"page": "https://heron.example/"},
    "POST /api/v1/sites/{site}/clients/search": {"q": ""},
    "POST /api/v1/clients/{client}/notes": {"text": "A note"},
    "PATCH /api/v1/clients/{client}": {"name": "Somebody"},
    "POST /api/v1/sites/{site}/clients/bulk": {"filter": {}, "add_tags": ["all"]},
    "POST /api/v1/sites/{site}/fields": {"label": {"en": "Colour"}, "kind": "text"},
    "PATCH /api/v1/sites/{site}/fields/{field}": {"label": {"en": "Weight"}},
    "POST /api/v1/callbacks/{call}/outcome": {"outcome": "reached", "note": ""},
    "POST /api/v1/conversations/{conversation}/messages": {"key": "answer", "text": "On Friday."},
    "PATCH /api/v1/conversations/{conversation}": {"priority": 1},
    "POST /api/v1/conversations/{conversation}/hand": {"department": ""},
    "POST /api/v1/sites/{site}/departments": {"name": "NEW"},
    "PATCH /api/v1/departments/{department}": {"name": "NEW"},
    "PATCH /api/v1/sites/{site}/duties/{member}": {"capacity": 3},
    "POST /console/conversations/{id}/hand": {"to": "anybody"},
    "POST /console/departments": {"department": "NEW"},
    "POST /console/departments/{id}": {"department": "NEW"},
    "POST /console/duties/{id}": {"capacity": "3"},
    "POST /console/duty": {"away": "no"},
    "POST /api/v1/conversations/{conversation}/notes": {"key": "note", "text": "A note"},
    "POST /api/v1/sites/{site}/replies": {"shortcut": "another", "text": "Another"},
    "PATCH /api/v1/replies/{reply}": {"title": "Another"},
    "POST /api/v1/sites/{site}/articles": {"title": "Another", "text": "Another"},
    "PATCH /api/v1/articles/{article}": {"title": "Another"},
    "POST /api/v1/sites/{site}/code-pools": {"name": "Another", "kind": "generated"},
    "PATCH /api/v1/code-pools/{pool}": {"name": "Another"},
    "POST /api/v1/code-pools/{pool}/codes": {"codes": ["ANOTHER-1"]},
    "POST /api/v1/tokens": {"name": "Another", "scopes": ["leads:read"]},
    "POST /api/v1/sites/{site}/webhooks": {"url": "https://third.example/hook"},
    "PATCH /api/v1/webhooks/{webhook}": {"name": "Another"},
    "POST /api/v1/sites/{site}/targets": {"channel": "mail", "address": "desk@third.example"},
    "PATCH /api/v1/targets/{target}": {"name": "Another"},
    "PATCH /api/v1/sites/{site}/tags/{tag}": {"name": "called otherwise"},
    "POST /api/v1/sites/{site}/tags/{tag}/merge": {"into": "all"},
    "PATCH /api/v1/sites/{site}/members/{member}": {"role": "admin"},
    "POST /api/v1/sites/{site}/invitations": {"email": "another@third.example"},
    "POST /console/calls/{id}/outcome": {"outcome": "reached"},
    "POST /console/people/{id}/notes": {"text": "A note"},
    "POST /console/people/{id}/erase": {"confirm": "Somebody"},
    "POST /console/people/{id}/change": {"name": "Somebody"},
    "POST /console/people/{id}/tags": {"add": "more"},
    "POST /console/people/bulk": {"scope": "filter", "act": "add_tags", "add_tags": "all"},
    "POST /console/fields/add": {"label": "Colour", "kind": "text"},
    "POST /console/fields/{id}/change": {"label": "Weight"},
    "POST /console/tags/{id}/rename": {"name": "renamed"},
    "POST /console/members/{id}/role": {"role": "admin"},
    "POST /console/invitations": {"invitee": "another@third.example", "role": "manager"},
    "POST /console/articles": {"title": "More", "text": "More"},
    "POST /console/articles/{id}": {"title": "Changed", "text": "Changed"},
    "POST /console/replies": {"shortcut": "more", "text": "More"},
    "POST /console/replies/{id}": {"shortcut": "changed", "text": "Changed"},
    "POST /console/codes": {"name": "Another", "kind": "list"},
    "POST /console/codes/check": {"code": "ANOTHER-1"},
    "POST /console/codes/redeem": {"code": "ANOTHER-1"},
    "POST /console/codes/{id}": {"name": "Another"},
    "POST /console/codes/{id}/add": {"codes": "ANOTHER-2"},
    "POST /console/widgets/new": {"kind": "KIND"},
    "POST /console/widgets/{id}/name": {"name": "Bell"},
    "POST /console/widgets/{id}/switch": {"enabled": "no"},
}
ENDS_THE_SESSION = {"/console/logout", "/console/account/sessions/end", "/console/account/sessions/others"}


@dataclass
class Asker:
    """Somebody who asks: with which session and token, as what at which shop."""

    name: str
    person: Person | None
    role: Role | None
    shop: Shop | None
    foreign: Shop
    cookies: dict[str, str] = field(default_factory=dict)


@dataclass
class Asking:
    """One door, asked with ids of one's own shop, of the other one, and of nobody's."""

    both: TwoShops
    door: Door
    kind: str

    @property
    def name(self) -> str:
        return f"{self.door.method} {self.door.path}"

    @property
    def is_api(self) -> bool:
        return self.door.path.startswith("/api/")

    def nouns(self) -> Iterator[tuple[str, str]]:
        """Each value in the path with what it names."""
        words = self.door.path.split("/")
        for before, word in pairwise(words):
            if word.startswith("{"):
                value = word.strip("{}")
                noun = value if (value != "id" and value not in ("token",)) or self.is_api else CONSOLE.get(before, "")
                assert noun, f"{self.name}: say in CONSOLE what the id after {before!r} names"
                yield value, noun

    def path(self, ids: dict[str, str], whose: str) -> str:
        found = self.door.path
        for value, noun in self.nouns():
            known = PLAIN.get(noun) or ids.get(noun) or (MISSING if noun == "export" else "")
            assert known, (
                f"{self.name}: make a {noun!r} in tests/support/two_shops.py, so that it can be asked for ({whose})"
            )
            found = found.replace("{" + value + "}", known)
        return found

    async def ask(self, asker: Asker, path: str) -> httpx2.Response:
        body = {name: self._meant(value) for name, value in BODIES.get(self.name, {}).items()}
        headers = {"origin": DESK, "sec-fetch-site": "same-origin"}
        more: dict[str, Any] = {}
        if self.is_api:
            if asker.person:
                headers["authorization"] = f"Bearer {asker.person.token}"
            more = {"json": body} if self.door.method in ("POST", "PATCH") and body else {}
        else:
            if asker.person:
                headers["x-csrf-token"] = asker.person.session.csrf
                body |= {"csrf": asker.person.session.csrf}
            cookies = asker.cookies | ({"frontdesk": asker.person.cookie} if asker.person else {})
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
            if self.door.method != "GET":
                headers |= {"hx-request": "true", "content-type": FORM}
                more = {"data": body}
        return await self.both.client.request(self.door.method, path, headers=headers, **more)

    def _meant(self, value: Any) -> Any:
        """What stands for something in `BODIES`: the kind of the shops' widget, a name that nobody has used yet."""
        return {"KIND": self.kind, "NEW": f"New {next(NUMBERS)}"}.get(value, value) if isinstance(value, str) else value


@pytest_asyncio.fixture
async def both(tmp_path: Any) -> AsyncIterator[TwoShops]:
    """Two shops on one installation."""
    async with two_shops(tmp_path) as opened:
        yield opened


def asked_doors(both: TwoShops) -> list[Asking]:
    """Every door that asks for somebody, those that take things away last."""
    kind = next(each.name for each in both.house.registry if "calls" in each.widget.needs)
    guarded = [door for door in doors(both.house) if door.policy is not Anyone and door.method != "WS"]
    return [Asking(both, door, kind) for door in guarded if door.path not in ENDS_THE_SESSION]


def same(first: httpx2.Response, second: httpx2.Response, *ids: str) -> bool:
    """Whether two answers cannot be told apart but for the ids that were asked for."""
    return _shape(first, ids) == _shape(second, ids)


def _shape(answer: httpx2.Response, ids: tuple[str, ...]) -> tuple[Any, ...]:
    text = re.sub(r'nonce="[^"]*"', "", answer.text)
    for each in ids:
        text = text.replace(each, "ID")
    kept = {name: answer.headers.get(name) for name in ("location", "hx-trigger", "hx-redirect", "hx-retarget")}
    return answer.status_code, text, kept


async def askers(both: TwoShops) -> list[Asker]:
    """Those who work here, one of each role; who was lowered or locked out just now; who works elsewhere; nobody."""
    here, there = both.here, both.there
    chosen = {"frontdesk_site": there.site}  # what the browser says about its site is no proof
    lowered, locked = await _hire(both, "lowered"), await _hire(both, "locked")
    owner = await both.house.database.read(members.actor, here.people["owner"].id)
    assert owner is not None
    await both.house.database.write(team.change_role, owner, here.site, lowered.id, Role.MANAGER)
    await both.house.database.write(members.disable, locked.id)
    working = [
        Asker(name, here.people[name], Role(name), here, there, chosen) for name in ("manager", "admin", "owner")
    ]
    return [
        *working,
        Asker("lowered", lowered, Role.MANAGER, here, there, chosen),
        Asker("stranger", there.people["owner"], Role.OWNER, there, here, {"frontdesk_site": here.site}),
        Asker("locked out", locked, None, None, here, chosen),
        Asker("nobody", None, None, None, here, chosen),
        Asker("visitor", None, None, None, there, {"frontdesk": "x" * 43, "visitor": "x" * 22}),
    ]


async def _hire(both: TwoShops, name: str) -> Person:
    def hire(tx: Any) -> Person:
        made = make_person(tx, both.here.name, name)
        members.join(tx, both.here.site, made.id, Role.OWNER)
        return made

    return await both.house.database.write(hire)


def refused(asking: Asking, answer: httpx2.Response) -> bool:
    """Whether it was answered like to somebody whom nobody knows."""
    to_log_in = str(answer.headers.get("location", "")).startswith("/console/login")
    return answer.status_code == 401 or (not asking.is_api and answer.status_code == 303 and to_log_in)


async def test_r1_g17_no_address_gives_anybody_what_is_not_theirs(both: TwoShops) -> None:
    wrong: list[str] = []
    for asker in await askers(both):
        before = await both.kept(asker.foreign)
        for asking in asked_doors(both):
            wrong += [f"{asker.name}: {asking.name}: {said}" async for said in _across(asking, asker)]
        if await both.kept(asker.foreign) != before:
            changed = set(before) ^ set(await both.kept(asker.foreign))
            wrong.append(f"{asker.name} changed what is not theirs: {sorted(changed)[:4]}")
    assert not wrong, "\n".join(wrong)


async def _across(asking: Asking, asker: Asker) -> AsyncIterator[str]:
    """What is wrong with how this door answers this asker about the other shop's things and nobody's."""
    nothing = dict.fromkeys([*asker.foreign.things, "site"], MISSING)
    theirs = asker.foreign.things | {"site": asker.foreign.site}
    paths = {whose: asking.path(ids, whose) for whose, ids in (("foreign", theirs), ("missing", nothing))}
    ids = (*theirs.values(), MISSING)
    foreign = await asking.ask(asker, paths["foreign"])
    missing = await asking.ask(asker, paths["missing"])
    names = list(asking.nouns())
    if foreign.status_code >= 500 or missing.status_code >= 500:
        yield f"broke: {foreign.status_code} {foreign.text[:200]}"
    if asker.person is None or asker.shop is None:
        if not refused(asking, foreign):
            yield f"answered {foreign.status_code} to somebody who is nobody here"
    elif names and not same(foreign, missing, *ids):
        yield f"another's thing and none look different: {foreign.status_code} {missing.status_code}"
    elif names and asking.is_api and isinstance(asking.door.policy, Action) and foreign.status_code != 404:
        yield f"answered {foreign.status_code} about another's thing"
    if asker.foreign.name in foreign.text + str(foreign.headers):
        yield "told something of the other shop"
    if asker.shop and len(names) == 2:
        mixed = theirs | {
            "site": asker.shop.site,
            names[0][1]: (asker.shop.things | {"site": asker.shop.site})[names[0][1]],
        }
        none = mixed | {names[1][1]: MISSING}
        inside, nobodys = [await asking.ask(asker, asking.path(each, "inner")) for each in (mixed, none)]
        if names[1][1] not in PLAIN and (not same(inside, nobodys, *ids) or inside.status_code < 400):
            yield f"inside one's own: {inside.status_code} {nobodys.status_code}"


async def test_g17_each_role_may_what_the_policy_says_and_nothing_above(both: TwoShops) -> None:
    wrong: list[str] = []
    everybody = [each for each in await askers(both) if each.shop is both.here or each.shop is None]
    for asker in sorted(everybody, key=lambda each: Rank[each.role.name] if each.role else 0):
        asker.cookies = asker.cookies | {"frontdesk_site": both.here.site}
        for asking in sorted(asked_doors(both), key=_takes_away):
            # Only the owner, who comes last, takes things away; who else may is asked about what is not there.
            spares = _takes_away(asking) and asker.name != "owner" and _may(asking, asker)
            things = dict.fromkeys(both.here.things, MISSING) if spares else both.here.things
            answer = await asking.ask(asker, asking.path(things | {"site": both.here.site}, "own"))
            if said := _against_policy(asking, asker, answer):
                wrong.append(f"{asker.name}: {asking.name}: {said}: {answer.status_code} {answer.text[:150]}")
    assert not wrong, "\n".join(wrong)


def _takes_away(asking: Asking) -> bool:
    last = asking.door.path.rpartition("/")[2]
    return asking.door.method == "DELETE" or last in ("erase", "delete", "remove", "revoke", "lock", "aside", "merge")


def _may(asking: Asking, asker: Asker) -> bool:
    policy = asking.door.policy
    return asker.role is not None and (
        not isinstance(policy, Action) or Rank[asker.role.name] >= Rank[LOWEST[policy].name]
    )


def _against_policy(asking: Asking, asker: Asker, answer: httpx2.Response) -> str:
    if answer.status_code >= 500:
        return "broke"
    if asker.role is None:
        return "" if refused(asking, answer) else "answered to nobody"
    if not _may(asking, asker):
        return "" if answer.status_code == 403 else "was not refused"
    if refused(asking, answer):
        return "was taken for nobody"
    if asker.name == "owner" and asking.name in BODIES and answer.status_code not in (200, 201, 204, 303, 404, 409):
        return "is not what a right request sends: mend BODIES"
    return ""


async def test_g17_ids_of_another_shop_in_a_body_or_a_query_lead_nowhere(both: TwoShops) -> None:
    here, there = both.here, both.there
    owner = Asker("owner", here.people["owner"], Role.OWNER, here, there)
    headers = {"authorization": f"Bearer {owner.person.token}"} if owner.person else {}
    things, site, client = there.things, f"/api/v1/sites/{here.site}", f"/api/v1/clients/{here.things['client']}"
    before = await both.kept(there)
    said = [
        await both.client.request(method, path, headers=headers, json=body)
        for method, path, body in (
            ("PATCH", client, {"owner": there.people["manager"].id}),
            ("POST", f"{site}/clients/bulk", {"ids": [things["client"]], "add_tags": ["stolen"]}),
            ("POST", f"{site}/clients/bulk", {"filter": {}, "owner": there.people["manager"].id}),
            ("POST", "/api/v1/tokens", {"name": "All", "scopes": ["all"], "sites": [there.site]}),
            ("GET", f"{site}/clients?cursor={things['client']}", None),
            ("GET", f"{site}/clients?q=thistle", None),
            ("GET", f"{site}/leads?cursor={things['lead']}", None),
            ("GET", f"{site}/explain?client={things['client']}", None),
            ("GET", f"{site}/explain?visitor={things['client']}", None),
            ("GET", f"{site}/callbacks?cursor={things['call']}", None),
            ("GET", f"{site}/audit?member={there.people['owner'].id}", None),
            ("GET", f"{site}/members?cursor={there.people['spare'].id}", None),
        )
    ]
    assert [answer.text for answer in said if there.name in answer.text or answer.status_code >= 500] == []
    page = {"origin": f"https://{here.name}.example"}
    bodies = [
        {"key": f"key-{widget:x<22}", "widget": widget, "values": {}, "consent": [], "page": {"url": page["origin"]}}
        for widget in (things["widget"], MISSING)
    ]
    left = [await both.client.post(f"/v1/sites/{here.key}/submissions", json=body, headers=page) for body in bodies]
    assert (left[0].status_code, left[0].text) == (left[1].status_code, left[1].text)
    assert await both.kept(there) == before


async def test_g17_the_sockets_tell_of_the_own_shop_only_and_end_with_the_role(both: TwoShops) -> None:
    assert {door.path for door in doors(both.house) if door.method == "WS"} == SOCKETS, (
        "ask the new socket here as well"
    )
    heard = {}
    for asker in await askers(both):
        for site in (both.here.site, both.there.site):
            heard[asker.name, site == both.here.site] = await _listen(both, asker, site)
    assert {key: said for key, said in heard.items() if said != "closed"} == {
        **{(name, True): "welcome" for name in ("manager", "admin", "owner", "lowered")},
        ("stranger", False): "welcome",
    }


async def _listen(both: TwoShops, asker: Asker, site: str) -> str:
    cookie = f"frontdesk={asker.person.cookie}" if asker.person else "frontdesk=x"
    headers = {"Origin": DESK, "Cookie": cookie}
    async with websockets.connect(f"ws://{both.where}/console/socket", additional_headers=headers) as line:
        csrf = asker.person.session.csrf if asker.person else "x"
        with contextlib.suppress(websockets.ConnectionClosed):
            await line.send(json.dumps({"type": "hello", "site": site, "csrf": csrf}))
            async with asyncio.timeout(5):
                return await _answer(line)
        return "closed"


async def _answer(line: websockets.ClientConnection) -> str:
    """The type of the first frame that is no news: what happens meanwhile may be told before the welcome."""
    while (said := str(json.loads(await line.recv())["type"])) == "news":
        pass
    return said


async def test_r1_a_role_lowered_and_a_member_removed_while_pages_are_open_end_their_sockets(both: TwoShops) -> None:
    owner = await both.house.database.read(members.actor, both.here.people["owner"].id)
    assert owner is not None
    for name, act in (("admin", "lower"), ("manager", "remove"), ("spare", "disable")):
        person = both.here.people[name]
        headers = {"Origin": DESK, "Cookie": f"frontdesk={person.cookie}"}
        async with websockets.connect(f"ws://{both.where}/console/socket", additional_headers=headers) as line:
            await line.send(json.dumps({"type": "hello", "site": both.here.site, "csrf": person.session.csrf}))
            assert await _answer(line) == "welcome"
            if act == "lower":
                await both.house.database.write(team.change_role, owner, both.here.site, person.id, Role.MANAGER)
            else:
                unit = team.remove if act == "remove" else team.disable
                await both.house.database.write(unit, owner, both.here.site, person.id)
            with contextlib.suppress(websockets.ConnectionClosed):
                async with asyncio.timeout(5):
                    async for _ in line:  # whatever still comes, until the line ends
                        pass
            assert line.close_code in (4401, 4409, 4410, 4423)
