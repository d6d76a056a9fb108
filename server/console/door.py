"""The people's door: everything of the console, built and joined.

method  path                            endpoint                 policy
GET     /                               entry.at_the_gate        Anyone
GET     /console/login                  entry.show               Anyone
POST    /console/login                  entry.log_in             Anyone
POST    /console/logout                 entry.log_out            AnyMember
POST    /console/language               entry.choose_language    Anyone
POST    /console/choose-site            entry.choose_site        AnyMember
GET     /console/                       inbox.show               Action.READ_CALLS
GET     /console/calls                  inbox.calls              Action.READ_CALLS
POST    /console/calls/{id}/take        inbox.take_call          Action.TAKE_CALLS
POST    /console/calls/{id}/outcome     inbox.end_call           Action.TAKE_CALLS
GET     /console/today                  inbox.today              Action.READ_CALLS
GET     /console/leads                  inbox.leads              Action.READ_LEADS
POST    /console/leads/{id}/take        inbox.take_lead          Action.TAKE_LEADS
GET     /console/waiting                inbox.waiting            Action.READ_CALLS
GET     /console/team                   inbox.team               Action.READ_CALLS
GET     /console/people                 people.show              Action.READ_CLIENTS
GET     /console/people/{id}            people.card              Action.READ_CLIENTS
GET     /console/people/{id}/timeline   people.timeline          Action.READ_CLIENTS
POST    /console/people/{id}/notes      people.add_note          Action.CHANGE_CLIENTS
POST    /console/people/{id}/erase      people.erase             Action.ERASE_CLIENTS
GET     /console/site                   place.show               Action.READ_SITE
POST    /console/widgets                place.place_first        Action.PUBLISH_WIDGETS
WS      /console/socket                 live.socket              Action.READ_CALLS
GET     /console/{rest:path}            entry.nowhere            Anyone

The last one stands behind all the others.
Every endpoint finds its own seat (`Seats`), and with it asks the policy; `on_news` is given to `database.on_news`.
"""

from collections.abc import Mapping

from server.config import Networks
from server.console.entry import Entry
from server.console.inbox import Inbox
from server.console.live import Live
from server.console.pages import Pages
from server.console.people import People
from server.console.place import Place
from server.console.seats import Seats
from server.database import Database
from server.hub.hub import Hub
from server.hub.presence import Presence
from server.registry import Registry
from server.sites.entrance import Entrance


class ConsoleDoor:
    """The console's parts; each part's public methods are endpoints.

    The cookie is `__Host-frontdesk` where the installation is reached over https, and `frontdesk` on plain http.
    """

    def __init__(
        self,
        *,
        database: Database,
        entrance: Entrance,
        hub: Hub,
        presence: Presence,
        registry: Registry,
        assets: Mapping[str, str],
        public_url: str,
        trusted_proxies: Networks = (),
    ) -> None:
        pages = Pages(assets, public_url)
        seats = Seats(database, entrance, pages, cookie_name(public_url))
        self.entry = Entry(pages, seats, entrance, trusted_proxies)
        self.inbox = Inbox(pages, seats, database, presence, registry)
        self.people = People(pages, seats, database, self.inbox, registry)
        self.place = Place(pages, seats, database, self.inbox, registry, public_url)
        self.live = Live(database, seats, hub, presence, pages.origin)
        self.on_news = self.live.on_news


def cookie_name(public_url: str) -> str:
    """The session cookie's name; browsers take the one with the prefix over https only."""
    return "__Host-frontdesk" if public_url.startswith("https:") else "frontdesk"
