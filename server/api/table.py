"""Every operation of the programs' door on one screen, and how the site of a thing is found."""

from collections.abc import Callable, Mapping

from server.api import (
    articles,
    calls,
    clients,
    codes,
    conversations,
    deliveries,
    explain,
    leads,
    members,
    people,
    presses,
    replies,
    routing,
    sites,
    tags,
    targets,
    tokens,
    versions,
    webhooks,
    widgets,
)
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
from server.api.answers_codes import AddedAnswer, CodeAnswer, PoolAnswer
from server.api.answers_conversations import (
    ArticleAnswer,
    ConversationAnswer,
    MessageAnswer,
    ReplyAnswer,
    TalkNoteAnswer,
)
from server.api.answers_deliveries import (
    DeliveryAnswer,
    DeliveryCard,
    ReplayAnswer,
    TargetAnswer,
    WebhookAnswer,
    WebhookSecretAnswer,
)
from server.api.answers_explain import ExplainAnswer, PreviewAnswer
from server.api.answers_members import InvitationAnswer, InvitationMade, JournalAnswer, MemberAnswer
from server.api.answers_people import BulkAnswer, FieldAnswer, TagAnswer, UndoneAnswer
from server.api.answers_routing import DepartmentAnswer, DutyAnswer
from server.api.answers_tokens import NewTokenAnswer, TokenAnswer
from server.api.answers_widgets import PressesAnswer, VersionAnswer
from server.api.codes import Adding, CodeListing, Redeeming, WhichSite
from server.api.conversations import ConversationListing, Saying
from server.api.deliveries import DeliveryListing
from server.api.members import JournalListing
from server.api.operation import Operation
from server.api.questions import (
    CallListing,
    Entries,
    KindListing,
    Listing,
    Messages,
    Note,
    Outcome,
    Search,
    SecretRenewal,
)
from server.api.routing import DepartmentChange, DutySaid, Handing, Wish
from server.api.tags import Merging, TagChange
from server.api.targets import NewTargetSaid, TargetChanged
from server.api.versions import Restoring, VersionListing
from server.api.webhooks import NewWebhook, WebhookChange
from server.calls.listing import site_of as site_of_call
from server.clients.asked import Asked
from server.clients.bulk_input import Bulk
from server.clients.cards import site_of as site_of_client
from server.clients.editing import CardChange
from server.clients.field_input import FieldChange, NewField
from server.codes.pool_input import NewPool, PoolChange
from server.codes.pools import site_of as site_of_pool
from server.conversations.reading import site_of as site_of_conversation
from server.database import Reader
from server.deliveries.channels import WEBHOOK
from server.deliveries.listing import site_of as site_of_delivery
from server.deliveries.targets import find as find_target
from server.knowledge.article_input import ArticleChange, NewArticle
from server.knowledge.articles import site_of as site_of_article
from server.leads.inbox import site_of as site_of_lead
from server.replies.replies import site_of as site_of_reply
from server.replies.reply_input import NewReply, ReplyChange
from server.routing.departments import DepartmentInput
from server.routing.departments import site_of as site_of_department
from server.sites.explain_input import Question
from server.sites.invitations import site_of as site_of_invitation
from server.sites.member_input import MemberChange, NewInvitation
from server.sites.policy import Action, AdminSomewhere, AnyMember
from server.sites.previews import NewPreview
from server.sites.scopes import Scope
from server.sites.settings import NewSite, SiteChange
from server.sites.token_input import NewToken
from server.sites.widget_input import NewWidget, WidgetChange
from server.sites.widgets import find as find_widget


def _site_itself(reader: Reader, site: str) -> str:
    return site


def _site_of_widget(reader: Reader, widget: str) -> str | None:
    found = find_widget(reader, widget)
    return found.site if found else None


def _site_of_webhook(reader: Reader, webhook: str) -> str | None:
    found = find_target(reader, webhook)
    return found.site if found and found.channel == WEBHOOK else None


def _site_of_target(reader: Reader, target: str) -> str | None:
    found = find_target(reader, target)
    return found.site if found else None


