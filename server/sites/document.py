"""The published document: everything a visitor's browser is told about a site, made once for each version."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from server.conditions import Condition, fields_asked
from server.registry import Kind
from server.rule_fields import is_of_server
from server.sites import consent_texts
from server.sites.consent_texts import ConsentTexts
from server.sites.references import stays_here
from server.sites.rules import Rules
from server.sites.sites import Site
from server.sites.standing import standing
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

    @property
    def asks_sender(self) -> bool:
        """Whether some widget of the site shows who of the team is here."""
        return any(each.enabled and each.kind.widget.asks_sender(each.settings) for each in self.widgets.values())


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
        "looks": site.looks.published(),
        "widgets": [_widget(each, site) for each in shown],
        **_asked(site, shown),
    }
    body = json.dumps(config, ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Published(site, config, body, etag, {each.id: each for each in known})


def public_settings(settings: Settings, languages: Iterable[str]) -> dict[str, Any]:
    """What differs from the defaults and has a meaning beside the other settings, with owners' words in the site's
    languages only, and no id of what stays here: a code that the owner has taken back is told to nobody.
    """
    spoken = frozenset(languages)
    return _of_model(settings, spoken)


def _asked(site: Site, shown: Iterable[PublishedWidget]) -> dict[str, Json]:
    """What browsers need of the site only where some widget asks for it."""
    shown = list(shown)
    conditions = [where for each in shown for where in (each.rules.where, *_conditions(each.settings))]
    fields = {name for where in conditions for name in fields_asked(where)}
    goals = site.goals.model_dump(exclude_defaults=True)
    is_live = any(each.kind.widget.is_live(each.settings) for each in shown) or any(
        is_of_server(name) for name in fields
    )
    interrupts = any(each.kind.widget.is_interrupting(each.settings) for each in shown)
    return {
        **({"quiet": site.manners.quiet_minutes * 60_000} if interrupts else {}),
        **({"guard": 1} if interrupts and site.manners.search_guard else {}),
        **({"zone": site.time_zone} if fields & {"hour", "day"} else {}),
        **({"live": 1} if is_live else {}),
        **({"goals": goals} if goals else {}),
    }


def _conditions(value: object) -> Iterator[Condition]:
    """Every condition among the settings of a widget."""
    if isinstance(value, Condition):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _conditions(getattr(value, name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _conditions(each)


def _widget(widget: PublishedWidget, site: Site) -> dict[str, Json]:
    return {
        "id": widget.id,
        "kind": widget.kind.name,
        "version": widget.version,
        "settings": public_settings(widget.settings, site.languages),
        **widget.rules.published(dict(widget.kind.widget.trigger) if widget.kind.widget.trigger else None),
        **_where(widget),
        "consent": [purpose.name for purpose in widget.purposes],
        **standing(widget.kind, widget.settings, is_guarded=site.manners.search_guard),
    }


def _where(widget: PublishedWidget) -> dict[str, Json]:
    """Where it is shown, if it has something to say on some pages only: there alone it may come.

    The owner's own conditions stay in their places, so that an explanation finds them there.
    """
    speaks = widget.kind.widget.speaks
    needed: list[Any] = [each.published() for each in (speaks(widget.settings) if speaks else ())]
    if not needed:
        return {}
    said: dict[str, Any] = widget.rules.where.published()
    one = {"any": needed} if needed[1:] else needed[0]
    if not said:
        return {"where": one}
    return {"where": {"all": [*said["all"], one] if "all" in said else [said, one]}}


def _of_model(model: BaseModel, languages: frozenset[str]) -> dict[str, Any]:
    said = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        is_usual = value == field.get_default(call_default_factory=True)
        if not is_usual and not stays_here(type(model), name) and _has_meaning(model, name):
            kept = _public(value, languages)
            if kept != {} or not isinstance(value, Text):
                said[name] = kept
    return said


def _has_meaning(model: BaseModel, name: str) -> bool:
    """Whether this setting acts beside its neighbours as they are: `when` of its field says beside which values."""
    extra = type(model).model_fields[name].json_schema_extra
    when = extra.get("when") if isinstance(extra, dict) else None
    return not isinstance(when, dict) or all(
        getattr(model, neighbour) in values and _has_meaning(model, neighbour)
        for neighbour, values in when.items()
        if isinstance(values, list)
    )


def _public(value: object, languages: frozenset[str]) -> Any:
    if isinstance(value, Condition):
        return value.published()
    if isinstance(value, Text):
        return {language: words for language, words in value.root.items() if words and language in languages}
    if isinstance(value, BaseModel):
        return _of_model(value, languages)
    if isinstance(value, (list, tuple)):
        return [_public(each, languages) for each in value]
    return to_jsonable_python(value)


def _for_browsers(languages: tuple[str, ...]) -> Iterable[str]:
    """The first is the fallback and stays; of the others the narrower tag comes first, so that it is found first."""
    yield languages[0]
    yield from sorted(languages[1:], key=len, reverse=True)
