"""Events: what was seen, opened and clicked."""

from sqlalchemy import Index, Table

from server.database.schema import id_column, instant, metadata, words

events = Table(
    "events",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("widget"),
    words("kind"),
    words("name"),  # shown opened closed started ...
    words("action", default=""),  # what exactly was pressed, where there is a choice: telegram, call ...
    words("page"),  # the address without its query
    words("source"),  # host of the referrer
    words("device"),  # phone, tablet, desktop
    words("visitor", optional=True),
    instant("at"),
    Index(None, "site", "at"),
    Index(None, "site", "name", "at"),
)
