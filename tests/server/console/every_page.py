"""Every whole page of the console, how somebody comes to it, and what must be true of each."""

from axe_playwright_python.async_playwright import Axe
from sqlalchemy import delete, update

from server.clients import fields, tags
from server.clients.field_input import NewField
from server.codes import adding, pools
from server.codes.claiming import Claimant, claim
from server.codes.pool_input import NewPool
from server.codes.redeeming import redeem
from server.console import door as listed
from server.conversations import posting, taking
from server.conversations.said import Said
from server.database import now_ms
from server.numbers.events import keep
from server.numbers.seen import Event
from server.sites import invitations, members, widgets
from server.sites.policy import Role
from server.sites.tables import memberships
from server.sites.widget_input import NewWidget
from server.widget import CodeWanted
from tests.server.console.at_work import KINDS, OUTPUT, PASSWORD, SEALER
from tests.server.sites.authenticator import with_authenticator

DESK = {
    "inbox": "/console/",
    "conversations": "/console/conversations",
    "conversation": "/console/conversations/{conversation}",
    "guests": "/console/visitors",
    "people": "/console/people",
    "person": "/console/people/{person}",
    "fields": "/console/fields",
    "site": "/console/site",
    "widgets": "/console/widgets",
    "widget-new": "/console/widgets/new",
    "editor": "/console/widgets/{widget}",
    "presses": "/console/widgets/{pressed}/presses",
    "versions": "/console/widgets/{widget}/versions",
    "explain": "/console/explain",
    "explain-person": "/console/explain?person={person}&page=https://harbourrow.example/coffee",
    "codes": "/console/codes",
    "code-pool": "/console/codes/{pool}",
    "replies": "/console/replies",
    "articles": "/console/articles",
    "account": "/console/account",
    "site-settings": "/console/site/settings",
    "site-new": "/console/sites/new",
    "deliveries": "/console/deliveries",
    "programs": "/console/programs",
    "members": "/console/members",
    "departments": "/console/departments",
    "journal": "/console/journal",
}
OUTSIDE = {
    "nowhere": "/console/{rest:path}",
    "forbidden": "/console/site/settings",
    "no-site": "/console/",
    "login": "/console/login",
    "login-code": "/console/login/code",
    "joining-paste": "/console/invitation",
    "joining": "/console/invitation",
}
START = "/console/start"
# What is drawn inside a page, kept as a file, shown in a frame, or only leads on.
PARTS = {
    "/", "/console/calls", "/console/today", "/console/leads", "/console/waiting", "/console/team",
    "/console/conversations/list", "/console/conversations/waiting", "/console/conversations/{id}/messages",
    "/console/visitors/list", "/console/departments/new", "/console/departments/{id}/edit", "/console/duty",
    "/console/conversations/{id}/replies", "/console/conversations/{id}/text",
    "/console/replies/new", "/console/replies/{id}/edit",
    "/console/articles/new", "/console/articles/{id}/edit",
    "/console/people/{id}/calls",
    "/console/people/{id}/timeline", "/console/people/{id}/consents",
    "/console/people/bulk/{id}", "/console/people/export/{token}",
    "/console/site/status", "/console/site/first", "/console/site/contrast", "/console/widgets/{id}/preview",
    "/console/account/two-factor", "/console/account/two-factor/picture", "/console/account/sessions",
    "/console/deliveries/rows", "/console/deliveries/{id}/attempts", "/console/deliveries/{id}/tested",
    "/console/codes/pools", "/console/codes/new", "/console/codes/{id}/edit", "/console/codes/{id}/rows",
    "/console/targets", "/console/targets/new", "/console/targets/{id}/edit",
}  # fmt: skip


def doors():
    """Every address that the door answers to a browser that goes there."""
    return {line.split()[1] for line in (listed.__doc__ or "").splitlines() if line.startswith("GET ")}


async def everywhere(console, page, person):
    """Lead the owner's browser to each page in turn, and out of the door at last; gives the name of each.

    The pages outside come last: on the way there the owner is lowered, let go, and somebody else comes.
    """
    owner = await console.database.read(members.by_email, console.owner)
    second = await console.database.read(members.by_email, await console.hire("Olga Second", Role.OWNER))
    token = (await console.database.write(invite, second.id, console.site.id, "new@harbourrow.example"))[0]
    ids = {"person": person, "widget": console.asks, "pool": await offer(console), "pressed": await reach(console)}
    ids["conversation"] = await talk(console)
    for name, path in DESK.items():
        await page.goto(f"{console.address}{path.format(**ids)}")
        await page.wait_for_selector("body[data-line=well]")
        yield name
    await page.goto(f"{console.address}/console/nowhere")
    yield "nowhere"
    here = memberships.c.member == owner.id
    await console.database.write(lambda tx: tx.run(update(memberships).where(here).values(role="manager")))
    await page.goto(f"{console.address}/console/site/settings")
    yield "forbidden"
    await console.database.write(lambda tx: tx.run(delete(memberships).where(here)))
    await page.goto(f"{console.address}/console/")
    yield "no-site"
    await page.context.clear_cookies(name="frontdesk")
    await page.goto(f"{console.address}/console/login")
    yield "login"
    email = await console.hire("Vera Two-Steps")
    vera = await console.database.read(members.by_email, email)
    await with_authenticator(console.database, SEALER, vera.id)
    await page.fill("#email", email)
    await page.fill("#password", PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"{console.address}/console/login/code")
    yield "login-code"
    await page.goto(f"{console.address}/console/invitation")
    yield "joining-paste"
    await page.fill("#link", f"{console.address}/console/invitation#{token}")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("#name")
    yield "joining"


