"""The inbox as managers use it, in a real browser."""

import asyncio

import pytest
from playwright.async_api import expect
from sqlalchemy import select, update

from server.calls.tables import calls
from tests.server.console.at_work import OUTPUT
from tests.server.console.test_inbox import many_more

LOADED = "Failed to load resource: the server responded with a status of"


async def rings(console, browser, **more):
    """Anna at her desk while somebody's call rings."""
    await console.ask_for_call(**({"name": "Ivana Lukić", "question": "Open on Sunday?"} | more))
    page = await console.at_desk(browser, console.owner)
    await expect(page.locator(".ringing")).to_be_visible()
    return page


async def test_a_call_appears_by_itself_with_its_clock_and_the_title_counts_it(console, browser):
    page = await console.at_desk(browser, console.owner)
    await expect(page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    await page.evaluate("window.stays = true")
    await console.ask_for_call(name="Ivana Lukić", question="Open on Sunday?")
    await expect(page.locator(".ringing h2")).to_have_text("Ivana Lukić")
    figure = page.locator(".ringing [data-figure]")
    before = await figure.inner_text()
    await expect(figure).not_to_have_text(before)  # it ticks by itself
    await expect(page).to_have_title("(1) Inbox · Frontdesk")
    await expect(page.locator("#told")).to_have_text("Ivana Lukić asks to be called")
    await expect(page.locator("#leads-list")).to_contain_text("Ivana Lukić")
    assert (await page.evaluate("window.stays"), console.troubles) == (True, [])


async def test_of_two_managers_one_takes_the_call_and_the_other_reads_who_has_it(console, browser):
    email = await console.hire("Dmitri Orlov")
    anna = await rings(console, browser)
    dmitri = await console.at_desk(browser, email)
    pressed, go_on = asyncio.Event(), asyncio.Event()

    async def hold(route):
        pressed.set()
        await go_on.wait()
        await route.continue_()

    await dmitri.route("**/take", hold)
    await dmitri.get_by_role("button", name="Take and call").click()
    await pressed.wait()
    await anna.get_by_role("button", name="Take and call").click()
    await expect(anna.locator(".mine h2")).to_have_text("Ivana Lukić")
    await expect(dmitri.locator("#talking-card")).to_contain_text("Anna Petrova")
    await expect(dmitri.locator(".ringing")).to_have_count(0)
    go_on.set()  # what Dmitri pressed has left his page by now
    await expect(dmitri.locator(".toast")).to_contain_text("Anna Petrova was quicker and has this one.")
    assert [trouble for trouble in console.troubles if not trouble.startswith(f"{LOADED} 409")] == []


async def test_a_half_written_note_and_the_focus_stay_while_others_come_in(console, browser):
    page = await rings(console, browser)
    await page.get_by_role("button", name="Take and call").click()
    await page.get_by_text("Reached", exact=True).click()
    note = page.locator(".mine textarea")
    await note.fill("Wants an inv")
    await console.ask_for_call("+381601234568", name="Milan")
    await expect(page.locator("#waiting-list li")).to_have_count(1)
    await console.ask_for_call("+381601234569", name="Vesna")
    await expect(page.locator("#waiting-list li")).to_have_count(2)
    await page.keyboard.type("oice")
    await expect(note).to_have_value("Wants an invoice")
    await page.get_by_role("button", name="Save the outcome").click()
    await expect(page.locator("#today")).to_contain_text("Ivana Lukić, reached")
    await expect(page.locator(".toast")).to_contain_text("Saved.")
    assert console.troubles == []


async def test_a_call_is_taken_and_ended_by_keyboard_alone(console, browser):
    page = await rings(console, browser)
    await console.ask_for_call("+381601234568", name="Milan")
    await expect(page.locator("#waiting-list li")).to_have_count(1)
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    await page.locator("body").focus()
    await page.evaluate("document.activeElement.blur()")
    await page.keyboard.press("j")
    await expect(page.locator(".ringing")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.locator("#waiting-list li")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine h2")).to_have_text("Milan")
    await page.keyboard.press("k")
    await expect(page.locator(".mine")).to_be_focused()
    for _ in range(3):
        await page.keyboard.press("Tab")  # the card, the number, the first outcome
    await page.keyboard.press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Two bags, please ?jk")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#today")).to_contain_text("Milan, reached")
    await expect(page.locator("#today")).to_contain_text("Two bags, please ?jk")
    assert console.troubles == []


async def test_enter_takes_the_one_that_rings_and_letters_can_be_switched_off(console, browser):
    page = await rings(console, browser)
    await page.keyboard.press("?")
    await page.get_by_role("switch", name="Single letters work as keys").uncheck()
    await page.get_by_role("dialog").get_by_role("button", name="Close").click()
    await page.evaluate("document.activeElement.blur()")
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine")).to_be_visible()


