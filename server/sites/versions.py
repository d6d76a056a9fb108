"""The published versions of widgets: each is kept with the words that visitors agreed to while it was shown."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select

from server.database import Reader, Row, Transaction, prepared
from server.database.paging import Page, page
from server.registry import Kind
from server.sites import consent_texts
from server.sites.consent_texts import ConsentTexts
from server.sites.tables import members, widget_versions, widgets
from server.sites.widget_input import Content

ADD = prepared(insert(widget_versions))
TEXTS = prepared(
    select(widget_versions.c.widget, widget_versions.c.version, widget_versions.c.consent_texts)
    .join(widgets, widgets.c.id == widget_versions.c.widget)
    .where(widgets.c.site == bindparam("site"))
)
OF_WIDGET = (
    select(widget_versions, members.c.name.label("member_name"))
    .outerjoin(members, members.c.id == widget_versions.c.member)
    .where(widget_versions.c.widget == bindparam("widget"))
    .order_by(widget_versions.c.version.desc())
)
LATEST = prepared(
    select(widgets.c.id, members.c.name)
    .join(
        widget_versions, (widget_versions.c.widget == widgets.c.id) & (widget_versions.c.version == widgets.c.version)
    )
    .join(members, members.c.id == widget_versions.c.member)
    .where(widgets.c.site == bindparam("site"), widgets.c.removed_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a widget as visitors had it; `member` published it (None: the house itself)."""

    widget: str
    version: int
    settings: dict[str, Any]
    rules: dict[str, Any]
    member: str | None
    member_name: str
    at: int

    @property
    def document(self) -> dict[str, Any]:
        """`{settings, rules}`."""
        return {"settings": self.settings, "rules": self.rules}


def add(tx: Transaction, widget: str, version: int, kind: Kind, content: Content, member: str | None) -> None:
    """Keep a version as it is published, with every purpose's words as visitors read them from now on."""
    texts = consent_texts.effective(kind, content.settings)
    document = content.document()
    tx.run(
        ADD,
        widget=widget,
        version=version,
        settings=json.dumps(document["settings"], ensure_ascii=False),
        rules=json.dumps(document["rules"], ensure_ascii=False),
        consent_texts=json.dumps(texts, ensure_ascii=False, sort_keys=True),
        member=member,
        at=tx.now,
    )


def of_widget(reader: Reader, widget: str, limit: int = 50, cursor: int | None = None) -> Page[Version]:
    """A widget's versions, newest first, a page at a time; the cursor is a version."""
    asked = OF_WIDGET.limit(limit + 1)
    rows = reader.all(asked.where(widget_versions.c.version < cursor) if cursor else asked, widget=widget)
    return page([_version(row) for row in rows], limit, lambda each: str(each.version))


def find(reader: Reader, widget: str, version: int) -> Version | None:
    """One version of a widget, or None."""
    row = reader.one(OF_WIDGET.where(widget_versions.c.version == version), widget=widget)
    return _version(row) if row else None


def publishers(reader: Reader, site: str) -> dict[str, str]:
    """Who published what visitors have of each of a site's widgets, by name; those of programs are left out."""
    return {row["id"]: row["name"] for row in reader.all(LATEST, site=site)}


def _version(row: Row) -> Version:
    return Version(
        widget=row["widget"],
        version=row["version"],
        settings=json.loads(row["settings"]),
        rules=json.loads(row["rules"]),
        member=row["member"],
        member_name=row["member_name"] or "",
        at=row["at"],
    )


def consents(reader: Reader, site: str) -> dict[str, dict[int, ConsentTexts]]:
    """The words of every version of a site's widgets, by widget and version; equal ones are kept once."""
    read: dict[str, ConsentTexts] = {}
    found: dict[str, dict[int, ConsentTexts]] = defaultdict(dict)
    for row in reader.all(TEXTS, site=site):
        text = row["consent_texts"]
        if text not in read:
            read[text] = json.loads(text)
        found[row["widget"]][row["version"]] = read[text]
    return dict(found)
