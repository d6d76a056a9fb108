"""The fields of a site as forms send them, and the words for the ones that need another value."""

from collections.abc import Mapping, Sequence
from typing import Any

from server.console.words import Words
from server.errors import Invalid
from server.sites.origins import origins_of
from server.sites.places import zones_by_country
from server.sites.settings import Goals, Looks, Manners, NewSite, SiteChange
from server.sites.sites import MODELS, Site
from server.widget import InvalidSettings, countries

LANGUAGES = {"en": "English", "ru": "Русский", "sr": "Српски", "sr-Latn": "Srpski"}  # what the widgets themselves speak
MEMORIES = ("after_interaction", "after_consent", "always")
ADDRESSES = ("whole", "cut")
THEMES = ("auto", "light", "dark")
CORNERS = ("end", "start")
SHAPES = ("round", "soft", "square")
SIZES = ("normal", "large")
IN_LOOKS = ("brand", "theme", "corner", "shape", "size")
LISTED = {"origins", "languages"}


def read_new(fields: Mapping[str, str], t: Words) -> NewSite:
    """A new site from a form; the origins are derived from its address where none are named."""
    said = site_values(fields)
    if not said["origins"]:
        try:
            said["origins"] = list(origins_of(fields.get("address", "")))
        except ValueError:
            said["origins"] = [fields.get("address", "")]
    try:
        return NewSite.read({name: value for name, value in said.items() if value is not None})
    except InvalidSettings as refused:
        errors = in_words(refused.errors, said, t)
        if "origins" in errors and not fields.get("origins", "").strip():
            errors["address"] = t("wrong.address")
        raise Invalid(errors=errors) from refused


def read_change(fields: Mapping[str, str], t: Words) -> SiteChange:
    """Every setting of a site from a form, or the words for each that needs another value."""
    said = site_values(fields) | {"memory": fields.get("memory", ""), "addresses": fields.get("addresses", "")}
    said["looks"] = looks_values(fields)
    said["manners"] = {
        "quiet_minutes": number(fields.get("quiet_minutes")),
        "search_guard": "search_guard" in fields,
    }
    said["goals"] = {
        **{name: name in fields for name in ("data_layer", "gtag")},
        "metrika": fields.get("metrika", "").strip(),
    }
    try:
        return SiteChange.read(said)
    except InvalidSettings as refused:
        raise Invalid(errors=in_words(refused.errors, said, t)) from refused


def looks_values(fields: Mapping[str, str]) -> dict[str, Any]:
    """The looks as a form has them; nothing is checked yet."""
    return {name: fields.get(name, "") for name in IN_LOOKS} | {"lift": number(fields.get("lift"))}


def read_looks(fields: Mapping[str, str]) -> Looks | None:
    """Looks that nobody has saved yet, what is not said being as usual; None where one needs another value."""
    said = {name: value for name, value in looks_values(fields).items() if name in fields}
    try:
        return SiteChange.read({"looks": said}).looks if "brand" in fields else None
    except InvalidSettings:
        return None


def site_values(fields: Mapping[str, str]) -> dict[str, Any]:
    """What both forms share, as the model takes it: one origin a line, languages in their order."""
    origins = [with_scheme(line.strip()) for line in fields.get("origins", "").splitlines() if line.strip()]
    languages = [each.strip() for each in fields.get("languages", "").replace(";", ",").split(",") if each.strip()]
    return {
        "name": fields.get("site", ""),
        "origins": origins,
        "country": fields.get("country", "").strip() or None,
        "time_zone": fields.get("time_zone", "").strip() or "UTC",
        "languages": languages or ["en"],
    }


def number(said: str | None) -> int | str:
    """A whole number as people type it, nothing being 0; what is none stays as it was typed, to be refused."""
    said = (said or "").strip()
    return int(said or 0) if said.isdecimal() or not said else said


def with_scheme(origin: str) -> str:
    """People type `shop.example`, and mean its https."""
    return origin if "://" in origin else f"https://{origin}"


def in_words(errors: Mapping[str, str], said: Mapping[str, Any], t: Words) -> dict[str, str]:
    """One sentence for each field of the form, in the reader's language; of a list the first wrong line is named."""
    found: dict[str, str] = {}
    for path in errors:
        name, _, place = path.partition(".")
        field = {"name": "site", **dict.fromkeys(MODELS, place or "brand")}.get(name, name)
        if name in LISTED and place.isdigit():
            words = wrong_one(name, said[name][int(place)], t)
        else:
            words = t.known(f"wrong.{field}") or errors[path]
        found.setdefault(field, words)
    return found


def wrong_one(name: str, said: str, t: Words) -> str:
    """The sentence for one wrong line of a list; where nothing was said, the one for the whole list."""
    return t(f"wrong.{name}.one", said=said) if said.strip() else t(f"wrong.{name}")


def choices(t: Words) -> dict[str, Any]:
    """What the forms offer: time zones with their countries, countries by name, languages."""
    named = sorted(countries().items(), key=lambda each: each[1])
    return {"zones": zones_by_country(), "countries": named, "spoken": LANGUAGES}


def drawn(site: Site) -> dict[str, Any]:
    """A site's settings as the form sends them back in `was`, so that a later change is seen."""
    return {
        "name": site.name,
        "origins": list(site.origins),
        "country": site.country,
        "time_zone": site.time_zone,
        "languages": list(site.languages),
        "memory": site.memory,
        "addresses": site.addresses,
        **{name: getattr(site, name).model_dump() for name in MODELS},
    }


def shown(name: str, value: Any, t: Words) -> str:
    """One setting in words, for whoever is told what a colleague has made of it."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(value)
    match value:
        case Looks():
            words = (t(f"{each}.{getattr(value, each)}") for each in ("theme", "corner", "shape", "size"))
            return ", ".join((value.brand, *words, t("site.lift.said", n=value.lift)))
        case Manners():
            guard = t("site.guard.on" if value.search_guard else "site.guard.off")
            return f"{t('site.quiet.said', n=value.quiet_minutes)}, {guard}"
        case Goals():
            told = [t(f"goal.{each}") for each, is_on in value.model_dump().items() if is_on]
            return ", ".join(told) or t("goal.none")
    return t.known(f"{name}.{value}") or str(value or t("site.any_country"))
