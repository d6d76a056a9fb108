"""The browser files are made from the tree alone, the same each time, and go into the wheel."""

import gzip
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import brotli
import pytest

import hatch_build

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of this very tree, in a folder of the tests' own."""
    folder = tmp_path_factory.mktemp("static") / "built"
    hatch_build.build(ROOT, folder)
    return folder


def test_every_file_has_its_compressed_twins(built: Path) -> None:
    plain = [path for path in built.iterdir() if path.suffix in (".js", ".css", ".svg")]

    for path in plain:
        assert brotli.decompress(path.with_name(f"{path.name}.br").read_bytes()) == path.read_bytes()
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == path.read_bytes()
    assert len(list(built.iterdir())) == 3 * len(plain) + 1


def test_the_manifest_names_every_module_and_every_file_of_the_console(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))

    languages = ["en", "ru", "sr", "sr-Latn"]
    assert {f"callback{part}.{each}" for part in ("-later", "") for each in languages} <= set(manifest["modules"])
    assert {"live", "phone", "pieces", "history"} <= set(manifest["modules"])
    assert manifest["launchers"] == ["callback", "chat", "multibutton"]
    assert {"htmx.js", "console.css", "console.js", "icons.svg"} <= set(manifest["console"])
    assert all((built / f"{name}.{manifest['hash']}.js").exists() for name in manifest["modules"])
    assert all((built / name).exists() for name in manifest["console"].values())


def test_a_further_later_file_brings_the_words_that_only_it_says(built: Path) -> None:
    later, contact = (
        (next(built.glob(f"{name}.en.*.js"))).read_text("utf-8") for name in ("chat-later", "chat-later-contact")
    )

    assert [("Earlier messages" in each, "Another address" in each) for each in (later, contact)] == [
        (True, False),
        (False, True),
    ]


def test_the_same_tree_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    hatch_build.build(ROOT, tmp_path / "again")

    assert contents(tmp_path / "again") == contents(built)


def test_serbian_in_latin_letters_is_made_and_bears_no_cyrillic(built: Path) -> None:
    [path] = built.glob("callback.sr-Latn.*.js")
    text = path.read_text("utf-8")

    assert "Pozovite me" in text
    assert not any("а" <= sign <= "џ" for sign in text)


def test_no_source_says_what_the_minifier_drops() -> None:
    # `() => void (a && b())` becomes `() => {}`: what is said after `void (` must not hang on a condition.
    sources = [path for folder in ("static", "widgets") for path in (ROOT / folder).rglob("*.js")]
    dropped = re.compile(r"\bvoid \([^()]*(&&|\|\||\?\?)")

    assert [str(path) for path in sources if path.parent.name != "built" and dropped.search(path.read_text())] == []


def test_a_build_that_fails_leaves_the_old_files_alone(tmp_path: Path) -> None:
    target = tmp_path / "built"
    target.mkdir()
    (target / "old").write_text("still here", "utf-8")

    with pytest.raises(FileNotFoundError):
        hatch_build.build(tmp_path, target)

    assert (target / "old").read_text("utf-8") == "still here"


def test_the_wheel_holds_the_browser_files_and_is_made_without_node(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for folder in ("server", "widgets", "static", "templates"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("built", "__pycache__"))
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, tree / name)
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=tree,
        env={"PATH": "/nowhere"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    [wheel] = tmp_path.glob("frontdesk-*.whl")
    names = zipfile.ZipFile(wheel).namelist()

    assert "static/built/manifest.json" in names
    assert "static/built/loader.js.br" in names
    assert "widgets/callback/texts/sr.json" in names


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
