"""A site's widgets as they would be published: each as visitors have it, or as it was saved last."""

from collections.abc import Iterable, Iterator

from sqlalchemy import bindparam, select

from server.database import Reader, prepared
from server.errors import Refusal
from server.registry import Registry
from server.sites import consent_texts
from server.sites.document import PublishedWidget
from server.sites.placed import PlacedWidget, placed_of
from server.sites.tables import widgets
from server.sites.widget_input import read_content

OF_SITE = prepared(select(widgets).where(widgets.c.site == bindparam("site"), widgets.c.removed_at.is_(None)))


def of_site(reader: Reader, site: str) -> list[PlacedWidget]:
    """Every widget of a site that was not removed, published or not."""
    return [placed_of(row) for row in reader.all(OF_SITE, site=site)]


def as_published(
    registry: Registry, placed: Iterable[PlacedWidget], drafts: frozenset[str] = frozenset()
) -> Iterator[PublishedWidget]:
    """These widgets as the document takes them, those in `drafts` as they were saved last, all of them enabled.

    One that this release cannot read is left out, as visitors are not given it either.
    """
    for each in placed:
        document = each.working if each.id in drafts else each.published
        try:
            kind = registry.kind(each.kind)
            content = read_content(kind, document["settings"], document["rules"])
        except Refusal:
            continue
        texts = consent_texts.effective(kind, content.settings)
        yield PublishedWidget(
            id=each.id,
            kind=kind,
            name=each.name,
            enabled=True,
            settings=content.settings,
            rules=content.rules,
            version=each.version,
            consent_texts=texts,
            consent_versions={each.version: texts},
        )
