"""All addresses on one page: where each leads, and who may pass."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from server.console.door import ConsoleDoor
from server.house import House
from server.sites.policy import Action, AnyMember, Anyone, Policy
from server.visitors.answers_drawn import PATH as ANSWERS
from server.visitors.confirm_drawn import PATH
from server.visitors.door import VisitorsDoor


@dataclass(frozen=True, slots=True)
class Door:
    """One address: what it takes, where it leads, who may pass. The method `WS` is a socket.

    What is `hot`, pages ask all day long: it is found before all others and answered without Starlette's layers.
    """

    method: str
    path: str
    endpoint: Callable[..., Awaitable[Response | None]]
    policy: Policy
    hot: bool = False

    @property
    def route(self) -> BaseRoute:
        """The address as Starlette knows it."""
        if self.method == "WS":
            return WebSocketRoute(self.path, self.endpoint)
        return Route(self.path, self.endpoint, methods=[self.method])


def doors(house: House) -> list[Door]:
    """Every address with its policy, in the order in which they are tried."""
    visitors, console, api = house.visitors, house.console, house.api
    return [
        *of_visitors(visitors),
        *of_process(house),
        *of_entry(console),
        *of_inbox(console),
        *of_conversations(console),
        *of_departments(console),
        *of_guests(console),
        *of_replies(console),
        *of_articles(console),
        *of_people(console),
        *of_site(console),
        *of_widgets(console),
        *of_codes(console),
        *of_account(console),
        *of_deliveries(console),
        *of_team(console),
        Door("GET", "/console/{rest:path}", console.entry.nowhere, Anyone),
        Door("GET", "/api/v1/openapi.json", api.openapi, Anyone),
        *(Door(each.method, each.path, api.endpoint(each), each.policy) for each in api.operations),
    ]


def of_visitors(visitors: VisitorsDoor) -> list[Door]:
    """What the pages of the sites ask, and the letters to their visitors."""
    site, confirm, answers = "/v1/sites/{key}", f"{PATH}/{{token}}", f"{ANSWERS}/{{token}}"
    return [
        Door("GET", "/s/{key}.js", visitors.loader, Anyone, hot=True),
        Door("GET", "/m/{runtime}/{name}.{digest}.js", visitors.module, Anyone),
        Door("GET", f"{site}/config", visitors.config, Anyone),
        Door("GET", f"{site}/preview", visitors.preview, Anyone),
        Door("POST", f"{site}/submissions", visitors.submit, Anyone, hot=True),
        Door("POST", f"{site}/events", visitors.events, Anyone, hot=True),
        Door("POST", f"{site}/identify", visitors.identify, Anyone),
        Door("POST", f"{site}/poll", visitors.poll, Anyone),
        Door("POST", f"{site}/files", visitors.upload, Anyone),
        Door("POST", f"{site}/rejoin", visitors.rejoin, Anyone),
        Door("GET", f"{site}/articles", visitors.find_articles, Anyone),
        Door("GET", f"{site}/articles/{{article}}", visitors.read_article, Anyone),
        Door("GET", "/f/{file}/{token}", visitors.files.show, Anyone),
        Door("OPTIONS", f"{site}/{{rest:path}}", visitors.preflight, Anyone),
        Door("WS", f"{site}/socket", visitors.socket, Anyone),
        Door("GET", confirm, visitors.confirmations.show, Anyone),
        Door("POST", confirm, visitors.confirmations.confirm, Anyone),
        Door("GET", f"{confirm}/stop", visitors.confirmations.show_stop, Anyone),
        Door("POST", f"{confirm}/stop", visitors.confirmations.stop, Anyone),
        Door("POST", f"{confirm}/again", visitors.confirmations.again, Anyone),
        Door("GET", f"{answers}/stop", visitors.answers.show_stop, Anyone),
        Door("POST", f"{answers}/stop", visitors.answers.stop, Anyone),
        Door("POST", f"{answers}/again", visitors.answers.again, Anyone),
    ]


def of_process(house: House) -> list[Door]:
    """What whoever runs this process asks."""
    return [
        Door("GET", "/healthz", house.health.up, Anyone),
        Door("GET", "/readyz", house.health.ready, Anyone),
        Door("GET", "/metrics", house.health.metrics, Anyone),
        Door("GET", "/static/{name}", house.files.file, Anyone),
    ]


def of_entry(console: ConsoleDoor) -> list[Door]:
    """How one comes into the console."""
    entry, start, code, joining = console.entry, console.start, console.code, console.joining
    return [
        Door("GET", "/", entry.at_the_gate, Anyone),
        Door("GET", "/console", entry.at_the_gate, Anyone),
        Door("GET", "/console/start", start.show, Anyone),
        Door("POST", "/console/start", start.begin, Anyone),
        Door("GET", "/console/login", entry.show, Anyone),
        Door("POST", "/console/login", entry.log_in, Anyone),
        Door("GET", "/console/login/code", code.show, Anyone),
        Door("POST", "/console/login/code", code.take, Anyone),
        Door("POST", "/console/logout", entry.log_out, AnyMember),
        Door("POST", "/console/language", entry.choose_language, Anyone),
        Door("POST", "/console/choose-site", entry.choose_site, AnyMember),
        Door("GET", "/console/invitation", joining.show, Anyone),
        Door("POST", "/console/invitation", joining.take_link, Anyone),
        Door("POST", "/console/invitation/accept", joining.join, Anyone),
    ]


def of_inbox(console: ConsoleDoor) -> list[Door]:
    """Who waits."""
    inbox = console.inbox
    return [
        Door("GET", "/console/", inbox.show, Action.READ_CALLS),
        Door("GET", "/console/calls", inbox.calls, Action.READ_CALLS),
        Door("POST", "/console/calls/{id}/take", inbox.take_call, Action.TAKE_CALLS),
        Door("POST", "/console/calls/{id}/outcome", inbox.end_call, Action.TAKE_CALLS),
        Door("GET", "/console/today", inbox.today, Action.READ_CALLS),
        Door("GET", "/console/leads", inbox.leads, Action.READ_LEADS),
        Door("POST", "/console/leads/{id}/take", inbox.take_lead, Action.TAKE_LEADS),
        Door("GET", "/console/waiting", inbox.waiting, Action.READ_CALLS),
        Door("GET", "/console/team", inbox.team, Action.READ_CALLS),
        Door("WS", "/console/socket", console.live.socket, Action.READ_CALLS),
    ]


def of_conversations(console: ConsoleDoor) -> list[Door]:
    """Who writes, and the answers."""
    talks, one = console.conversations, "/console/conversations/{id}"
    return [
        Door("GET", "/console/conversations", talks.show, Action.READ_CONVERSATIONS),
        Door("GET", "/console/conversations/list", talks.listed, Action.READ_CONVERSATIONS),
        Door("GET", "/console/conversations/waiting", talks.waiting, Action.READ_CONVERSATIONS),
        Door("GET", one, talks.one, Action.READ_CONVERSATIONS),
        Door("GET", f"{one}/replies", console.replies.offered, Action.READ_CONVERSATIONS),
        Door("GET", f"{one}/messages", talks.messages, Action.READ_CONVERSATIONS),
        Door("GET", f"{one}/text", talks.text, Action.READ_CONVERSATIONS),
        Door("POST", f"{one}/messages", talks.say, Action.ANSWER_CONVERSATIONS),
        Door("POST", f"{one}/files", console.conversation_files.send, Action.ANSWER_CONVERSATIONS),
        Door("POST", f"{one}/take", talks.take, Action.ANSWER_CONVERSATIONS),
        Door("POST", f"{one}/pass", talks.let_pass, Action.ANSWER_CONVERSATIONS),
        Door("POST", f"{one}/hand", talks.hand, Action.ANSWER_CONVERSATIONS),
        Door("POST", f"{one}/close", talks.close, Action.ANSWER_CONVERSATIONS),
        Door("POST", f"{one}/block", talks.block, Action.ANSWER_CONVERSATIONS),
        Door("POST", f"{one}/unblock", talks.let_write, Action.ANSWER_CONVERSATIONS),
        Door("POST", f"{one}/read", talks.read, Action.ANSWER_CONVERSATIONS),
    ]


def of_guests(console: ConsoleDoor) -> list[Door]:
    """Who is on the site at this moment."""
    guests = console.guests
    return [
        Door("GET", "/console/visitors", guests.show, Action.READ_CLIENTS),
        Door("GET", "/console/visitors/list", guests.listed, Action.READ_CLIENTS),
        Door("POST", "/console/visitors/invite", guests.invite, Action.ANSWER_CONVERSATIONS),
    ]


def of_departments(console: ConsoleDoor) -> list[Door]:
    """Who answers what, and who is away."""
    who, one = console.departments, "/console/departments/{id}"
    return [
        Door("GET", "/console/departments", who.show, Action.CHANGE_MEMBERS),
        Door("POST", "/console/departments", who.create, Action.CHANGE_MEMBERS),
        Door("GET", "/console/departments/new", who.new, Action.CHANGE_MEMBERS),
        Door("POST", "/console/duties/{id}", who.take_on, Action.CHANGE_MEMBERS),
        Door("POST", one, who.change, Action.CHANGE_MEMBERS),
        Door("GET", f"{one}/edit", who.edit, Action.CHANGE_MEMBERS),
        Door("POST", f"{one}/delete", who.delete, Action.CHANGE_MEMBERS),
        Door("GET", "/console/duty", who.duty, Action.READ_CONVERSATIONS),
        Door("POST", "/console/duty", who.set_away, Action.ANSWER_CONVERSATIONS),
    ]


def of_replies(console: ConsoleDoor) -> list[Door]:
    """Ready answers."""
    replies, one = console.replies, "/console/replies/{id}"
    return [
        Door("GET", "/console/replies", replies.show, Action.READ_CONVERSATIONS),
        Door("POST", "/console/replies", replies.create, Action.CHANGE_REPLIES),
        Door("GET", "/console/replies/new", replies.new, Action.CHANGE_REPLIES),
        Door("GET", f"{one}/edit", replies.edit, Action.CHANGE_REPLIES),
        Door("POST", one, replies.change, Action.CHANGE_REPLIES),
        Door("POST", f"{one}/delete", replies.delete, Action.CHANGE_REPLIES),
        Door("POST", f"{one}/restore", replies.restore, Action.CHANGE_REPLIES),
    ]


def of_articles(console: ConsoleDoor) -> list[Door]:
    """What visitors find by themselves."""
    articles, one = console.articles, "/console/articles/{id}"
    return [
        Door("GET", "/console/articles", articles.show, Action.READ_CONVERSATIONS),
        Door("POST", "/console/articles", articles.create, Action.CHANGE_ARTICLES),
        Door("GET", "/console/articles/new", articles.new, Action.CHANGE_ARTICLES),
        Door("GET", f"{one}/edit", articles.edit, Action.CHANGE_ARTICLES),
        Door("POST", one, articles.change, Action.CHANGE_ARTICLES),
        Door("POST", f"{one}/delete", articles.delete, Action.CHANGE_ARTICLES),
        Door("POST", f"{one}/restore", articles.restore, Action.CHANGE_ARTICLES),
    ]


def of_people(console: ConsoleDoor) -> list[Door]:
    """The people, and what is known about them."""
    people, change, bulk, export = console.people, console.people_change, console.people_bulk, console.people_export
    fields = console.fields
    return [
        Door("GET", "/console/people", people.show, Action.READ_CLIENTS),
        Door("GET", "/console/people/{id}", people.card, Action.READ_CLIENTS),
        Door("GET", "/console/people/{id}/calls", console.inbox.person_calls, Action.READ_CALLS),
        Door("GET", "/console/people/{id}/timeline", people.timeline, Action.READ_CLIENTS),
        Door("POST", "/console/people/{id}/notes", people.add_note, Action.CHANGE_CLIENTS),
        Door("POST", "/console/people/{id}/erase", people.erase, Action.ERASE_CLIENTS),
        Door("POST", "/console/people/{id}/change", change.change, Action.CHANGE_CLIENTS),
        Door("POST", "/console/people/{id}/tags", change.tag, Action.CHANGE_CLIENTS),
        Door("GET", "/console/people/{id}/consents", change.consents, Action.READ_CLIENTS),
        Door("POST", "/console/people/{id}/consents", change.withdraw, Action.CHANGE_CLIENTS),
        Door("POST", "/console/people/bulk", bulk.start, Action.CHANGE_CLIENTS),
        Door("GET", "/console/people/bulk/{id}", bulk.progress, Action.CHANGE_CLIENTS),
        Door("POST", "/console/people/bulk/{id}/undo", bulk.undo, Action.CHANGE_CLIENTS),
        Door("POST", "/console/people/export", export.make_link, Action.EXPORT_CLIENTS),
        Door("GET", "/console/people/export/{token}", export.table, Action.EXPORT_CLIENTS),
        Door("GET", "/console/fields", fields.show, Action.CHANGE_SITE),
        Door("POST", "/console/fields/add", fields.add_field, Action.CHANGE_SITE),
        Door("POST", "/console/fields/{id}/change", fields.change_field, Action.CHANGE_SITE),
        Door("POST", "/console/fields/{id}/delete", fields.delete_field, Action.CHANGE_SITE),
        Door("POST", "/console/fields/{id}/restore", fields.restore_field, Action.CHANGE_SITE),
        Door("POST", "/console/tags/{id}/rename", fields.rename_tag, Action.CHANGE_SITE),
        Door("POST", "/console/tags/{id}/merge", fields.merge_tag, Action.CHANGE_SITE),
        Door("POST", "/console/tags/{id}/delete", fields.delete_tag, Action.CHANGE_SITE),
        Door("POST", "/console/tags/{id}/restore", fields.restore_tag, Action.CHANGE_SITE),
    ]


def of_site(console: ConsoleDoor) -> list[Door]:
    """The site, and what it is told by programs."""
    place, site = console.place, console.site
    return [
        Door("GET", "/console/site", place.show, Action.READ_SITE),
        Door("GET", "/console/site/status", place.status, Action.READ_SITE),
        Door("GET", "/console/site/first", place.first, Action.READ_LEADS),
        Door("POST", "/console/site/first", place.tell_first, Action.READ_LEADS),
        Door("POST", "/console/site/check", place.check, Action.CHANGE_SITE),
        Door("POST", "/console/site/origins", place.allow, Action.CHANGE_SITE),
        Door("GET", "/console/site/settings", site.show, Action.CHANGE_SITE),
        Door("POST", "/console/site/settings", site.save, Action.CHANGE_SITE),
        Door("GET", "/console/site/contrast", site.look, Action.CHANGE_SITE),
        Door("POST", "/console/site/secret", site.show_secret, Action.READ_SECRET),
        Door("POST", "/console/site/secret/new", site.renew_secret, Action.READ_SECRET),
        Door("POST", "/console/site/secret/drop", site.drop_secret, Action.READ_SECRET),
        Door("GET", "/console/sites/new", site.new, Action.CHANGE_SITE),
        Door("POST", "/console/sites", site.create, Action.CHANGE_SITE),
        Door("GET", "/console/programs", console.programs.show, Action.READ_SITE),
    ]


def of_widgets(console: ConsoleDoor) -> list[Door]:
    """The widgets, their drafts and versions, and why they are shown or not."""
    placed, one = "/console/widgets", "/console/widgets/{id}"
    widgets, editor, history = console.widgets, console.editor, console.history
    return [
        Door("GET", placed, widgets.show, Action.READ_WIDGETS),
        Door("GET", f"{placed}/new", widgets.gallery, Action.PUBLISH_WIDGETS),
        Door("POST", f"{placed}/new", widgets.create, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/switch", widgets.switch, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/name", widgets.rename, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/copy", widgets.copy, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/delete", widgets.delete, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/put-back", widgets.put_back, Action.PUBLISH_WIDGETS),
        Door("GET", one, editor.show, Action.PUBLISH_WIDGETS),
        Door("GET", f"{one}/preview", editor.preview, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/preview", editor.look, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/draft", editor.save, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/publish", editor.publish, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/merge", editor.merge, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/discard", editor.discard, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/draft/back", editor.bring_back, Action.PUBLISH_WIDGETS),
        Door("GET", f"{one}/presses", console.presses.show, Action.READ_WIDGETS),
        Door("GET", f"{one}/versions", history.show, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/versions/{{number}}/restore", history.restore, Action.PUBLISH_WIDGETS),
        Door("POST", f"{one}/real-page", console.real_page.make, Action.CHANGE_WIDGETS),
        Door("GET", "/console/explain", console.explain.show, Action.READ_WIDGETS),
    ]


def of_codes(console: ConsoleDoor) -> list[Door]:
    """Promo codes, their pools, and the till."""
    codes, pool, till = console.codes, console.code_pool, console.till
    return [
        Door("GET", "/console/codes", codes.show, Action.READ_CODES),
        Door("POST", "/console/codes", codes.create, Action.CHANGE_CODES),
        Door("GET", "/console/codes/pools", codes.pools, Action.READ_CODES),
        Door("GET", "/console/codes/new", codes.new, Action.CHANGE_CODES),
        Door("POST", "/console/codes/check", till.check, Action.READ_CODES),
        Door("POST", "/console/codes/redeem", till.redeem, Action.REDEEM_CODES),
        Door("GET", "/console/codes/{id}", pool.show, Action.READ_CODES),
        Door("POST", "/console/codes/{id}", codes.change, Action.CHANGE_CODES),
        Door("GET", "/console/codes/{id}/rows", pool.rows, Action.READ_CODES),
        Door("GET", "/console/codes/{id}/edit", codes.edit, Action.CHANGE_CODES),
        Door("POST", "/console/codes/{id}/add", pool.add, Action.CHANGE_CODES),
        Door("POST", "/console/codes/{id}/delete", codes.delete, Action.CHANGE_CODES),
        Door("POST", "/console/codes/{id}/put-back", codes.put_back, Action.CHANGE_CODES),
    ]


def of_account(console: ConsoleDoor) -> list[Door]:
    """A member's own account."""
    account, two_factor, access = console.account, console.two_factor, console.access
    return [
        Door("GET", "/console/account", account.show, AnyMember),
        Door("POST", "/console/account/profile", account.change_profile, AnyMember),
        Door("POST", "/console/account/password", account.change_password, AnyMember),
        Door("GET", "/console/account/two-factor", two_factor.show, AnyMember),
        Door("GET", "/console/account/two-factor/picture", two_factor.picture, AnyMember),
        Door("POST", "/console/account/two-factor/begin", two_factor.begin, AnyMember),
        Door("POST", "/console/account/two-factor/confirm", two_factor.confirm, AnyMember),
        Door("POST", "/console/account/two-factor/codes", two_factor.renew, AnyMember),
        Door("POST", "/console/account/two-factor/off", two_factor.switch_off, AnyMember),
        Door("GET", "/console/account/sessions", access.sessions, AnyMember),
        Door("POST", "/console/account/sessions/end", access.end_session, AnyMember),
        Door("POST", "/console/account/sessions/others", access.end_others, AnyMember),
        Door("POST", "/console/account/tokens", access.create_token, AnyMember),
        Door("POST", "/console/account/tokens/{id}/revoke", access.revoke_token, AnyMember),
        Door("POST", "/console/account/tokens/{id}/restore", access.restore_token, AnyMember),
    ]