async def test_to_call_again_asks_for_a_time_and_says_under_the_field_when_it_is_past(console, browser):
    page = await rings(console, browser)
    await page.get_by_role("button", name="Take and call").click()
    when = page.locator(".mine input[name=at]")
    await expect(when).to_be_hidden()
    await page.get_by_text("Call again at…").click()
    await when.fill("2020-01-01T10:00")
    await page.get_by_role("button", name="Save the outcome").click()
    await expect(page.locator(".mine .error")).to_have_text("Choose a time to come.")
    await expect(when).to_be_focused()
    await expect(when).to_have_attribute("aria-invalid", "true")
    await when.fill("2035-01-15T10:30")
    await expect(page.locator(".mine .error")).to_have_count(0)
    await page.get_by_role("button", name="Save the outcome").click()
    await expect(page.locator("#later-card")).to_contain_text("10:30")
    assert [trouble for trouble in console.troubles if not trouble.startswith(f"{LOADED} 422")] == []


async def test_a_lost_line_says_so_tries_again_and_nothing_is_missed(console, browser):
    page = await console.at_desk(browser, console.owner)
    with console.out_of_reach():
        await expect(page.locator("#offline")).to_contain_text(
            "No connection. Trying again; what you have typed stays."
        )
        await page.get_by_role("button", name="Try now").click()
        await expect(page.locator("#offline")).to_be_visible()
        await console.ask_for_call(name="Ivana Lukić")
    await expect(page.locator(".ringing h2")).to_have_text("Ivana Lukić")
    await expect(page.locator("#offline")).to_be_hidden()


async def test_the_bell_rings_only_for_who_switched_it_on(console, browser):
    email = await console.hire("Dmitri Orlov")
    anna = await console.at_desk(browser, console.owner)
    dmitri = await console.at_desk(browser, email)
    await anna.get_by_role("switch", name="Ring me").check()
    await expect(anna.locator("body")).to_have_attribute("data-rung", "1")  # how it will sound
    await console.ask_for_call()
    await expect(anna.locator(".ringing")).to_be_visible()
    await expect(dmitri.locator(".ringing")).to_be_visible()
    await expect(anna.locator("body")).to_have_attribute("data-rung", "2")
    assert await dmitri.get_attribute("body", "data-rung") is None
    await anna.reload()
    await expect(anna.get_by_role("switch", name="Ring me")).to_be_checked()


async def test_notifications_are_asked_for_by_a_press_only_and_then_tell_who_asks(console, browser):
    page = await console.at_desk(browser, console.owner)
    await page.evaluate(
        """() => {
          const tell = (title, more) => (document.body.dataset.told = `${title}: ${more.body}`);
          window.Notification = class { constructor(...told) { tell(...told); } };
          Notification.permission = "granted";
          document.hasFocus = () => false;
        }"""
    )
    await console.ask_for_call(name="Ivana Lukić", question="Open on Sunday?")
    await expect(page.locator(".ringing")).to_be_visible()
    await expect(page.locator("body")).to_have_attribute("data-told", "Ivana Lukić asks to be called: Open on Sunday?")


async def test_who_is_at_the_desk_is_seen_by_colleagues(console, browser):
    email = await console.hire("Dmitri Orlov")
    anna = await console.at_desk(browser, console.owner)
    await expect(anna.locator("#team li")).to_have_count(1)
    dmitri = await console.at_desk(browser, email)
    await expect(anna.locator("#team")).to_contain_text("Dmitri Orlov")
    await dmitri.context.close()
    await expect(anna.locator("#team li")).to_have_count(1)


async def test_a_log_out_sends_the_other_open_pages_of_that_browser_to_the_log_in(console, browser):
    page = await console.at_desk(browser, console.owner)
    other = await page.context.new_page()
    await other.goto(f"{console.address}/console/people")
    await other.wait_for_selector("body[data-line=well]")
    await page.locator("details.me summary").click()
    await page.get_by_role("button", name="Log out").click()
    await expect(page.get_by_text("You have logged out.")).to_be_visible()
    await other.wait_for_url("**/console/login?why=again", timeout=5_000)


async def test_leads_are_taken_in_place(console, browser):
    page = await console.at_desk(browser, console.owner)
    await console.write_letter(name="Tom Hale", email="tom@mail.example", message="Hello")
    row = page.locator(".lead", has_text="Tom Hale")
    await row.get_by_role("button", name="Take").click()
    await expect(row).to_contain_text("with you")
    await expect(page).to_have_title("Inbox · Frontdesk")
    assert console.troubles == []


