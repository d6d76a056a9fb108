"""The people's door: everything of the console, built and joined.

method  path                            endpoint                 policy
GET     /                               entry.at_the_gate        Anyone
GET     /console/start                  start.show               Anyone
POST    /console/start                  start.begin              Anyone
GET     /console/login                  entry.show               Anyone
POST    /console/login                  entry.log_in             Anyone
GET     /console/login/code             code.show                Anyone
POST    /console/login/code             code.take                Anyone
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
GET     /console/conversations          conversations.show       Action.READ_CONVERSATIONS
GET     /console/conversations/list     conversations.listed     Action.READ_CONVERSATIONS
GET     /console/conversations/waiting  conversations.waiting    Action.READ_CONVERSATIONS
GET     /console/conversations/{id}     conversations.one        Action.READ_CONVERSATIONS
GET     /console/conversations/{id}/messages conversations.messages   Action.READ_CONVERSATIONS
GET     /console/conversations/{id}/text conversations.text       Action.READ_CONVERSATIONS
POST    /console/conversations/{id}/messages conversations.say        Action.ANSWER_CONVERSATIONS
POST    /console/conversations/{id}/files conversation_files.send Action.ANSWER_CONVERSATIONS
POST    /console/conversations/{id}/take conversations.take       Action.ANSWER_CONVERSATIONS
POST    /console/conversations/{id}/pass conversations.let_pass   Action.ANSWER_CONVERSATIONS
POST    /console/conversations/{id}/hand conversations.hand       Action.ANSWER_CONVERSATIONS
POST    /console/conversations/{id}/close conversations.close      Action.ANSWER_CONVERSATIONS
POST    /console/conversations/{id}/block   conversations.block      Action.ANSWER_CONVERSATIONS
POST    /console/conversations/{id}/unblock conversations.let_write  Action.ANSWER_CONVERSATIONS
POST    /console/conversations/{id}/read conversations.read       Action.ANSWER_CONVERSATIONS
GET     /console/visitors               guests.show              Action.READ_CLIENTS
GET     /console/visitors/list          guests.listed            Action.READ_CLIENTS
POST    /console/visitors/invite        guests.invite            Action.ANSWER_CONVERSATIONS
GET     /console/conversations/{id}/replies replies.offered      Action.READ_CONVERSATIONS
GET     /console/replies                replies.show             Action.READ_CONVERSATIONS
POST    /console/replies                replies.create           Action.CHANGE_REPLIES
GET     /console/replies/new            replies.new              Action.CHANGE_REPLIES
GET     /console/replies/{id}/edit      replies.edit             Action.CHANGE_REPLIES
POST    /console/replies/{id}           replies.change           Action.CHANGE_REPLIES
POST    /console/replies/{id}/delete    replies.delete           Action.CHANGE_REPLIES
POST    /console/replies/{id}/restore   replies.restore          Action.CHANGE_REPLIES
GET     /console/articles               articles.show            Action.READ_CONVERSATIONS
POST    /console/articles               articles.create          Action.CHANGE_ARTICLES
GET     /console/articles/new           articles.new             Action.CHANGE_ARTICLES
GET     /console/articles/{id}/edit     articles.edit            Action.CHANGE_ARTICLES
POST    /console/articles/{id}          articles.change          Action.CHANGE_ARTICLES
POST    /console/articles/{id}/delete   articles.delete          Action.CHANGE_ARTICLES
POST    /console/articles/{id}/restore  articles.restore         Action.CHANGE_ARTICLES
GET     /console/people                 people.show              Action.READ_CLIENTS
GET     /console/people/{id}            people.card              Action.READ_CLIENTS
GET     /console/people/{id}/calls      inbox.person_calls       Action.READ_CALLS
GET     /console/people/{id}/timeline   people.timeline          Action.READ_CLIENTS
POST    /console/people/{id}/notes      people.add_note          Action.CHANGE_CLIENTS
POST    /console/people/{id}/erase      people.erase             Action.ERASE_CLIENTS
POST    /console/people/{id}/change     people_change.change     Action.CHANGE_CLIENTS
POST    /console/people/{id}/tags       people_change.tag        Action.CHANGE_CLIENTS
GET     /console/people/{id}/consents   people_change.consents   Action.READ_CLIENTS
POST    /console/people/{id}/consents   people_change.withdraw   Action.CHANGE_CLIENTS
POST    /console/people/bulk            people_bulk.start        Action.CHANGE_CLIENTS
GET     /console/people/bulk/{id}       people_bulk.progress     Action.CHANGE_CLIENTS
POST    /console/people/bulk/{id}/undo  people_bulk.undo         Action.CHANGE_CLIENTS
POST    /console/people/export          people_export.make_link  Action.EXPORT_CLIENTS
GET     /console/people/export/{token}  people_export.table      Action.EXPORT_CLIENTS
GET     /console/fields                 fields.show              Action.CHANGE_SITE
POST    /console/fields/add             fields.add_field         Action.CHANGE_SITE
POST    /console/fields/{id}/change     fields.change_field      Action.CHANGE_SITE
POST    /console/fields/{id}/delete     fields.delete_field      Action.CHANGE_SITE
POST    /console/fields/{id}/restore    fields.restore_field     Action.CHANGE_SITE
POST    /console/tags/{id}/rename       fields.rename_tag        Action.CHANGE_SITE
POST    /console/tags/{id}/merge        fields.merge_tag         Action.CHANGE_SITE
POST    /console/tags/{id}/delete       fields.delete_tag        Action.CHANGE_SITE
POST    /console/tags/{id}/restore      fields.restore_tag       Action.CHANGE_SITE
GET     /console/site                   place.show               Action.READ_SITE
GET     /console/site/status            place.status             Action.READ_SITE
GET     /console/site/first             place.first              Action.READ_LEADS
POST    /console/site/first             place.tell_first         Action.READ_LEADS
POST    /console/site/check             place.check              Action.CHANGE_SITE
POST    /console/site/origins           place.allow              Action.CHANGE_SITE
GET     /console/site/settings          site.show                Action.CHANGE_SITE
POST    /console/site/settings          site.save                Action.CHANGE_SITE
GET     /console/site/contrast          site.look                Action.CHANGE_SITE
POST    /console/site/secret            site.show_secret         Action.READ_SECRET
POST    /console/site/secret/new        site.renew_secret        Action.READ_SECRET
POST    /console/site/secret/drop       site.drop_secret         Action.READ_SECRET
GET     /console/sites/new              site.new                 Action.CHANGE_SITE
POST    /console/sites                  site.create              Action.CHANGE_SITE
GET     /console/widgets                widgets.show             Action.READ_WIDGETS
GET     /console/widgets/new            widgets.gallery          Action.PUBLISH_WIDGETS
POST    /console/widgets/new            widgets.create           Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/switch    widgets.switch           Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/name      widgets.rename           Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/copy      widgets.copy             Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/delete    widgets.delete           Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/put-back  widgets.put_back         Action.PUBLISH_WIDGETS
GET     /console/widgets/{id}           editor.show              Action.PUBLISH_WIDGETS
GET     /console/widgets/{id}/preview   editor.preview           Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/preview   editor.look              Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/draft     editor.save              Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/publish   editor.publish           Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/merge     editor.merge             Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/discard   editor.discard           Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/draft/back editor.bring_back       Action.PUBLISH_WIDGETS
GET     /console/widgets/{id}/presses   presses.show             Action.READ_WIDGETS
GET     /console/widgets/{id}/versions  history.show             Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/versions/{number}/restore history.restore Action.PUBLISH_WIDGETS
POST    /console/widgets/{id}/real-page real_page.make           Action.CHANGE_WIDGETS
GET     /console/explain                explain.show             Action.READ_WIDGETS
GET     /console/codes                  codes.show               Action.READ_CODES
POST    /console/codes                  codes.create             Action.CHANGE_CODES
GET     /console/codes/pools            codes.pools              Action.READ_CODES
GET     /console/codes/new              codes.new                Action.CHANGE_CODES
POST    /console/codes/check            till.check               Action.READ_CODES
POST    /console/codes/redeem           till.redeem              Action.REDEEM_CODES
GET     /console/codes/{id}             code_pool.show           Action.READ_CODES
POST    /console/codes/{id}             codes.change             Action.CHANGE_CODES
GET     /console/codes/{id}/rows        code_pool.rows           Action.READ_CODES
GET     /console/codes/{id}/edit        codes.edit               Action.CHANGE_CODES
POST    /console/codes/{id}/add         code_pool.add            Action.CHANGE_CODES
POST    /console/codes/{id}/delete      codes.delete             Action.CHANGE_CODES
POST    /console/codes/{id}/put-back    codes.put_back           Action.CHANGE_CODES
GET     /console/account                account.show             AnyMember
POST    /console/account/profile        account.change_profile   AnyMember
POST    /console/account/password       account.change_password  AnyMember
GET     /console/account/two-factor     two_factor.show          AnyMember
GET     /console/account/two-factor/picture  two_factor.picture  AnyMember
POST    /console/account/two-factor/begin    two_factor.begin    AnyMember
POST    /console/account/two-factor/confirm  two_factor.confirm  AnyMember
POST    /console/account/two-factor/codes    two_factor.renew    AnyMember
POST    /console/account/two-factor/off      two_factor.switch_off  AnyMember
GET     /console/account/sessions       access.sessions          AnyMember
POST    /console/account/sessions/end   access.end_session       AnyMember
POST    /console/account/sessions/others  access.end_others      AnyMember
POST    /console/account/tokens         access.create_token      AnyMember
POST    /console/account/tokens/{id}/revoke   access.revoke_token   AnyMember
POST    /console/account/tokens/{id}/restore  access.restore_token  AnyMember
GET     /console/deliveries             deliveries.show          Action.READ_DELIVERIES
GET     /console/deliveries/rows        deliveries.rows          Action.READ_DELIVERIES
GET     /console/deliveries/{id}/attempts  deliveries.attempts   Action.READ_DELIVERIES
GET     /console/deliveries/{id}/tested    targets.tested        Action.READ_DELIVERIES
POST    /console/deliveries/{id}/replay    deliveries.replay     Action.CHANGE_DELIVERIES
GET     /console/targets                targets.show             Action.READ_DELIVERIES
POST    /console/targets                targets.create           Action.CHANGE_DELIVERIES
GET     /console/targets/new            targets.new              Action.CHANGE_DELIVERIES
GET     /console/targets/{id}/edit      targets.edit             Action.CHANGE_DELIVERIES
POST    /console/targets/{id}           targets.change           Action.CHANGE_DELIVERIES
POST    /console/targets/{id}/switch    targets.switch           Action.CHANGE_DELIVERIES
POST    /console/targets/{id}/secret    targets.rotate           Action.CHANGE_DELIVERIES
POST    /console/targets/{id}/aside     targets.set_aside        Action.CHANGE_DELIVERIES
POST    /console/targets/{id}/back      targets.put_back         Action.CHANGE_DELIVERIES
POST    /console/targets/{id}/delete    targets.delete           Action.CHANGE_DELIVERIES
POST    /console/targets/{id}/test      targets.test             Action.CHANGE_DELIVERIES
POST    /console/targets/{id}/replay    deliveries.replay_failed Action.CHANGE_DELIVERIES
GET     /console/invitation             joining.show             Anyone
POST    /console/invitation             joining.take_link        Anyone
POST    /console/invitation/accept      joining.join             Anyone
GET     /console/members                members.show             Action.READ_MEMBERS
POST    /console/members/{id}/role      members.change_role      Action.CHANGE_MEMBERS
POST    /console/members/{id}/remove    members.remove           Action.CHANGE_MEMBERS
POST    /console/members/{id}/take-back members.take_back        Action.CHANGE_MEMBERS
POST    /console/members/{id}/lock      members.lock             Action.CHANGE_MEMBERS
POST    /console/members/{id}/unlock    members.unlock           Action.CHANGE_MEMBERS
POST    /console/invitations            invitations.invite       Action.CHANGE_MEMBERS
POST    /console/invitations/{id}/renew invitations.renew        Action.CHANGE_MEMBERS
POST    /console/invitations/{id}/revoke invitations.revoke       Action.CHANGE_MEMBERS
GET     /console/departments            departments.show         Action.CHANGE_MEMBERS
POST    /console/departments            departments.create       Action.CHANGE_MEMBERS
GET     /console/departments/new        departments.new          Action.CHANGE_MEMBERS
POST    /console/duties/{id}           departments.take_on      Action.CHANGE_MEMBERS
POST    /console/departments/{id}       departments.change       Action.CHANGE_MEMBERS
GET     /console/departments/{id}/edit  departments.edit         Action.CHANGE_MEMBERS
POST    /console/departments/{id}/delete departments.delete      Action.CHANGE_MEMBERS
GET     /console/duty                   departments.duty         Action.READ_CONVERSATIONS
POST    /console/duty                   departments.set_away     Action.ANSWER_CONVERSATIONS
GET     /console/journal                journal.show             Action.READ_AUDIT
GET     /console/programs               programs.show            Action.READ_SITE
WS      /console/socket                 live.socket              Action.READ_CALLS
GET     /console/{rest:path}            entry.nowhere            Anyone

The last one stands behind all the others.
Every endpoint finds its own seat (`Seats`), and with it asks the policy; `on_news` is given to `database.on_news`.
"""

