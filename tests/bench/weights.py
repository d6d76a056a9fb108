"""What a visitor's page fetches, in exact bytes: the same counts that the tests hold to their limits."""

from server.assets import Assets
from tests.bench.figures import Figure, at_most
from tests.static.test_bytes import KB, LANGUAGES, loader_bytes, module_bytes


def measure() -> list[Figure]:
    """The loader, what is fetched at need, and a callback until it shows in its longest language."""
    assets = Assets.load()
    loader = loader_bytes(assets)
    callback = loader + max(module_bytes(assets, f"callback.{language}") for language in LANGUAGES)
    return [
        at_most("loader with a widget of every kind", loader, "B", "limit", 3 * KB),
        at_most("live module", module_bytes(assets, "live"), "B", "limit", 4 * KB),
        at_most("phone module", module_bytes(assets, "phone"), "B", "limit", 4 * KB),
        at_most("callback, all bytes until it shows", callback, "B", "limit", 6.9 * KB),
    ]
