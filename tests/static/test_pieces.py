"""What only some loaders are given: every piece stands alone, and a site gets its own."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from hatch_build import SLOTS, piece, pieces
from server.rule_fields import FIELDS, ops_of
from tests.static.fake_desk import WIDGET, Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import part, watch

ROOT = Path(__file__).parents[2]
PIECES = pieces(ROOT)


def test_every_field_and_every_operator_that_a_rule_may_name_has_its_piece() -> None:
    fields = {name.split("_")[0] for name in FIELDS} | {"set"}
    operators = {op for name in [*FIELDS, "set.x"] for op in ops_of(name)}

    assert (set(PIECES["facts"]), set(PIECES["ops"])) == (fields, operators)


@pytest.mark.parametrize(("slot", "name"), [(slot, name) for slot, made in PIECES.items() for name in made])
async def test_a_piece_is_one_function_that_stands_alone(slot: str, name: str, page: Page) -> None:
    assert await page.evaluate(f"typeof ({PIECES[slot][name]})") == "function"


@pytest.mark.parametrize(
    "text", ["const exit = 1;", "export const other = () => 1;", "export const exit = 1;let a;export {a}"]
)
def test_a_file_that_is_not_one_function_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "exit.js").write_text(text, "utf-8")

    with pytest.raises(ValueError, match=r"exit\.js: not exactly one exported function called exit"):
        piece(tmp_path / "exit.js")


def test_a_word_that_javascript_keeps_for_itself_is_written_with_a_line_at_its_end(tmp_path: Path) -> None:
    (tmp_path / "in.js").write_text("export const in_ = () => 1;", "utf-8")

    assert piece(tmp_path / "in.js") == "()=>1"


def test_each_folder_of_pieces_is_known_to_the_build() -> None:
    assert set(PIECES) == set(SLOTS)
    assert all(PIECES[slot] for slot in ("triggers", "ops", "facts", "gates", "shared"))


async def test_a_loader_holds_its_own_pieces_and_no_others(page: Page, desk: Desk, shop: Shop) -> None:
    leaf = {"field": "path", "op": "prefix", "value": "/"}
    desk.site["widgets"][0] |= {"where": {"all": [leaf]}, "when": [{"kind": "scroll", "percent": 50}]}
    async with page.expect_response("**/s/*.js") as asked:
        await page.goto(f"{shop.address}/")
    loader = await (await asked.value).text()
    await part(page, "launcher").wait_for()

    held = {(slot, name) for slot, made in PIECES.items() for name, code in made.items() if f"{name}:{code}" in loader}
    assert held == {("ops", "prefix"), ("facts", "path"), ("triggers", "scroll")}


async def test_a_trigger_that_this_loader_does_not_have_never_comes(page: Page, desk: Desk, shop: Shop) -> None:
    seen = await watch(page)
    desk.site["widgets"][0]["when"] = [{"kind": "eclipse"}, {"kind": "constructor"}]

    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()

    assert (await part(page, "panel").count(), seen.errors) == (0, [])


async def test_an_open_page_is_given_the_pieces_that_its_new_settings_ask_for(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["live"] = 1
    desk.site["widgets"][0]["where"] = {"all": [{"field": "path", "op": "is", "value": "/never"}]}
    await page.goto(f"{shop.address}/coffee")
    await until(lambda: desk.hellos)

    path, device = {"op": "glob", "value": "/*e"}, {"op": "is", "value": "desktop"}
    where = {"all": [{"field": "path"} | path, {"field": "device"} | device]}
    trigger = {"kind": "exit"}
    desk.site["widgets"][0] = desk.site["widgets"][0] | {"where": where, "when": [trigger], "version": 2}
    desk.site["version"] = 2
    desk.send({"type": "site", "version": 2})
    await part(page, "launcher").wait_for()
    await page.evaluate("document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientY: -1 }))")

    await part(page, "panel").wait_for()


COUNTED = """async () => {
  const counts = {};
  const count = (holder, name, what) => {
    const { get, value, ...rest } = Object.getOwnPropertyDescriptor(holder, name);
    const counted = function (...given) {
      counts[what] = (counts[what] || 0) + 1;
      return (get || value).apply(this, given);
    };
    Object.defineProperty(holder, name, { ...rest, ...(get ? { get: counted } : { value: counted }) });
  };
  count(String.prototype, "includes", "conditions");
  count(Document.prototype, "referrer", "referrers");
  count(Intl.DateTimeFormat.prototype, "format", "clocks");
  frontdesk.push(["show", "nothing"]); // looks at the rules again
  return counts;
}"""


async def test_a_look_at_the_rules_of_50_widgets_decides_each_condition_once_and_asks_each_fact_once(
    page: Page, desk: Desk, shop: Shop
) -> None:
    first = desk.site["widgets"][0]
    referrers = [{"field": "referrer", "op": "contains", "value": f"{at}.example"} for at in range(9)]
    clock = {"field": "hour", "op": "at_least", "value": 24}
    desk.site["zone"] = "Europe/Belgrade"
    desk.site["widgets"] = [first | {"id": f"{at:026}", "where": {"any": [*referrers, clock]}} for at in range(50)]
    desk.site["widgets"].append(first)
    await page.goto(f"{shop.address}/")
    await part(page, "launcher", WIDGET).wait_for()

    counted = await page.evaluate(COUNTED)

    await expect(page.locator("frontdesk-widget")).to_have_count(1)
    assert counted == {"conditions": 450, "referrers": 1, "clocks": 1}
