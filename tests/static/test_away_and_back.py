"""The page stays fit for the back-forward cache: whoever goes back finds it as it was, and its line opens again."""

from tests.static.fake_desk import Desk, popup
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import part, watch
from tests.support.chromium import remembering

SECOND = "01jd8x2m4vq7k3n5p9r1s6t8wx"


async def test_e5_a_page_with_all_of_it_at_work_comes_back_out_of_the_cache(desk: Desk, shop: Shop) -> None:
    desk.site.update(live=1, zone="Europe/Belgrade", quiet=60_000)
    leaf = {"field": "pages", "op": "at_least", "value": 1}
    first = desk.site["widgets"][0] | {"where": {"all": [leaf, {"field": "hour", "op": "at_least", "value": 0}]}}
    desk.site["widgets"] = [first, popup(SECOND, when=[{"kind": "exit"}])]
    async with remembering() as browser:
        page = await browser.new_page()
        seen = await watch(page)
        await page.add_init_script("addEventListener('pageshow', ({ persisted }) => (window.isBack = persisted))")
        await page.goto(f"{shop.address}/")
        await part(page, "launcher").wait_for()
        await until(lambda: desk.hellos)

        await page.goto(f"{shop.address}/two")
        await part(page, "launcher").wait_for()
        lines = len(desk.hellos)
        await page.evaluate("history.back()")
        await page.wait_for_function("window.isBack === true && location.pathname == '/'")
        await until(lambda: len(desk.hellos) > lines)

        assert await page.locator("frontdesk-widget").count() == 1
        assert seen.errors == []
