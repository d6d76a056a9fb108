"""How somebody came, in a few words: a name for lists, and the parts of it for the card."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from server.console.words import Words

ADS = {"gclid": "Google", "yclid": "Яндекс", "fbclid": "Facebook"}


def source_name(source: Mapping[str, Any]) -> str:
    """The campaign's source, else the host of the page they came from, else nothing: they came directly."""
    return str(source.get("utm_source") or host(str(source.get("referrer", ""))))


def source_parts(source: Mapping[str, Any], t: Words) -> list[str]:
    """What else is known of it: campaign, advertisement, the page they landed on."""
    parts = []
    if campaign := source.get("utm_campaign"):
        parts.append(t("source.campaign", campaign=campaign))
    parts += [t("source.ad", name=name) for mark, name in ADS.items() if mark in source]
    if landing := path(str(source.get("landing", ""))):
        parts.append(t("source.landing", page=landing))
    return parts


def host(address: str) -> str:
    """The host of an address, without `www.`; nothing where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def path(address: str) -> str:
    """The path of an address, for people who know the site."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def page_name(page: Mapping[str, Any]) -> str:
    """A page's title, or its path where it has none."""
    return str(page.get("title") or path(str(page.get("url", ""))))
