"""The browser files as the build hook made them: all in memory from the start, each with its encodings and ETag."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

BUILT = Path(__file__).parents[1] / "static" / "built"
PLACE, TRIGGERS = '"%CONFIG%"', '"%TRIGGERS%"'
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
class Module:
    """A module of the runtime or of one kind of widget; all its variants share one hash."""

    hash: str
    variants: Mapping[str, Asset]


@dataclass(frozen=True, slots=True)
class Assets:
    """Every file that browsers are given.

    `runtime` is the version that loaders and modules agree on, `loader` the script with a place for the
    configuration and one for `triggers`, of which a site is given those that its widgets ask for; `console` is each of
    the console's files by its logical name.
    """

    runtime: str
    loader: str
    modules: Mapping[str, Module]
    launchers: tuple[str, ...]
    triggers: Mapping[str, str]
    console: Mapping[str, str]
    files: Mapping[str, Asset]

    @classmethod
    def load(cls, folder: Path = BUILT) -> Self:
        """Read everything into memory, or raise `NotBuilt`."""
        manifest = json.loads(_text(folder / "manifest.json"))
        modules = {
            name: Module(
                made["hash"], {each: _asset(folder / f"{each}.{made['hash']}.js") for each in made["variants"]}
            )
            for name, made in manifest["modules"].items()
        }
        return cls(
            runtime=manifest["runtime"],
            loader=_text(folder / "loader.js"),
            modules=modules,
            launchers=tuple(manifest["launchers"]),
            triggers=dict(manifest["triggers"]),
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
        kind, _, _ = name.partition(".")
        stem, _, language = name.rpartition(".")
        for owner in (kind, kind.rpartition("-")[0]):
            if module := self.modules.get(owner):
                others = [f"{stem}.{each}" for each in (language[:2], FIRST_LANGUAGE)] if language else []
                asset = next((module.variants[each] for each in (name, *others) if each in module.variants), None)
                return (asset, module.hash == hash) if asset else None
        return None

    def compose_loader(self, config: Mapping[str, Any], base_url: str) -> bytes:
        """The loader of one site: its configuration, where to ask, and the hashes of what it may need."""
        said = self.completed(config, base_url)
        text = self.loader.replace(TRIGGERS, self._triggers(config["widgets"]))
        return text.replace(PLACE, json.dumps(said, ensure_ascii=False, separators=(",", ":"))).encode()

    def bare_loader(self) -> str:
        """The loader with `PLACE` where the configuration goes, and no triggers besides those that every loader has."""
        return self.loader.replace(TRIGGERS, "{}")

    def completed(self, config: Mapping[str, Any], base_url: str) -> dict[str, Any]:
        """A site's configuration with where to ask and the hashes of what it may need, as the loader takes it."""
        kinds = {widget["kind"] for widget in config["widgets"]}
        needed = {"live", "phone"} | kinds
        return {
            **config,
            "languages": [*config["languages"], *self._scripts(config["languages"])],
            "base": f"{base_url}/v1/sites/{config['site']}/",
            "files": f"{base_url}/m/{self.runtime}/",
            "modules": {name: module.hash for name, module in self.modules.items() if name in needed},
            "launchers": [kind for kind in self.launchers if kind in kinds],
        }

    def _triggers(self, widgets: Iterable[Mapping[str, Any]]) -> str:
        """As JavaScript, the triggers that these widgets wait for besides those that every loader has."""
        asked = {trigger["kind"] for widget in widgets for trigger in widget.get("when", ())}
        return "{" + ",".join(f"{kind}:{code}" for kind, code in self.triggers.items() if kind in asked) + "}"

    def _scripts(self, languages: list[str]) -> list[str]:
        """Further scripts of the site's languages, put last: browsers look from the end for what a visitor reads."""
        variants = {name for module in self.modules.values() for name in module.variants}
        known = {name.rpartition(".")[2] for name in variants if "." in name}
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
