"""The browser files in memory: found by name and hash, with their encodings, and a loader made for each site."""

import gzip
import json
from pathlib import Path

import brotli
import pytest

from server.assets import Assets, NotBuilt


def built(folder: Path, **files: str) -> Path:
    """A small folder as the build hook leaves it."""
    manifest = {
        "runtime": "1",
        "hash": "a1",
        "launchers": ["bell", "horn"],
        "pieces": {"triggers": {"exit": "e=>e()", "scroll": "s=>s()"}, "ops": {"is": "i"}},
        "console": {"page.css": "page.c1.css"},
        "modules": ["live", "bell-later.en", "bell.en", "bell.sr", "bell.sr-Latn", "horn.en"],
    }
    texts = {"loader.js": '(()=>{const c="%CONFIG%"})()', "page.c1.css": "p{}", "live.a1.js": "live"}
    for name in ("bell-later.en", "bell.en", "bell.sr", "bell.sr-Latn", "horn.en"):
        texts[f"{name}.a1.js"] = name
    for name, text in (texts | files).items():
        (folder / name).write_text(text, "utf-8")
        (folder / f"{name}.br").write_bytes(brotli.compress(text.encode()))
        (folder / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder


def test_a_file_comes_plain_and_compressed_with_an_etag_of_its_bytes(tmp_path: Path) -> None:
    assets = Assets.load(built(tmp_path))

    found = assets.file(assets.console["page.css"])

    assert found is not None
    assert (found.body, brotli.decompress(found.brotli), gzip.decompress(found.gzip)) == (b"p{}", b"p{}", b"p{}")
    assert (found.content_type, found.etag) == ("text/css; charset=utf-8", '"806db221261eade4"')
    assert assets.file("page.css") is None


@pytest.mark.parametrize(
    ("name", "hash", "body", "is_exact"),
    [
        ("live", "a1", b"live", True),
        ("live", "older", b"live", False),
        ("bell.en", "a1", b"bell.en", True),
        ("bell.sr-Latn", "a1", b"bell.sr-Latn", True),
        ("bell.de", "a1", b"bell.en", True),
        ("bell.sr-Cyrl", "a1", b"bell.sr", True),
        ("bell-later.en", "a1", b"bell-later.en", True),
        ("bell-later.de", "a0", b"bell-later.en", False),
    ],
)
def test_a_module_is_given_as_it_is_now(name: str, hash: str, body: bytes, is_exact: bool, tmp_path: Path) -> None:  # noqa: A002
    found = Assets.load(built(tmp_path)).module(name, hash)

    assert found is not None
    assert (found[0].body, found[1]) == (body, is_exact)


@pytest.mark.parametrize("name", ["unknown", "bell", "live.en", "", ".", "bell.", "../loader", "bell-later"])
def test_what_is_no_module_is_none(name: str, tmp_path: Path) -> None:
    assert Assets.load(built(tmp_path)).module(name, "a1") is None


def test_a_loader_holds_its_site_and_only_what_that_site_needs(tmp_path: Path) -> None:
    config = {"site": "k3y", "languages": ["en", "sr"], "widgets": [{"kind": "bell", "title": "Ћ </script> %CONFIG%"}]}

    loader = Assets.load(built(tmp_path)).compose_loader(config, "https://desk.example")

    assert loader[:14] + loader[-4:] == b"(()=>{const c=})()"
    assert json.loads(loader[14:-4]) == config | {
        "languages": ["en", "sr", "sr-Latn"],
        "base": "https://desk.example/v1/sites/k3y/",
        "files": "https://desk.example/m/1/",
        "hash": "a1",
        "launchers": ["bell"],
    }


def test_a_loader_holds_the_pieces_that_its_widgets_ask_for(tmp_path: Path) -> None:
    waits = {"kind": "bell", "when": [{"kind": "scroll", "percent": 50}, {"kind": "delay", "seconds": 3}]}
    assets = Assets.load(built(tmp_path, **{"loader.js": '{"%PIECES%"}"%CONFIG%"'}))

    some = assets.compose_loader({"site": "k", "languages": ["en"], "widgets": [waits]}, "")
    none = assets.compose_loader({"site": "k", "languages": ["en"], "widgets": []}, "")

    assert (some[:28], none[:4]) == (b"{{triggers:{scroll:s=>s()}}}", b"{{}}")
    assert assets.bare_loader() == '{{}}"%CONFIG%"'


def test_a_site_that_names_the_latin_letters_first_keeps_them_as_its_own(tmp_path: Path) -> None:
    config = {"site": "k", "languages": ["sr-Latn", "sr"], "widgets": []}

    loader = Assets.load(built(tmp_path)).compose_loader(config, "")

    assert json.loads(loader[14:-4])["languages"] == ["sr-Latn", "sr", "sr-Latn"]


@pytest.mark.parametrize("missing", ["manifest.json", "loader.js", "live.a1.js", "page.c1.css.br"])
def test_a_file_that_is_missing_tells_how_to_make_it(missing: str, tmp_path: Path) -> None:
    (built(tmp_path) / missing).unlink()

    with pytest.raises(NotBuilt) as refused:
        Assets.load(tmp_path)

    assert str(refused.value) == (
        f"static/built/{missing} is missing: make the browser files with `python hatch_build.py` or `pip install -e .`"
    )
