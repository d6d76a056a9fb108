"""The published document: everything a visitor's browser is told about a site, made once for each version."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from server.registry import Kind
from server.sites import consent_texts
from server.sites.colours import palette
from server.sites.consent_texts import ConsentTexts
from server.sites.rules import Rules
from server.sites.sites import Site
from server.widget import Json, Purpose, Settings, Text


@dataclass(frozen=True, slots=True)
class PublishedWidget:
    """One published widget, ready for what visitors send; a disabled one still takes what open pages send."""

    id: str
    kind: Kind
    name: str
    enabled: bool
    settings: Settings
    rules: Rules
    version: int
    consent_texts: ConsentTexts
    consent_versions: Mapping[int, ConsentTexts]

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """What the form asks the visitor to agree to."""
        return consent_texts.offered(self.kind, self.settings)

    def consent_text(self, purpose: str, language: str) -> str | None:
        """The words of one purpose as a visitor of this language reads them; None where it is not asked for."""
        return consent_texts.in_language(self.consent_texts, purpose, language)

    def consent_changed_since(
        self, version: int | None, purposes: Iterable[str], language: str | None = None
    ) -> list[str]:
        """Which of these purposes read differently in the version that the visitor had (None: the present one)."""
        if version is None:
            return []
        return consent_texts.consent_changed_since(self.consent_versions, version, self.version, purposes, language)


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a site as visitors are given it; `etag` is ready for the header."""

    site: Site
    config: Mapping[str, Json]
    body: bytes
    etag: str
    widgets: Mapping[str, PublishedWidget]


def publish(site: Site, widgets: Iterable[PublishedWidget]) -> Published:
    """Make the document: the highest priority first, then the older widget; only what is enabled."""
    known = list(widgets)
    shown = sorted((each for each in known if each.enabled), key=lambda each: (-each.rules.priority, each.id))
    config: dict[str, Json] = {
        "site": site.key,
        "version": site.version,
        "languages": list(_for_browsers(site.languages)),
        **({"country": site.country} if site.country else {}),
        "memory": site.memory,
        "looks": {**site.looks.model_dump(), **palette(site.looks.brand)},
        "widgets": [_widget(each, site.languages) for each in shown],
    }
    body = json.dumps(config, ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Published(site, config, body, etag, {each.id: each for each in known})


def public_settings(settings: Settings, languages: Iterable[str]) -> dict[str, Any]:
    """What differs from the defaults, with owners' words in the site's languages only."""
    spoken = frozenset(languages)
    said = {}
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if value != field.get_default(call_default_factory=True):
            kept = _public(value, spoken)
            if kept != {} or not isinstance(value, Text):
                said[name] = kept
    return said


def _widget(widget: PublishedWidget, languages: tuple[str, ...]) -> dict[str, Json]:
    return {
        "id": widget.id,
        "kind": widget.kind.name,
        "version": widget.version,
        "settings": public_settings(widget.settings, languages),
        **widget.rules.published(dict(widget.kind.widget.trigger) if widget.kind.widget.trigger else None),
        "consent": [purpose.name for purpose in widget.purposes],
        **({"interrupts": 1} if widget.kind.widget.interrupts else {}),
    }


def _public(value: object, languages: frozenset[str]) -> Any:
    if isinstance(value, Text):
        return {language: words for language, words in value.root.items() if words and language in languages}
    if isinstance(value, BaseModel):
        shown = {name: getattr(value, name) for name in type(value).model_fields}
        return {name: _public(each, languages) for name, each in shown.items()}
    if isinstance(value, (list, tuple)):
        return [_public(each, languages) for each in value]
    return to_jsonable_python(value)


def _for_browsers(languages: tuple[str, ...]) -> Iterable[str]:
    """The first is the fallback and stays; of the others the narrower tag comes first, so that it is found first."""
    yield languages[0]
    yield from sorted(languages[1:], key=len, reverse=True)
