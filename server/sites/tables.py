"""Sites, the people who work there, and the widgets placed on them."""

from sqlalchemy import Column, Index, String, Table

from server.database.schema import id_column, instant, metadata, number, words, yes_or_no

sites = Table(
    "sites",
    metadata,
    id_column("id", primary=True),
    Column("key", String(26), nullable=False, unique=True),
    words("name"),
    words("origins"),  # JSON list of origins, normalised
    words("time_zone"),
    words("country", optional=True),  # ISO 3166 alpha-2; none: every country
    words("languages"),  # JSON list, the first is the fallback
    words("memory"),  # after_interaction, after_consent or always
    words("addresses"),  # whole or cut: as the consent journal keeps them
    words("looks"),  # JSON: brand, theme, corner, shape, size, lift
    words("manners", default="{}"),  # JSON: quiet_minutes, search_guard
    words("goals", default="{}"),  # JSON: data_layer, gtag, metrika
    number("version"),  # + 1 with each change of what visitors are given
    words("identity_secret"),
    words("old_identity_secret", default=""),  # the one before, good until the instant below
    instant("old_identity_until", optional=True),
    yes_or_no("sample"),
    instant("created_at"),
)

members = Table(
    "members",
    metadata,
    id_column("id", primary=True),
    Column("email", String(254), nullable=False, unique=True),
    words("name"),
    words("password_hash"),
    words("language"),  # empty: as the browser says
    words("picture", default=""),  # a web address; visitors see it where a widget shows who is here
    yes_or_no("disabled"),
    yes_or_no("sample"),
    instant("created_at"),
)

memberships = Table(
    "memberships",
    metadata,
    id_column("member", primary=True),
    id_column("site", primary=True),
    words("role"),
    instant("created_at"),
    Index(None, "site", "member"),
)

invitations = Table(
    "invitations",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    Column("email", String(254), nullable=False),
    words("role"),
    Column("token_hash", String(64), nullable=False, unique=True),  # of the link that was shown last
    id_column("invited_by"),
    instant("created_at"),
    instant("sent_at"),  # when the link was made
    instant("expires_at"),
    words("state"),  # open, accepted or revoked
    instant("ended_at", optional=True),
    Index(None, "site", "state", "id"),
    Index("ix_invitations_sent", "site", "sent_at"),
)

sessions = Table(
    "sessions",
    metadata,
    words("token_hash", primary=True),
    id_column("member"),
    words("csrf"),
    words("agent"),
    words("address"),
    instant("created_at"),
    instant("seen_at"),
    instant("expires_at"),
    words("ended", default=""),  # why the team ended it, for whoever comes with it once more
    Index(None, "member"),
    Index(None, "expires_at"),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    id_column("id", primary=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    id_column("member"),
    words("name"),
    instant("created_at"),
    instant("used_at", optional=True),
    words("used_from", default=""),  # the network of the last use
    words("scopes", default='["all"]'),  # JSON list of scopes
    id_column("made_by", optional=True),  # the token that made it, and with which it is revoked
    words("only_sites", optional=True),  # JSON list of sites' ids; none: every site of the member
    instant("expires_at", optional=True),
    instant("revoked_at", optional=True),  # works no more, and can be let work again for a few minutes
    Index(None, "member"),
)

half_sessions = Table(  # whoever gave the right password and owes the code of the second step
    "half_sessions",
    metadata,
    words("token_hash", primary=True),
    id_column("member"),
    words("agent"),
    instant("expires_at"),
    Index(None, "member"),
)

two_factor = Table(
    "two_factor",
    metadata,
    id_column("member", primary=True),
    words("secret"),  # sealed
    yes_or_no("confirmed"),  # until then it is only being set up, and nobody is asked for a code
    number("last_step"),  # of 30 s since 1970: the code of this step and of those before it are used up
    instant("created_at"),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    id_column("member", primary=True),
    words("code_hash", primary=True),
)

widgets = Table(
    "widgets",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    words("kind"),
    words("name"),
    yes_or_no("enabled"),
    words("draft", optional=True),  # JSON {settings, rules} that is not published yet
    words("settings"),
    words("rules"),
    number("version"),  # 0: never published
    instant("published_at", optional=True),
    instant("created_at"),
    number("revision", default="1"),  # + 1 with each change of anything that stands here
    id_column("changed_by", optional=True),
    instant("changed_at", optional=True),
    instant("removed_at", optional=True),  # gone for everybody but for what open pages still send
    Index(None, "site", "id"),
)

widget_versions = Table(
    "widget_versions",
    metadata,
    id_column("widget", primary=True),
    number("version", primary=True),
    words("settings"),
    words("rules"),
    words("consent_texts"),  # JSON {purpose: {language: words}} as visitors saw them
    id_column("member", optional=True),
    instant("at"),
)

milestones = Table(
    "milestones",
    metadata,
    Column("place", String(26), primary_key=True),  # a site's id, or `installation`
    Column("name", String(40), primary_key=True),
    instant("at"),
)

sightings = Table(
    "sightings",
    metadata,
    id_column("site", primary=True),
    Column("kind", String(20), primary_key=True),  # loader, hello or refused
    Column("origin", String(300), primary_key=True),  # empty: the page did not say
    instant("at"),  # the latest
)
