"""The published versions of widgets: each is kept with the words that visitors agreed to while it was shown."""

import json
from collections import defaultdict

from sqlalchemy import bindparam, insert, select

from server.database import Reader, Transaction, prepared
from server.registry import Kind
from server.sites import consent_texts
from server.sites.consent_texts import ConsentTexts
from server.sites.tables import widget_versions, widgets
from server.sites.widget_input import Content

ADD = prepared(insert(widget_versions))
TEXTS = prepared(
    select(widget_versions.c.widget, widget_versions.c.version, widget_versions.c.consent_texts)
    .join(widgets, widgets.c.id == widget_versions.c.widget)
    .where(widgets.c.site == bindparam("site"))
)


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