def of_deliveries(console: ConsoleDoor) -> list[Door]:
    """What is told outside."""
    deliveries, targets = console.deliveries, console.targets
    return [
        Door("GET", "/console/deliveries", deliveries.show, Action.READ_DELIVERIES),
        Door("GET", "/console/deliveries/rows", deliveries.rows, Action.READ_DELIVERIES),
        Door("GET", "/console/deliveries/{id}/attempts", deliveries.attempts, Action.READ_DELIVERIES),
        Door("GET", "/console/deliveries/{id}/tested", targets.tested, Action.READ_DELIVERIES),
        Door("POST", "/console/deliveries/{id}/replay", deliveries.replay, Action.CHANGE_DELIVERIES),
        Door("GET", "/console/targets", targets.show, Action.READ_DELIVERIES),
        Door("POST", "/console/targets", targets.create, Action.CHANGE_DELIVERIES),
        Door("GET", "/console/targets/new", targets.new, Action.CHANGE_DELIVERIES),
        Door("GET", "/console/targets/{id}/edit", targets.edit, Action.CHANGE_DELIVERIES),
        Door("POST", "/console/targets/{id}", targets.change, Action.CHANGE_DELIVERIES),
        Door("POST", "/console/targets/{id}/switch", targets.switch, Action.CHANGE_DELIVERIES),
        Door("POST", "/console/targets/{id}/secret", targets.rotate, Action.CHANGE_DELIVERIES),
        Door("POST", "/console/targets/{id}/aside", targets.set_aside, Action.CHANGE_DELIVERIES),
        Door("POST", "/console/targets/{id}/back", targets.put_back, Action.CHANGE_DELIVERIES),
        Door("POST", "/console/targets/{id}/delete", targets.delete, Action.CHANGE_DELIVERIES),
        Door("POST", "/console/targets/{id}/test", targets.test, Action.CHANGE_DELIVERIES),
        Door("POST", "/console/targets/{id}/replay", deliveries.replay_failed, Action.CHANGE_DELIVERIES),
    ]


def of_team(console: ConsoleDoor) -> list[Door]:
    """Members and invitations, and who changed what."""
    members, invitations = console.members, console.invitations
    return [
        Door("GET", "/console/members", members.show, Action.READ_MEMBERS),
        Door("POST", "/console/members/{id}/role", members.change_role, Action.CHANGE_MEMBERS),
        Door("POST", "/console/members/{id}/remove", members.remove, Action.CHANGE_MEMBERS),
        Door("POST", "/console/members/{id}/take-back", members.take_back, Action.CHANGE_MEMBERS),
        Door("POST", "/console/members/{id}/lock", members.lock, Action.CHANGE_MEMBERS),
        Door("POST", "/console/members/{id}/unlock", members.unlock, Action.CHANGE_MEMBERS),
        Door("POST", "/console/invitations", invitations.invite, Action.CHANGE_MEMBERS),
        Door("POST", "/console/invitations/{id}/renew", invitations.renew, Action.CHANGE_MEMBERS),
        Door("POST", "/console/invitations/{id}/revoke", invitations.revoke, Action.CHANGE_MEMBERS),
        Door("GET", "/console/journal", console.journal.show, Action.READ_AUDIT),
    ]