from server.assets import Assets
from server.config import Networks
from server.console.account import AccountPage
from server.console.account_access import AccessPart
from server.console.account_two_factor import TwoFactorPart
from server.console.articles import Articles
from server.console.code_entry import CodeEntry
from server.console.codes import Codes
from server.console.codes_pool import CodePool
from server.console.codes_till import CodesTill
from server.console.conversation_files import ConversationFiles
from server.console.conversations import Conversations
from server.console.deliveries import Deliveries
from server.console.departments import Departments
from server.console.editor import Editor
from server.console.entry import Entry
from server.console.explain import Explain
from server.console.fields_page import FieldsPage
from server.console.guests import Guests
from server.console.inbox import Inbox
from server.console.invitations import Invitations
from server.console.joining import Joining
from server.console.journal import Journal
from server.console.live import Live
from server.console.members import Members
from server.console.pages import Pages
from server.console.people import People
from server.console.people_bulk import PeopleBulk
from server.console.people_change import PeopleChange
from server.console.people_export import PeopleExport
from server.console.place import Place
from server.console.preview import Preview
from server.console.programs import Programs
from server.console.real_page import RealPage
from server.console.replies import Replies
from server.console.seats import Seats
from server.console.site_settings import SiteSettings
from server.console.start import Start
from server.console.targets import Targets
from server.console.widget_history import WidgetHistory
from server.console.widget_list import WidgetList
from server.console.widget_page import WidgetPage
from server.console.widget_presses import WidgetPresses
from server.database import Database
from server.deliveries.mailer import Mailer
from server.files.incoming import Incoming
from server.hub.approaches import Approaches
from server.hub.hub import Hub
from server.hub.presence import Presence
from server.outgoing.addresses import Allowed
from server.registry import Registry
from server.sealing import Sealer
from server.sites.account import Account
from server.sites.beginning import Beginning
from server.sites.entrance import Entrance
from server.sites.page_check import PageCheck
from server.sites.passwords import Passwords
from server.sites.second_step import SecondStep