async def test_who_waits_longer_than_a_page_shows_is_reached_and_stays_while_news_come(console, browser):
    await console.ask_for_call("+381601230000", name="Oldest")
    await many_more(console)
    page = await console.at_desk(browser, console.owner)
    await expect(page.locator(".ringing h2")).to_have_text("Oldest")
    await expect(page).to_have_title("(204) Inbox · Frontdesk")
    await page.locator("#calls-more").get_by_role("button", name="Show more").click()
    await expect(page.locator("#waiting-list > li")).to_have_count(203)
    await console.ask_for_call("+381601239999", name="Newest")
    await expect(page.locator("#waiting-list > li")).to_have_count(204)
    await expect(page.locator("#told")).to_have_text("Newest asks to be called")
    await page.get_by_role("button", name="Take and call").click()
    await expect(page.locator(".mine h2")).to_have_text("Oldest")
    await expect(page.locator("#waiting-list > li")).to_have_count(204)
    await expect(page.locator("#told")).to_have_text("Newest asks to be called")  # who slid in has not just come
    assert console.troubles == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["en", "ru"])
async def test_a_clock_stays_inside_its_ring_however_long_somebody_waits(console, browser, width, language):
    for number in range(4):
        await console.ask_for_call(f"+38160123450{number}", name=f"Number {number}")
    await console.database.write(long_ago)
    page = await console.at_desk(browser, console.owner, viewport={"width": width, "height": 900})
    where = f"{console.address}/console"
    await page.context.add_cookies([{"name": "frontdesk_language", "value": language, "url": where}])
    await page.goto(f"{where}/")
    await page.wait_for_selector("body[data-line=well]")
    await page.screenshot(path=OUTPUT / f"console-clocks-{width}-{language}.png")
    over = await page.locator(".clock").evaluate_all(
        """(clocks) => clocks.map((clock) => {
          const ring = clock.querySelector(".left").getBoundingClientRect();
          const words = clock.querySelector("[data-figure]").parentElement;
          const range = document.createRange();
          range.selectNodeContents(words);
          const corners = [...range.getClientRects()].flatMap((box) => [[box.left, box.top], [box.right, box.bottom]]);
          const far = Math.max(...corners.map(([x, y]) => Math.hypot(
            x - ring.left - ring.width / 2, (y - ring.top - ring.height / 2) * 0.8)));
          return far < ring.width / 2;
        })"""
    )
    assert over == [True] * 4
    assert await page.locator(".clock").evaluate_all(CROSSED, ["0:28", "+9:59", "+59:59", "+59 мин", "+47 ч"]) == []


# Which words run into the ring of which clock, drawn with every one of these figures: a corner of a line of words lies
# further from the middle than the ring's inner edge. A line box is taller than its figures: a fifth of it counts less.
CROSSED = """(clocks, figures) => clocks.flatMap((clock) => figures.filter((figure) => {
  clock.classList.add("late");
  clock.querySelector("[data-figure]").textContent = figure;
  const circle = clock.querySelector(".track");
  const ring = circle.getBoundingClientRect();
  const svg = clock.querySelector("svg");
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const stroke = parseFloat(getComputedStyle(circle).strokeWidth);
  const inner = (Number(circle.getAttribute("r")) - stroke / 2) * scale;
  const x = ring.left + ring.width / 2, y = ring.top + ring.height / 2;
  return [...clock.querySelectorAll("[data-figure], small")].some((words) => {
    const range = document.createRange();
    range.selectNodeContents(words);
    return [...range.getClientRects()].some((box) => [box.left, box.right].some((across) => {
      const middle = (box.top + box.bottom) / 2 - y, half = (box.height * 0.6) / 2;
      return Math.hypot(across - x, Math.abs(middle) + half) > inner;
    }));
  });
}).map((figure) => [clock.className, figure]))"""


async def test_the_badge_stands_beside_the_icon_on_a_phone(console, browser):
    await console.ask_for_call()
    page = await console.at_desk(browser, console.owner, viewport={"width": 390, "height": 844})
    icon = await page.locator(".nav a .icon").first.bounding_box()
    badge = await page.locator(".nav .count").bounding_box()
    assert badge["x"] >= icon["x"] + icon["width"]


async def test_what_a_visitor_wrote_turns_no_other_words_round(console, browser):
    await console.ask_for_call("+381601234501", name="One", question="first")
    page = await console.at_desk(browser, console.owner)
    await page.get_by_role("button", name="Take and call").click()
    await page.get_by_text("Busy", exact=True).click()
    await page.get_by_role("button", name="Save the outcome").click()
    ended = page.locator("#today li")
    await expect(ended).to_contain_text("busy")
    name, said = await ended.evaluate(
        """(item) => {
          const link = item.querySelector("a");
          link.textContent = "\u202eOne";
          const range = document.createRange();
          range.selectNode(link.nextSibling);
          return [link.getBoundingClientRect().right, range.getBoundingClientRect().left];
        }"""
    )
    assert said >= name - 1


def long_ago(tx):
    """Let those who wait have waited for long: past eighteen minutes, half an hour, an hour, and a month."""
    for row, minutes in zip(tx.all(select(calls).order_by(calls.c.id)), (18, 33, 100, 44_000), strict=True):
        moment = row["created_at"] - minutes * 60_000
        tx.run(update(calls).where(calls.c.id == row["id"]).values(created_at=moment))
