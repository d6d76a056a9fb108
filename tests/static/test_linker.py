"""The linker joins plain modules in their order, and refuses by name whatever it would have to guess at."""

from pathlib import Path

import pytest

from static.linker import Unlinkable, link_module, link_script


def files(folder: Path, **sources: str) -> Path:
    """Write `<name>.js` for each source; the first one is the entry."""
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, "utf-8")
    return folder / f"{next(iter(sources))}.js"


def test_a_file_stands_behind_everything_it_leans_on_and_only_once(tmp_path: Path) -> None:
    entry = files(
        tmp_path,
        main='import { a } from "./a.js";\nimport { b } from "./b.js";\nconst main = a + b;\n',
        a='import { b } from "./b.js";\nexport const a = b;\n',
        b="export const b = 1;\n",
    )

    assert link_script(entry) == "(()=>{\nconst b = 1;\nconst a = b;\nconst main = a + b;\n})();\n"


def test_a_module_exports_what_its_entry_exports_and_the_constants_given(tmp_path: Path) -> None:
    entry = files(tmp_path, main="export function mount() {}\nexport const { x, y: z } = {};\n")

    assert link_module(entry, css='"p{}"') == (
        'export const { mount, x, z, css } = (() => {\nconst css = "p{}";\n'
        "function mount() {}\nconst { x, y: z } = {};\n"
        "return { mount: mount, x: x, z: z, css: css };\n})();\n"
    )


def test_a_module_may_export_what_is_made_of_its_parts(tmp_path: Path) -> None:
    entry = files(tmp_path, main="export const mount = 1;\n", draw="export const draw = 2;\n")

    assert link_module(entry, tmp_path / "draw.js", exports={"both": "[mount, draw]"}) == (
        "export const { both } = (() => {\nconst mount = 1;\nconst draw = 2;\nreturn { both: [mount, draw] };\n})();\n"
    )


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ({"main": 'import { a } from "./a.js";\n'}, "main.js: there is no a.js"),
        ({"main": 'import { b } from "./a.js";\n', "a": "export const a = 1;\n"}, "main.js: a.js does not export b"),
        ({"main": 'import { a } from "./a.js";\n', "a": "const a = 1;\n"}, "main.js: a.js does not export a"),
        (
            {"main": 'import { a } from "./a.js";\nconst b = 1;\n', "a": "export const a = 1;\nlet b = 2;\n"},
            "main.js: b is also declared in a.js",
        ),
        (
            {"main": 'import { a } from "./a.js";\nexport const m = 1;\n', "a": 'import { m } from "./main.js";\n'},
            "main.js: leans on itself by way of a.js",
        ),
        ({"main": 'import a from "./a.js";\n'}, "main.js: cannot link 'import a from \"./a.js\";'"),
        ({"main": "export default 1;\n"}, "main.js: cannot link 'export default 1;'"),
        (
            {"main": 'import { a as b } from "./a.js";\n', "a": "export const a = 1;\n"},
            "'a as b': a name is the same everywhere",
        ),
    ],
)
def test_what_cannot_be_linked_is_refused_with_its_reason(sources: dict[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(Unlinkable) as refused:
        link_script(files(tmp_path, **sources))

    assert str(refused.value) == said


def test_what_only_types_need_and_modules_fetched_later_are_left_alone(tmp_path: Path) -> None:
    source = '/** @type {import("./types.js").T} */\nlet a;\nimport("./later.js");\nexport {};\n'

    assert link_script(files(tmp_path, main=source)) == f"(()=>{{\n{source.replace('export {};', 'export {};')}}})();\n"