class ConsoleDoor:
    """The console's parts; each part's public methods are endpoints.

    The cookie is `__Host-frontdesk` where the installation is reached over https, and `frontdesk` on plain http.
    """

    def __init__(
        self,
        *,
        database: Database,
        entrance: Entrance,
        second_step: SecondStep,
        own_account: Account,
        passwords: Passwords,
        beginning: Beginning,
        page_check: PageCheck,
        hub: Hub,
        presence: Presence,
        approaches: Approaches,
        incoming: Incoming,
        registry: Registry,
        sealer: Sealer,
        mailer: Mailer,
        allowed: Allowed,
        assets: Assets,
        public_url: str,
        trusted_proxies: Networks = (),
    ) -> None:
        pages = Pages(assets.console, public_url)
        seats = Seats(database, entrance, pages, cookie_name(public_url))
        self.entry = Entry(pages, seats, entrance, beginning, trusted_proxies)
        self.start = Start(pages, self.entry, beginning, registry, trusted_proxies)
        self.code = CodeEntry(pages, seats, second_step, trusted_proxies, self.entry.let_in)
        self.inbox = Inbox(pages, seats, database, presence, registry)
        self.conversations = Conversations(pages, seats, database, self.inbox, presence, mailer)
        self.conversation_files = ConversationFiles(pages, seats, database, incoming)
        self.guests = Guests(pages, seats, database, self.inbox, hub, approaches)
        self.departments = Departments(pages, seats, database, self.inbox, presence)
        self.replies = Replies(pages, seats, database, self.inbox)
        self.articles = Articles(pages, seats, database, self.inbox, registry)
        self.people = People(pages, seats, database, self.inbox, registry)
        self.people_change = PeopleChange(pages, seats, database)
        self.people_bulk = PeopleBulk(pages, seats, database)
        self.people_export = PeopleExport(pages, seats, database)
        self.fields = FieldsPage(pages, seats, database, self.inbox)
        self.place = Place(pages, seats, database, self.inbox, page_check, public_url)
        self.site = SiteSettings(pages, seats, database, self.inbox)
        page = WidgetPage(database, registry)
        self.widgets = WidgetList(pages, seats, self.inbox, page)
        self.editor = Editor(pages, seats, self.inbox, page, Preview(assets, pages.origin), mailer)
        self.presses = WidgetPresses(pages, seats, self.inbox, page)
        self.history = WidgetHistory(pages, seats, self.inbox, page)
        self.real_page = RealPage(pages, seats, page, sealer)
        self.explain = Explain(pages, seats, database, self.inbox, presence, registry)
        self.codes = Codes(pages, seats, database, self.inbox, registry)
        self.code_pool = CodePool(pages, seats, database, self.inbox, registry)
        self.till = CodesTill(pages, seats, database, trusted_proxies)
        self.account = AccountPage(pages, seats, database, self.inbox, own_account)
        self.two_factor = TwoFactorPart(pages, seats, database, own_account)
        self.access = AccessPart(pages, seats, database, own_account)
        self.joining = Joining(pages, seats, database, passwords, trusted_proxies)
        self.members = Members(pages, seats, database, presence, self.inbox)
        self.invitations = Invitations(pages, seats, database, mailer, public_url)
        self.journal = Journal(pages, seats, database, self.inbox, registry)
        self.programs = Programs(pages, seats, self.inbox, public_url)
        self.live = Live(database, seats, hub, presence, pages.origin)
        self.targets = Targets(pages, seats, database, registry, sealer, mailer, allowed)
        self.deliveries = Deliveries(pages, seats, database, self.inbox, self.targets)
        self.on_news = self.live.on_news


def cookie_name(public_url: str) -> str:
    """The session cookie's name; browsers take the one with the prefix over https only."""
    return "__Host-frontdesk" if public_url.startswith("https:") else "frontdesk"