SITE_OF: Mapping[str, Callable[[Reader, str], str | None]] = {
    "site": _site_itself,
    "widget": _site_of_widget,
    "lead": site_of_lead,
    "client": site_of_client,
    "call": site_of_call,
    "invitation": site_of_invitation,
    "webhook": _site_of_webhook,
    "target": _site_of_target,
    "delivery": site_of_delivery,
    "pool": site_of_pool,
    "conversation": site_of_conversation,
    "department": site_of_department,
    "reply": site_of_reply,
    "article": site_of_article,
}

OPERATIONS: tuple[Operation, ...] = (
    Operation("GET", "/sites", sites.list_sites, AnyMember, Listed[SiteAnswer], query=Listing, scope=Scope.SITES_READ),
    Operation("POST", "/sites", sites.create_site, AdminSomewhere, SiteAnswer, 201, NewSite, scope=Scope.SITES_WRITE),
    Operation("GET", "/sites/{site}", sites.read_site, Action.READ_SITE, SiteAnswer),
    Operation("PATCH", "/sites/{site}", sites.change_site, Action.CHANGE_SITE, SiteAnswer, body=SiteChange),
    Operation("GET", "/sites/{site}/identity-secret", sites.read_identity_secret, Action.READ_SECRET, SecretAnswer),
    Operation(
        "POST",
        "/sites/{site}/identity-secret",
        sites.renew_identity_secret,
        Action.READ_SECRET,
        SecretAnswer,
        body=SecretRenewal,
    ),
    Operation(
        "GET",
        "/widget-kinds",
        widgets.list_kinds,
        AnyMember,
        Listed[KindAnswer],
        query=KindListing,
        scope=Scope.WIDGETS_READ,
    ),
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
    Operation(
        "POST",
        "/widgets/{widget}/preview",
        explain.create_preview,
        Action.CHANGE_WIDGETS,
        PreviewAnswer,
        201,
        NewPreview,
    ),
    Operation("DELETE", "/widgets/{widget}", versions.delete_widget, Action.PUBLISH_WIDGETS, None, 204),
    Operation(
        "GET",
        "/widgets/{widget}/versions",
        versions.list_versions,
        Action.READ_WIDGETS,
        Listed[VersionAnswer],
        query=VersionListing,
    ),
    Operation("GET", "/widgets/{widget}/versions/{version}", versions.read_version, Action.READ_WIDGETS, VersionAnswer),
    Operation(
        "POST",
        "/widgets/{widget}/versions/{version}/restore",
        versions.restore_version,
        Action.PUBLISH_WIDGETS,
        WidgetAnswer,
        body=Restoring,
    ),
    Operation("GET", "/widgets/{widget}/presses", presses.list_presses, Action.READ_WIDGETS, PressesAnswer),
    Operation(
        "GET", "/sites/{site}/explain", explain.explain_widgets, Action.READ_WIDGETS, ExplainAnswer, query=Question
    ),
    Operation("GET", "/sites/{site}/leads", leads.list_leads, Action.READ_LEADS, Listed[LeadAnswer], query=Listing),
    Operation("GET", "/leads/{lead}", leads.read_lead, Action.READ_LEADS, LeadAnswer),
    Operation("POST", "/leads/{lead}/take", leads.take_lead, Action.TAKE_LEADS, LeadAnswer),
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
    Operation("PATCH", "/clients/{client}", people.change_client, Action.CHANGE_CLIENTS, ClientCard, body=CardChange),
    Operation(
        "POST", "/sites/{site}/clients/bulk", people.change_clients, Action.CHANGE_CLIENTS, BulkAnswer, body=Bulk
    ),
    Operation(
        "POST",
        "/sites/{site}/clients/bulk/{change}/undo",
        people.restore_clients,
        Action.CHANGE_CLIENTS,
        UndoneAnswer,
    ),
    Operation(
        "GET",
        "/sites/{site}/clients/export",
        people.export_clients,
        Action.EXPORT_CLIENTS,
        None,
        query=Asked,
        media_type=people.CSV,
    ),
    Operation("GET", "/sites/{site}/tags", people.list_tags, Action.READ_CLIENTS, Listed[TagAnswer], query=Listing),
    Operation("PATCH", "/sites/{site}/tags/{tag}", tags.rename_tag, Action.CHANGE_SITE, TagAnswer, body=TagChange),
    Operation("POST", "/sites/{site}/tags/{tag}/merge", tags.merge_tags, Action.CHANGE_SITE, TagAnswer, body=Merging),
    Operation("DELETE", "/sites/{site}/tags/{tag}", tags.delete_tag, Action.CHANGE_SITE, None, 204),
    Operation(
        "GET", "/sites/{site}/fields", people.list_fields, Action.READ_CLIENTS, Listed[FieldAnswer], query=Listing
    ),
    Operation("POST", "/sites/{site}/fields", people.create_field, Action.CHANGE_SITE, FieldAnswer, 201, NewField),
    Operation(
        "PATCH",
        "/sites/{site}/fields/{field}",
        people.change_field,
        Action.CHANGE_SITE,
        FieldAnswer,
        body=FieldChange,
    ),
    Operation("DELETE", "/sites/{site}/fields/{field}", people.delete_field, Action.CHANGE_SITE, None, 204),
    Operation(
        "GET",
        "/clients/{client}/consents",
        clients.list_consents,
        Action.READ_CLIENTS,
        Listed[ConsentAnswer],
        query=Listing,
    ),
    Operation(
        "POST",
        "/clients/{client}/consents/{consent}/withdraw",
        clients.withdraw_consent,
        Action.CHANGE_CLIENTS,
        ConsentAnswer,
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
    Operation(
        "GET",
        "/sites/{site}/conversations",
        conversations.list_conversations,
        Action.READ_CONVERSATIONS,
        Listed[ConversationAnswer],
        query=ConversationListing,
    ),
    Operation(
        "GET",
        "/conversations/{conversation}",
        conversations.read_conversation,
        Action.READ_CONVERSATIONS,
        ConversationAnswer,
    ),
    Operation(
        "GET",
        "/conversations/{conversation}/messages",
        conversations.list_messages,
        Action.READ_CONVERSATIONS,
        Listed[MessageAnswer],
        query=Messages,
    ),
    Operation(
        "POST",
        "/conversations/{conversation}/messages",
        conversations.create_message,
        Action.ANSWER_CONVERSATIONS,
        MessageAnswer,
        201,
        Saying,
        repeats=True,
    ),
    Operation(
        "GET",
        "/conversations/{conversation}/notes",
        conversations.list_notes,
        Action.READ_CONVERSATIONS,
        Listed[TalkNoteAnswer],
        query=Listing,
    ),
    Operation(
        "POST",
        "/conversations/{conversation}/notes",
        conversations.create_note,
        Action.ANSWER_CONVERSATIONS,
        TalkNoteAnswer,
        201,
        Saying,
        repeats=True,
    ),
    Operation(
        "POST",
        "/conversations/{conversation}/take",
        conversations.take_conversation,
        Action.ANSWER_CONVERSATIONS,
        ConversationAnswer,
    ),
    Operation(
        "POST",
        "/conversations/{conversation}/close",
        conversations.close_conversation,
        Action.ANSWER_CONVERSATIONS,
        ConversationAnswer,
    ),
    Operation(
        "PATCH",
        "/conversations/{conversation}",
        routing.change_conversation,
        Action.ANSWER_CONVERSATIONS,
        ConversationAnswer,
        body=Wish,
    ),
    Operation(
        "POST",
        "/conversations/{conversation}/hand",
        routing.hand_conversation,
        Action.ANSWER_CONVERSATIONS,
        ConversationAnswer,
        body=Handing,
    ),
    Operation(
        "GET", "/sites/{site}/departments", routing.list_departments, Action.READ_MEMBERS, Listed[DepartmentAnswer]
    ),
    Operation(
        "POST",
        "/sites/{site}/departments",
        routing.create_department,
        Action.CHANGE_MEMBERS,
        DepartmentAnswer,
        201,
        DepartmentInput,
    ),
    Operation("GET", "/departments/{department}", routing.read_department, Action.READ_MEMBERS, DepartmentAnswer),
    Operation(
        "PATCH",
        "/departments/{department}",
        routing.change_department,
        Action.CHANGE_MEMBERS,
        DepartmentAnswer,
        body=DepartmentChange,
    ),
    Operation("DELETE", "/departments/{department}", routing.delete_department, Action.CHANGE_MEMBERS, None, 204),
    Operation("GET", "/sites/{site}/duties", routing.list_duties, Action.READ_MEMBERS, Listed[DutyAnswer]),
    Operation(
        "PATCH",
        "/sites/{site}/duties/{member}",
        routing.change_duty,
        Action.CHANGE_MEMBERS,
        DutyAnswer,
        body=DutySaid,
    ),
    Operation(
        "GET",
        "/sites/{site}/replies",
        replies.list_replies,
        Action.READ_CONVERSATIONS,
        Listed[ReplyAnswer],
        query=Listing,
    ),
    Operation("POST", "/sites/{site}/replies", replies.create_reply, Action.CHANGE_REPLIES, ReplyAnswer, 201, NewReply),
    Operation("PATCH", "/replies/{reply}", replies.change_reply, Action.CHANGE_REPLIES, ReplyAnswer, body=ReplyChange),
    Operation("DELETE", "/replies/{reply}", replies.delete_reply, Action.CHANGE_REPLIES, None, 204),
    Operation(
        "GET",
        "/sites/{site}/articles",
        articles.list_articles,
        Action.READ_CONVERSATIONS,
        Listed[ArticleAnswer],
        query=Listing,
    ),
    Operation(
        "POST",
        "/sites/{site}/articles",
        articles.create_article,
        Action.CHANGE_ARTICLES,
        ArticleAnswer,
        201,
        NewArticle,
    ),
    Operation(
        "PATCH",
        "/articles/{article}",
        articles.change_article,
        Action.CHANGE_ARTICLES,
        ArticleAnswer,
        body=ArticleChange,
    ),
    Operation("DELETE", "/articles/{article}", articles.delete_article, Action.CHANGE_ARTICLES, None, 204),
    Operation(
        "GET",
        "/sites/{site}/code-pools",
        codes.list_code_pools,
        Action.READ_CODES,
        Listed[PoolAnswer],
        query=Listing,
    ),
    Operation(
        "POST", "/sites/{site}/code-pools", codes.create_code_pool, Action.CHANGE_CODES, PoolAnswer, 201, NewPool
    ),
    Operation("GET", "/code-pools/{pool}", codes.read_code_pool, Action.READ_CODES, PoolAnswer),
    Operation("PATCH", "/code-pools/{pool}", codes.change_code_pool, Action.CHANGE_CODES, PoolAnswer, body=PoolChange),
    Operation("DELETE", "/code-pools/{pool}", codes.delete_code_pool, Action.CHANGE_CODES, None, 204),
    Operation(
        "GET", "/code-pools/{pool}/codes", codes.list_codes, Action.READ_CODES, Listed[CodeAnswer], query=CodeListing
    ),
    Operation("POST", "/code-pools/{pool}/codes", codes.add_codes, Action.CHANGE_CODES, AddedAnswer, 201, body=Adding),
    Operation("GET", "/codes/{code}", codes.read_code, AnyMember, CodeAnswer, query=WhichSite, scope=Scope.CODES_READ),
    Operation(
        "POST",
        "/codes/{code}/redeem",
        codes.redeem_code,
        AnyMember,
        CodeAnswer,
        body=Redeeming,
        scope=Scope.CODES_REDEEM,
    ),
    Operation(
        "GET", "/tokens", tokens.list_tokens, AnyMember, Listed[TokenAnswer], query=Listing, scope=Scope.TOKENS_READ
    ),
    Operation(
        "POST", "/tokens", tokens.create_token, AnyMember, NewTokenAnswer, 201, NewToken, scope=Scope.TOKENS_WRITE
    ),
    Operation("DELETE", "/tokens/{token}", tokens.revoke_token, AnyMember, None, 204, scope=Scope.TOKENS_WRITE),
    Operation(
        "GET",
        "/sites/{site}/webhooks",
        webhooks.list_webhooks,
        Action.READ_DELIVERIES,
        Listed[WebhookAnswer],
        query=Listing,
    ),
    Operation(
        "POST",
        "/sites/{site}/webhooks",
        webhooks.create_webhook,
        Action.CHANGE_DELIVERIES,
        WebhookSecretAnswer,
        201,
        NewWebhook,
    ),
    Operation("GET", "/webhooks/{webhook}", webhooks.read_webhook, Action.READ_DELIVERIES, WebhookAnswer),
    Operation(
        "PATCH",
        "/webhooks/{webhook}",
        webhooks.change_webhook,
        Action.CHANGE_DELIVERIES,
        WebhookAnswer,
        body=WebhookChange,
    ),
    Operation("DELETE", "/webhooks/{webhook}", webhooks.delete_webhook, Action.CHANGE_DELIVERIES, None, 204),
    Operation(
        "POST", "/webhooks/{webhook}/rotate", webhooks.rotate_webhook, Action.CHANGE_DELIVERIES, WebhookSecretAnswer
    ),
    Operation("POST", "/webhooks/{webhook}/test", webhooks.test_webhook, Action.CHANGE_DELIVERIES, DeliveryAnswer, 201),
    Operation("POST", "/webhooks/{webhook}/replay", webhooks.replay_webhook, Action.CHANGE_DELIVERIES, ReplayAnswer),
    Operation(
        "GET",
        "/webhooks/{webhook}/deliveries",
        webhooks.list_webhook_deliveries,
        Action.READ_DELIVERIES,
        Listed[DeliveryAnswer],
        query=DeliveryListing,
    ),
    Operation(
        "GET",
        "/sites/{site}/targets",
        targets.list_targets,
        Action.READ_DELIVERIES,
        Listed[TargetAnswer],
        query=Listing,
    ),
    Operation(
        "POST",
        "/sites/{site}/targets",
        targets.create_target,
        Action.CHANGE_DELIVERIES,
        TargetAnswer,
        201,
        NewTargetSaid,
    ),
    Operation("GET", "/targets/{target}", targets.read_target, Action.READ_DELIVERIES, TargetAnswer),
    Operation(
        "PATCH", "/targets/{target}", targets.change_target, Action.CHANGE_DELIVERIES, TargetAnswer, body=TargetChanged
    ),
    Operation("DELETE", "/targets/{target}", targets.delete_target, Action.CHANGE_DELIVERIES, None, 204),
    Operation(
        "GET",
        "/sites/{site}/deliveries",
        deliveries.list_deliveries,
        Action.READ_DELIVERIES,
        Listed[DeliveryAnswer],
        query=DeliveryListing,
    ),
    Operation("GET", "/deliveries/{delivery}", deliveries.read_delivery, Action.READ_DELIVERIES, DeliveryCard),
    Operation(
        "POST", "/deliveries/{delivery}/replay", deliveries.replay_delivery, Action.CHANGE_DELIVERIES, DeliveryAnswer
    ),
    Operation(
        "GET", "/sites/{site}/members", members.list_members, Action.READ_MEMBERS, Listed[MemberAnswer], query=Listing
    ),
    Operation(
        "PATCH",
        "/sites/{site}/members/{member}",
        members.change_member,
        Action.CHANGE_MEMBERS,
        MemberAnswer,
        body=MemberChange,
    ),
    Operation("DELETE", "/sites/{site}/members/{member}", members.remove_member, Action.CHANGE_MEMBERS, None, 204),
    Operation(
        "GET",
        "/sites/{site}/invitations",
        members.list_invitations,
        Action.CHANGE_MEMBERS,
        Listed[InvitationAnswer],
        query=Listing,
    ),
    Operation(
        "POST",
        "/sites/{site}/invitations",
        members.create_invitation,
        Action.CHANGE_MEMBERS,
        InvitationMade,
        201,
        NewInvitation,
    ),
    Operation("DELETE", "/invitations/{invitation}", members.revoke_invitation, Action.CHANGE_MEMBERS, None, 204),
    Operation(
        "GET",
        "/sites/{site}/audit",
        members.read_journal,
        Action.READ_AUDIT,
        Listed[JournalAnswer],
        query=JournalListing,
    ),
)
