"""Our JSON is the browser's, also where a host page's libraries have spoilt it."""

from pathlib import Path

from playwright.async_api import Page

from static.linker import link_module

ROOT = Path(__file__).parents[2]


async def test_what_libraries_put_on_arrays_strings_and_objects_is_not_asked(page: Page) -> None:
    said = await page.evaluate(
        """async (source) => {
          for (const type of [Array, String, Object]) type.prototype.toJSON = () => "spoilt";
          const { json } = await import("data:text/javascript," + encodeURIComponent(source));
          return json({ a: [1, "two", null, true, { b: undefined, "c\\n": [] }], d: undefined, e: "\\ud83d\\ude00 ћ" });
        }""",
        link_module(ROOT / "static/runtime/json.js"),
    )

    assert said == '{"a":[1,"two",null,true,{"c\\n":[]}],"e":"😀 ћ"}'
