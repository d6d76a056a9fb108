"""A pop-up in several steps: one thing at a time, back and forth, and the offer last."""

from playwright.async_api import Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.watching import control, part
from tests.widgets.popup.showing import STEPS, popup, show


async def test_o1_steps_lead_to_the_offer_and_back_and_what_was_answered_stays(
    page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk, **STEPS)
    await show(page, shop)
    said = []
    for step in (1, 2):
        await expect(part(page, "progress")).to_have_text(f"{step} of 3")  # the first press fetches what comes after it
        said.append((await page_of(page), await part(page, "back").count()))
        await part(page, "go").click()
    await control(page, "email").fill("jovana@post.example")
    await control(page, "consent").first.check()
    await part(page, "back").click()
    await part(page, "go").click()

    assert said == [("New here?", 0), ("One letter a week", 1)]
    await expect(part(page, "progress")).to_have_text("3 of 3")
    await expect(control(page, "email")).to_have_value("jovana@post.example")
    await expect(control(page, "consent").first).to_be_checked()
    await part(page, "submit").click()
    await expect(part(page, "status")).to_contain_text("We write to jovana@post.example.")


async def test_each_step_takes_the_focus_so_that_it_is_read_out(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, **STEPS)
    await show(page, shop)
    await part(page, "go").focus()
    await page.keyboard.press("Enter")
    await part(page, "back").wait_for()

    assert await part(page, "dialog").evaluate("one => one.getRootNode().activeElement == one")
    assert await part(page, "dialog").locator("#t").count() == 1


async def test_a_step_in_a_language_nobody_wrote_it_in_is_read_as_it_was_written(
    page: Page, desk: Desk, shop: Shop
) -> None:
    shop.html = 'lang="ru"'
    popup(desk, steps=[{"title": {"en": "New here?"}}])
    await show(page, shop)

    assert await page_of(page) == "New here?"
    await expect(part(page, "go")).to_have_text("Дальше")


async def test_o1_steps_of_a_bar_come_at_its_press(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, **STEPS | {"layout": "bar"})
    await show(page, shop)
    first = await page_of(page)
    await part(page, "submit").click()

    await expect(part(page, "progress")).to_have_text("1 of 3")
    assert (first, await page_of(page)) == ("Shall we write to you?", "New here?")


async def test_after_steps_too_words_left_empty_are_not_another_offers(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, offers="text", steps=[{"title": {"en": "New here?"}}])
    await show(page, shop)
    await part(page, "go").click()

    await expect(part(page, "page").locator("h2")).to_have_text("A word from us")
    await expect(part(page, "page").locator("p")).to_have_text(["2 of 2"])


async def page_of(page: Page) -> str:
    """The heading of what is seen now."""
    return await part(page, "page").locator("h2").inner_text()
