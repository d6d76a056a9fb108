"""Makes the browser files: links, minifies, hashes and compresses them into `static/built/`; needs no Node.js.

Runs by itself when the wheel or an editable install is made; `python hatch_build.py` does the same by hand.
"""

import gzip
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import brotli
import minify
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from static.linker import Linked, link_module, link_script  # noqa: E402
from static.serbian import in_both_scripts  # noqa: E402

RUNTIME = "1"  # raise it when modules no longer fit a loader that an open page still holds
LAUNCHER = "parts/launcher.js"  # a widget that leans on it stands in the page by a launcher
PLACES = {name: re.compile(rf"""(["'`])%{name}%\1""") for name in ("CONFIG", "TRIGGERS")}


class BrowserFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's hook: the browser files are made before anything is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files, and have them packed although git ignores them."""
        build(Path(self.root))
        build_data["artifacts"].append("/static/built/**")


def build(root: Path, target: Path | None = None) -> None:
    """Make every browser file of the tree at `root` afresh, with a manifest of what was made."""
    made = Made(target or root / "static/built")
    made.write("loader.js", loader(root))
    for path in sorted((root / "static/triggers").glob("*.js")):
        made.manifest["triggers"][path.stem] = trigger(path)
    for name in ("live", "phone"):
        made.module(name, {name: script(link_module(root / f"static/runtime/{name}.js"))})
    for folder in sorted(path.parent for path in (root / "widgets").glob("*/widget.js")):
        made.module(folder.name, widget(root, folder))
        if LAUNCHER in (folder / "widget.js").read_text("utf-8"):
            made.manifest["launchers"].append(folder.name)
    for name, text in console(root).items():
        made.console(name, text)
    made.finish()


class Made:
    """The folder being made; it takes the old one's place when it is complete."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.folder = target.with_name(f"{target.name}.new")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.manifest: dict[str, Any] = {"runtime": RUNTIME, "modules": {}, "launchers": []}
        self.manifest |= {"triggers": {}, "console": {}}

    def write(self, name: str, text: str) -> None:
        """One file, and beside it the same compressed as far as it goes."""
        raw = text.encode("utf-8")
        (self.folder / name).write_bytes(raw)
        (self.folder / f"{name}.br").write_bytes(brotli.compress(raw, quality=11, lgwin=22))
        (self.folder / f"{name}.gz").write_bytes(gzip.compress(raw, 9, mtime=0))

    def module(self, name: str, variants: dict[str, str]) -> None:
        """A module; all its languages share one hash, so a loader needs to know one per kind."""
        digest = hashed("".join(variants.values()))
        self.manifest["modules"][name] = {"hash": digest, "variants": sorted(variants)}
        for variant, text in variants.items():
            self.write(f"{variant}.{digest}.js", text)

    def console(self, name: str, text: str) -> None:
        """A file of the console, under a name that changes with it."""
        stem, _, ending = name.rpartition(".")
        self.manifest["console"][name] = f"{stem}.{hashed(text)}.{ending}"
        self.write(self.manifest["console"][name], text)

    def finish(self) -> None:
        """Write the manifest and put the new folder in the old one's place."""
        (self.folder / "manifest.json").write_text(json.dumps(self.manifest, indent=1), "utf-8")
        old = self.target.with_name(f"{self.target.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if self.target.exists():
            self.target.rename(old)
        self.folder.rename(self.target)
        shutil.rmtree(old, ignore_errors=True)


def loader(root: Path) -> str:
    """The loader with one place for the configuration and one for the triggers."""
    text = script(link_script(root / "static/loader.js"))
    for name, place in PLACES.items():
        if len(place.findall(text)) != 1:
            raise ValueError(f"static/loader.js: the place of %{name}% is not there exactly once")
        text = place.sub(f'"%{name}%"', text)
    return text


def trigger(path: Path) -> str:
    """A trigger's function as JavaScript that stands alone; its file declares nothing else."""
    text, name = script(path.read_text("utf-8")), path.stem
    if not (found := re.fullmatch(rf"export const {name}=((?:(?!export\b).)+?);?", text, re.DOTALL)):
        raise ValueError(f"static/triggers/{path.name}: not exactly one exported function called {name}")
    return found[1]


def widget(root: Path, folder: Path) -> dict[str, str]:
    """A widget's modules in each of its languages: code, looks and words in one file.

    What only its `later.js` says goes into a second file, so that nobody waits for it.
    """
    later = folder / "later.js"
    base, known = root / "static/parts/base.css", looks_of(folder / "widget.js")
    looks = styles(base, *known, folder / "widget.css")
    main = partial(link_module, folder / "widget.js", root / "static/parts/draw.js", css=quoted(looks))
    made = {}
    for language, texts in words(folder).items():
        rest = only_later(folder, texts) if later.exists() else {}
        first = {key: text for key, text in texts.items() if key not in rest}
        drawn = main(exports={"draw": "drawWith(mount, css, texts)"}, texts=quoted(first))
        made[f"{folder.name}.{language}"] = script(drawn)
        if later.exists():
            more = styles(*(path for path in looks_of(later) if path not in known), folder / "later.css")
            made[f"{folder.name}-later.{language}"] = script(link_module(later, css=quoted(more), texts=quoted(rest)))
    return made


def looks_of(entry: Path) -> list[Path]:
    """The style sheets that stand beside the files which an entry leans on."""
    linked = Linked()
    linked.add(entry)
    beside = (path.with_suffix(".css") for path in linked.exports if path.parent.name == "parts")
    return [path for path in beside if path.exists()]


def words(folder: Path) -> dict[str, Mapping[str, str]]:
    """A widget's words by language; Serbian in Latin letters is made from the Cyrillic."""
    said = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((folder / "texts").glob("*.json"))}
    return in_both_scripts(said)


def only_later(folder: Path, texts: Mapping[str, str]) -> dict[str, str]:
    """The words whose keys `widget.js` and what it leans on never name; a comment may name one."""
    first = link_module(folder / "widget.js")
    return {key: text for key, text in texts.items() if f'"{key}"' not in first}


def console(root: Path) -> dict[str, str]:
    """The console's files by their logical names; htmx comes from the django-htmx wheel."""
    found = find_spec("django_htmx")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("django_htmx")
    htmx = Path(found.origin).parent / "static/django_htmx/htmx-2.min.js"
    sheets = sorted((root / "static/styles").glob("*.css"))
    files = {
        "htmx.js": htmx.read_text("utf-8"),
        "console.css": style("".join(path.read_text("utf-8") for path in sheets)),
    }
    for path in sorted((root / "static/console").glob("*.js")):
        files[path.name] = script(path.read_text("utf-8"))
    for path in sorted((root / "widgets").glob("*/editor.js")):  # where a form is not enough to shape a widget
        files[f"{path.parent.name}-editor.js"] = script(path.read_text("utf-8"))
    for path in sorted((root / "static/console").glob("*.svg")):
        files[path.name] = path.read_text("utf-8")
    return files


def script(text: str) -> str:
    """JavaScript without what only people need."""
    return str(minify.string("application/javascript", text))


def styles(*paths: Path) -> str:
    """Style sheets as one, without what only people need."""
    return style("".join(path.read_text("utf-8") for path in paths))


def style(text: str) -> str:
    """CSS without what only people need."""
    return str(minify.string("text/css", text))


def quoted(value: object) -> str:
    """A value as JavaScript."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def hashed(text: str) -> str:
    """A short name for these very bytes."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


if __name__ == "__main__":
    build(ROOT)
    print(ROOT / "static/built")  # noqa: T201
