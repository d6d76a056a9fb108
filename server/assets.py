"""The browser files as the build hook made them: all in memory from the start, each with its encodings and ETag."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from server.pieces import Pieces, choose

BUILT = Path(__file__).parents[1] / "static" / "built"
PLACE, PIECES = '"%CONFIG%"', '"%PIECES%"'
FIRST_LANGUAGE = "en"
CONTENT_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


class NotBuilt(Exception):
    """The browser files are missing or not whole; the message tells how to make them."""

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"{missing} is missing: make the browser files with `python hatch_build.py` or `pip install -e .`"
        )


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, plain and as small as it gets, with the ETag of these very bytes."""

    body: bytes = field(repr=False)
    brotli: bytes = field(repr=False)
    gzip: bytes = field(repr=False)
    content_type: str
    etag: str


@dataclass(frozen=True, slots=True)
class Assets:
    """Every file that browsers are given.

    `runtime` is the version that loaders and modules agree on, `hash` the name of all `modules` as they are together,
    `loader` the script with a place for the configuration and one for the `pieces`, of which a site is given those that
    it asks for; `console` is each of the console's files by its logical name.
    """

    runtime: str
    hash: str
    loader: str
    modules: Mapping[str, Asset]
    launchers: tuple[str, ...]
    pieces: Pieces
    console: Mapping[str, str]
    files: Mapping[str, Asset]

    @classmethod
    def load(cls, folder: Path = BUILT) -> Self:
        """Read everything into memory, or raise `NotBuilt`."""
        manifest = json.loads(_text(folder / "manifest.json"))
        return cls(
            runtime=manifest["runtime"],
            hash=manifest["hash"],
            loader=_text(folder / "loader.js"),
            modules={name: _asset(folder / f"{name}.{manifest['hash']}.js") for name in manifest["modules"]},
            launchers=tuple(manifest["launchers"]),
            pieces=manifest["pieces"],
            console=dict(manifest["console"]),
            files={name: _asset(folder / name) for name in manifest["console"].values()},
        )

    def file(self, path: str) -> Asset | None:
        """One of the console's files by its hashed name."""
        return self.files.get(path)

    def module(self, name: str, hash: str) -> tuple[Asset, bool] | None:  # noqa: A002
        """A module as it is now, and whether it is exactly the one that was asked for; None for no such module.

        A widget is asked for as `<kind>.<language>`; a language that nobody wrote is given in the wide one that it
        belongs to, or else in English.
        """
        stem, _, language = name.rpartition(".")
        others = [f"{stem}.{each}" for each in (language[:2], FIRST_LANGUAGE)] if stem and language else []
        asset = next((self.modules[each] for each in (name, *others) if each in self.modules), None)
        return (asset, self.hash == hash) if asset else None

    def compose_loader(self, config: Mapping[str, Any], base_url: str) -> bytes:
        """The loader of one site: its configuration, where to ask, and the pieces that it asks for."""
        said = self.completed(config, base_url)
        text = self.loader.replace(PIECES, choose(self.pieces, config))
        return text.replace(PLACE, json.dumps(said, ensure_ascii=False, separators=(",", ":"))).encode()

    def bare_loader(self) -> str:
        """The loader with `PLACE` where the configuration goes, and no pieces besides."""
        return self.loader.replace(PIECES, "{}")

    def completed(self, config: Mapping[str, Any], base_url: str) -> dict[str, Any]:
        """A site's configuration with where to ask and the hash of the modules, as the loader takes it."""
        kinds = {widget["kind"] for widget in config["widgets"]}
        return {
            **config,
            "languages": [*config["languages"], *self._scripts(config["languages"])],
            "base": f"{base_url}/v1/sites/{config['site']}/",
            "files": f"{base_url}/m/{self.runtime}/",
            "hash": self.hash,
            "launchers": [kind for kind in self.launchers if kind in kinds],
        }

    def _scripts(self, languages: list[str]) -> list[str]:
        """Further scripts of the site's languages, put last: browsers look from the end for what a visitor reads."""
        known = {name.rpartition(".")[2] for name in self.modules if "." in name}
        return sorted(each for each in known if any(each.startswith(f"{language}-") for language in languages))


def _text(path: Path) -> str:
    return _bytes(path).decode("utf-8")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotBuilt(f"static/built/{path.name}") from error


def _asset(path: Path) -> Asset:
    body = _bytes(path)
    return Asset(
        body=body,
        brotli=_bytes(path.with_name(f"{path.name}.br")),
        gzip=_bytes(path.with_name(f"{path.name}.gz")),
        content_type=CONTENT_TYPES[path.suffix],
        etag=f'"{sha256(body).hexdigest()[:16]}"',
    )
