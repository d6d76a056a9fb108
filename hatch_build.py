"""Makes the browser files: links, minifies, hashes and compresses them into `static/built/`; needs no Node.js.

Runs by itself when the wheel or an editable install is made; `python hatch_build.py` does the same by hand.
"""

import gzip
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterable, Mapping
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
LAUNCHER = re.compile(r"parts/(launcher|opener)\.js")  # a widget that leans on it stands in the page by a launcher
INTERRUPTS = re.compile(r"\binterrupts=")  # a room that says so may come over the page: its modules know the manners
PLACES = {name: re.compile(rf"""(["'`])%{name}%\1""") for name in ("CONFIG", "PIECES")}
SLOTS = ("triggers", "ops", "facts", "gates", "shared", "goals")  # folders of `static/`: for some loaders only
RUNS = ("live", "conversation", "phone", "history", "link", "preview", "rejoin")  # modules of `static/runtime/`, fetched at need


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
    for path in (root / f"static/runtime/{name}.js" for name in RUNS):
        if path.exists():
            made.modules[path.stem] = script(link_module(path))
    for folder in sorted(path.parent for path in (root / "widgets").glob("*/widget.js")):
        made.modules |= widget(root, folder)
        if LAUNCHER.search((folder / "widget.js").read_text("utf-8")):
            made.manifest["launchers"].append(folder.name)
    made.manifest["pieces"] = found = pieces(root)
    made.modules["pieces"] = every_piece(root, found, made.manifest["launchers"])
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
        self.modules: dict[str, str] = {}
        self.manifest: dict[str, Any] = {"runtime": RUNTIME, "launchers": [], "console": {}}

    def write(self, name: str, text: str) -> None:
        """One file, and beside it the same compressed as far as it goes."""
        raw = text.encode("utf-8")
        (self.folder / name).write_bytes(raw)
        (self.folder / f"{name}.br").write_bytes(brotli.compress(raw, quality=11, lgwin=22))
        (self.folder / f"{name}.gz").write_bytes(gzip.compress(raw, 9, mtime=0))

    def console(self, name: str, text: str) -> None:
        """A file of the console, under a name that changes with it."""
        stem, _, ending = name.rpartition(".")
        self.manifest["console"][name] = f"{stem}.{hashed(text)}.{ending}"
        self.write(self.manifest["console"][name], text)

    def finish(self) -> None:
        """Write the modules, all under one hash, so that a loader needs to know only one; then take the old place."""
        digest = hashed("".join(f"{name}{text}" for name, text in sorted(self.modules.items())))
        self.manifest |= {"hash": digest, "modules": sorted(self.modules)}
        for name, text in self.modules.items():
            self.write(f"{name}.{digest}.js", text)
        (self.folder / "manifest.json").write_text(json.dumps(self.manifest, indent=1), "utf-8")
        old = self.target.with_name(f"{self.target.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if self.target.exists():
            self.target.rename(old)
        self.folder.rename(self.target)
        shutil.rmtree(old, ignore_errors=True)


def loader(root: Path) -> str:
    """The loader with one place for the configuration and one for the pieces."""
    text = script(link_script(root / "static/loader.js"))
    for name, place in PLACES.items():
        if len(place.findall(text)) != 1:
            raise ValueError(f"static/loader.js: the place of %{name}% is not there exactly once")
        text = place.sub(f'"%{name}%"', text)
    return text


def pieces(root: Path) -> dict[str, dict[str, str]]:
    """What goes into the loaders of those sites that ask for it: JavaScript by folder, then by file."""
    found = {slot: sorted((root / "static" / slot).glob("*.js")) for slot in SLOTS}
    return {slot: {path.stem: piece(path) for path in paths} for slot, paths in found.items()}


def piece(path: Path) -> str:
    """A piece's function as JavaScript that stands alone; its file declares nothing else. `in` is written `in_`."""
    text, name = script(path.read_text("utf-8")), path.stem
    if not (found := re.fullmatch(rf"export const {name}_?=((?:(?!export\b).)+?);?", text, re.DOTALL)):
        raise ValueError(f"static/{path.parent.name}/{path.name}: not exactly one exported function called {name}")
    return found[1]


def every_piece(root: Path, found: Mapping[str, Mapping[str, str]], launchers: list[str]) -> str:
    """The module that gives an open page what its loader was served without."""
    slots = (f"{slot}:{{{','.join(f'{name}:{code}' for name, code in made.items())}}}" for slot, made in found.items())
    given = {"complete": f"completeWith({{{','.join(slots)}}}, {quoted(launchers)})"}
    return script(link_module(root / "static/runtime/all.js", exports=given))


def widget(root: Path, folder: Path) -> dict[str, str]:
    """A widget's modules in each of its languages: code, looks and words in one file.

    Besides `widget.js` a room may have `widget-<name>.js`, other ways of drawing itself, of which a page fetches one.
    What not every one of them says, and `later.js` does, goes into a further file, so that nobody waits for it; a room
    may have `later-<name>.js` besides, with the words that only this one says.
    """
    entries = {path.stem.replace("widget", folder.name): path for path in sorted(folder.glob("widget*.js"))}
    later = {path.stem: path for path in sorted(folder.glob("later*.js"), key=lambda path: path.stem)}
    base, ground = (root / f"static/parts/{name}.css" for name in ("base", "ground"))
    is_launcher = LAUNCHER.search((folder / "widget.js").read_text("utf-8"))
    grounds = [base] if is_launcher else [base, ground]  # nothing stands on a launcher
    looks = {name: [*grounds, *looks_of(folder, path)] for name, path in entries.items()}
    code = {path: link_module(path) for path in (*entries.values(), *later.values())}
    parts, exports = drawing(root, folder)
    made = {}
    for language, texts in words(folder).items():
        rest = only_later(texts, *(code[path] for path in entries.values())) if later else {}
        for name, path in entries.items():
            first = said_by(texts, code[path]) if rest else texts
            made[f"{name}.{language}"] = script(
                link_module(
                    path,
                    *parts,
                    exports=exports,
                    css=quoted(styles(*looks[name])),
                    texts=quoted(first),
                )
            )
        there = set.intersection(*(set(each) for each in looks.values()))
        for at, (name, path) in enumerate(later.items(), 1):
            said = not_left_to([code[each] for each in list(later.values())[at:]], rest, code[path])
            more = [each for each in (ground, *looks_of(folder, path)) if each not in there]
            made[f"{folder.name}-{name}.{language}"] = script(
                link_module(path, css=quoted(styles(*more)), texts=quoted(said))
            )
            there |= set(more)
            rest = {key: text for key, text in rest.items() if key not in said}
    return made


def drawing(root: Path, folder: Path) -> tuple[list[Path], dict[str, str]]:
    """The parts that draw a room, and what its modules export; those of a room that may interrupt know the manners."""
    draw, manners = (root / f"static/parts/{name}.js" for name in ("draw", "manners"))
    if not INTERRUPTS.search((folder / "__init__.py").read_text("utf-8")):
        return [draw], {"draw": "drawWith(mount, css, texts)"}
    return [draw, manners], {"draw": "politely(drawWith(mount, css, texts))", "may": "may"}


def looks_of(folder: Path, entry: Path) -> list[Path]:
    """The style sheets of a room's file: those that stand beside the parts it leans on, the room's own, its files'."""
    linked = Linked()
    linked.add(entry)
    room = folder.resolve()
    parts = [path for path in linked.exports if path.parent.name == "parts"]
    own = [path for path in linked.exports if path.parent == room]
    found = (*parts, room / "widget.css", *own)
    return [path for path in dict.fromkeys(each.with_suffix(".css") for each in found) if path.exists()]


def words(folder: Path) -> dict[str, Mapping[str, str]]:
    """A widget's words by language; Serbian in Latin letters is made from the Cyrillic."""
    said = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((folder / "texts").glob("*.json"))}
    return in_both_scripts(said)


def said_by(texts: Mapping[str, str], code: str) -> dict[str, str]:
    """The words whose keys this code names; a comment may name one."""
    return {key: text for key, text in texts.items() if f'"{key}"' in code}


def not_left_to(others: Iterable[str], texts: Mapping[str, str], code: str) -> dict[str, str]:
    """The words that this code says, and those that none of the others, which come after it, does."""
    elsewhere = said_by(texts, "".join(others))
    return {key: text for key, text in texts.items() if key not in elsewhere} | said_by(texts, code)


def only_later(texts: Mapping[str, str], *entries: str) -> dict[str, str]:
    """The words that not every entry of a room says by itself."""
    everywhere = set.intersection(*(set(said_by(texts, code)) for code in entries))
    return {key: text for key, text in texts.items() if key not in everywhere}


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
