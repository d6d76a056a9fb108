"""Every operation of the programs' door on one screen, and how the site of a thing is found."""

from collections.abc import Callable, Mapping

from server.api import calls, clients, leads, sites, widgets
from server.api.answers import (
    CallbackAnswer,
    ClientCard,
    ClientLine,
    ConsentAnswer,
    EntryAnswer,
    KindAnswer,
    LeadAnswer,
    Listed,
    NoteAnswer,
    SecretAnswer,
    SiteAnswer,
    WidgetAnswer,
)
from server.api.operation import Operation
from server.api.questions import CallListing, Entries, KindListing, Listing, Note, Outcome, Search
from server.calls.listing import site_of as site_of_call
from server.clients.cards import site_of as site_of_client
from server.database import Reader
from server.sites.policy import Action, AnyMember
from server.sites.settings import NewSite, SiteChange
from server.sites.widget_input import NewWidget, WidgetChange
from server.sites.widgets import find as find_widget


def _site_itself(reader: Reader, site: str) -> str:
    return site


def _site_of_widget(reader: Reader, widget: str) -> str | None:
    found = find_widget(reader, widget)
    return found.site if found else None


SITE_OF: Mapping[str, Callable[[Reader, str], str | None]] = {
    "site": _site_itself,
    "widget": _site_of_widget,
    "client": site_of_client,
    "call": site_of_call,
}

OPERATIONS: tuple[Operation, ...] = (
    Operation("GET", "/sites", sites.list_sites, AnyMember, Listed[SiteAnswer], query=Listing),
    Operation("POST", "/sites", sites.create_site, AnyMember, SiteAnswer, 201, NewSite),
    Operation("GET", "/sites/{site}", sites.read_site, Action.READ_SITE, SiteAnswer),
    Operation("PATCH", "/sites/{site}", sites.change_site, Action.CHANGE_SITE, SiteAnswer, body=SiteChange),
    Operation("GET", "/sites/{site}/identity-secret", sites.read_identity_secret, Action.READ_SECRET, SecretAnswer),
    Operation("GET", "/widget-kinds", widgets.list_kinds, AnyMember, Listed[KindAnswer], query=KindListing),
    Operation(
        "GET", "/sites/{site}/widgets", widgets.list_widgets, Action.READ_WIDGETS, Listed[WidgetAnswer], query=Listing
    ),
    Operation(
        "POST", "/sites/{site}/widgets", widgets.create_widget, Action.PUBLISH_WIDGETS, WidgetAnswer, 201, NewWidget
    ),
    Operation("GET", "/widgets/{widget}", widgets.read_widget, Action.READ_WIDGETS, WidgetAnswer),
    Operation(
        "PATCH", "/widgets/{widget}", widgets.change_widget, Action.PUBLISH_WIDGETS, WidgetAnswer, body=WidgetChange
    ),
    Operation("POST", "/widgets/{widget}/publish", widgets.publish_widget, Action.PUBLISH_WIDGETS, WidgetAnswer),
    Operation("GET", "/sites/{site}/leads", leads.list_leads, Action.READ_LEADS, Listed[LeadAnswer], query=Listing),
    Operation(
        "GET", "/sites/{site}/clients", clients.list_clients, Action.READ_CLIENTS, Listed[ClientLine], query=Search
    ),
    Operation(
        "POST",
        "/sites/{site}/clients/search",
        clients.search_clients,
        Action.READ_CLIENTS,
        Listed[ClientLine],
        body=Search,
    ),
    Operation("GET", "/clients/{client}", clients.read_client, Action.READ_CLIENTS, ClientCard),
    Operation("DELETE", "/clients/{client}", clients.erase_client, Action.ERASE_CLIENTS, None, 204),
    Operation(
        "GET",
        "/clients/{client}/timeline",
        clients.read_timeline,
        Action.READ_CLIENTS,
        Listed[EntryAnswer],
        query=Entries,
    ),
    Operation("POST", "/clients/{client}/notes", clients.add_note, Action.CHANGE_CLIENTS, NoteAnswer, 201, Note),
    Operation(
        "GET",
        "/clients/{client}/consents",
        clients.list_consents,
        Action.READ_CLIENTS,
        Listed[ConsentAnswer],
        query=Listing,
    ),
    Operation(
        "GET",
        "/sites/{site}/callbacks",
        calls.list_callbacks,
        Action.READ_CALLS,
        Listed[CallbackAnswer],
        query=CallListing,
    ),
    Operation("GET", "/callbacks/{call}", calls.read_callback, Action.READ_CALLS, CallbackAnswer),
    Operation("POST", "/callbacks/{call}/accept", calls.accept_callback, Action.TAKE_CALLS, CallbackAnswer),
    Operation("POST", "/callbacks/{call}/outcome", calls.end_callback, Action.TAKE_CALLS, CallbackAnswer, body=Outcome),
)
