"""What a visitor's page costs, in exact bytes as they travel: brotli 11 of what is really fetched."""

from typing import Any

import brotli
import pytest

from server.assets import Assets
from server.registry import Kind, find_kinds
from server.sites.standing import standing
from tests.static.fake_desk import config

KB = 1024
ADDRESS = "https://frontdesk.harbour-row.example"
LANGUAGES = ("en", "ru", "sr", "sr-Latn")


def loader_bytes(assets: Assets) -> int:
    """The loader of a site like the demo's: one widget of every kind, set up as its first example, its manners too."""
    kinds = list(find_kinds())
    site = config(site="h4rb0urr0w5k2mq7", quiet=180_000)
    site["widgets"] = [placed(kind, f"01jd8x2m4vq7k3n5p9r1s6t8{at:02}") for at, kind in enumerate(kinds)]
    return len(brotli.compress(assets.compose_loader(site, ADDRESS), quality=11))


def placed(kind: Kind, name: str) -> dict[str, Any]:
    """A widget of this kind as a site publishes it; nobody has written rules for it."""
    written = kind.examples[0].settings
    opens = {"when": [dict(kind.widget.trigger)]} if kind.widget.trigger else {}
    said = {"id": name, "kind": kind.name, "version": 1, "settings": dict(written), "consent": ["contact"], **opens}
    return said | standing(kind, kind.widget.settings.read(written), is_guarded=False)


def module_bytes(assets: Assets, name: str) -> int:
    """One module as it travels."""
    found = assets.module(name, "")
    assert found is not None
    return len(found[0].brotli)


def test_the_loader_with_a_widget_of_every_kind_takes_at_most_3_kb() -> None:
    assert loader_bytes(Assets.load()) <= 3 * KB


@pytest.mark.parametrize("name", ["live", "phone"])
def test_a_module_fetched_at_need_takes_at_most_4_kb(name: str) -> None:
    assert module_bytes(Assets.load(), name) <= 4 * KB


def entries(kind: Kind) -> list[str]:
    """The modules by which a kind may be drawn, of which a page fetches one."""
    return [path.stem.replace("widget", kind.name) for path in sorted(kind.folder.glob("widget*.js"))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(find_kinds()), ids=lambda kind: kind.name)
def test_a_widget_takes_at_most_6_9_kb_until_it_shows_and_6_kb_at_need(kind: Kind, language: str) -> None:
    assets = Assets.load()
    loader = loader_bytes(assets)

    sizes = {each: module_bytes(assets, f"{each}.{language}") for each in entries(kind)}
    assert {each: size for each, size in sizes.items() if loader + size > 6.9 * KB} == {}
    if f"{kind.name}-later.{language}" in assets.modules:
        assert module_bytes(assets, f"{kind.name}-later.{language}") <= 6 * KB


def test_a_further_widget_of_a_kind_costs_the_loader_at_most_60_bytes() -> None:
    assets = Assets.load()
    one, two = config(), config()
    two["widgets"] = [*one["widgets"], one["widgets"][0] | {"id": "01jd9q4k7mwz2x8c5v1b3n6r0t", "version": 4}]

    more, less = (len(brotli.compress(assets.compose_loader(site, ADDRESS), quality=11)) for site in (two, one))

    assert more - less <= 60


@pytest.mark.parametrize("name", ["callback.en", "live", "phone"])
def test_what_travels_is_what_was_counted(name: str) -> None:
    found = Assets.load().module(name, "")

    assert found is not None
    assert brotli.decompress(found[0].brotli) == found[0].body