async def offer(console):
    """A pool with codes that are free, given and redeemed, and one whose codes are generated."""
    owner = await console.database.read(members.by_email, console.owner)
    site, new = console.site.id, {"name": "Весна – the spring offer with a rather long name", "reward": "10 % off"}
    made = await console.database.write(pools.create, site, NewPool.read(new | {"valid_days": 14}), owner.id)
    await adding.add(console.database, site, made.id, [f"SPRING-{n:03}" for n in range(60)], owner.id)
    generated = NewPool.read({"name": "Welcome", "kind": "generated", "prefix": "HELLO-", "length": 8, "limit": 500})
    await console.database.write(pools.create, site, generated, owner.id)
    for number in range(3):
        claimant = Claimant(f"l{number}", console.letters, None, f"v{number}", "")
        await console.database.write(claim, site, claimant, CodeWanted(made.id))
    await console.database.write(redeem, [site], "SPRING-000", owner.id, None, "A-1007")
    return made.id


async def talk(console):
    """A conversation of both sides, one that waits, and one that is closed."""
    owner = await console.database.read(members.by_email, console.owner)
    for visitor in ("ivan", "petar", "mila"):
        begun = await console.say(
            f"Добрый день! Is the Guji back? ({visitor}) " + "A rather long question. " * 6, visitor
        )
        if visitor != "petar":
            said = Said(f"answer-{visitor}", "On Friday.\nShall we keep two bags?")
            await console.database.write(posting.answer, console.site.id, begun.conversation, owner.id, said)
        if visitor == "ivan":
            await console.database.write(taking.close, console.site.id, begun.conversation)
    return (await console.say("Yes, please!", "mila")).conversation


async def reach(console):
    """A widget with ways to reach the shop, of which visitors have pressed some."""
    new = NewWidget.read({"kind": "multibutton", "name": "Reach us"})
    made = await console.database.write(widgets.create, KINDS, console.site.id, new, None)
    told = [
        Event(console.site.id, made.id, made.kind, "pressed", "", "", "phone", now_ms(), action)
        for action in ("telegram", "callback", "telegram")
    ]
    await console.database.write(keep, told)
    return made.id


def invite(tx, owner, site, email):
    """An invitation from the owner."""
    return invitations.invite(tx, members.actor(tx, owner), site, email, Role.ADMIN)


async def sort_people(console, person):
    """Tags and fields of the site's own, and a card that has them."""
    owner = await console.database.read(members.by_email, console.owner)

    def sort(tx):
        made = tags.ensure(tx, console.site.id, owner.id, ["Опт", "VIP", "A tag with a rather long name of its own"])
        tags.give(tx, console.site.id, [(tag, person) for tag in made])
        for new in (
            {"label": {"en": "Favourite roast"}, "kind": "choice", "choices": ["Light", "Dark"]},
            {"label": {"ru": "День рождения"}, "kind": "date"},
        ):
            fields.add(tx, console.site.id, owner.id, NewField.model_validate(new))

    await console.database.write(sort)


async def violations(page):
    """What axe finds, in a line each."""
    found = await Axe().run(page)
    return [f"{each['id']}: {node['html'][:160]}" for each in found.response["violations"] for node in each["nodes"]]


async def too_wide(page):
    """By how much the page can be pushed sideways."""
    return await page.evaluate("document.documentElement.scrollWidth - innerWidth")


async def looked_at(page, name):
    """Keep how a page looks; gives what is wrong with it: what jumps, what axe finds, what is too wide."""
    jumped = await page.evaluate(JUMPED)
    await page.screenshot(path=OUTPUT / f"console-{name}.png", full_page=True)
    return [*jumped, *(await violations(page)), await too_wide(page)]


# Nobody sees what moves by less than a thousandth of the window.
JUMPED = """
() => new Promise((resolve) => {
  const jumps = [];
  const seen = (list) => list.getEntries().filter((it) => !it.hadRecentInput && it.value >= 0.001);
  const note = (list) => seen(list).forEach((each) => jumps.push(
    `jumps by ${each.value.toFixed(4)}: ${each.sources.map((it) => it.node?.outerHTML?.slice(0, 90)).join(" | ")}`));
  new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(jumps), 100);
})"""
