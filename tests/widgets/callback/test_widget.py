"""What a visitor sees of the callback, from the launcher to the outcome, by mouse, by keyboard and by ear."""

import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.static.fake_desk import Desk, now_ms
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, leave_number, open_panel, part
from widgets.callback.settings import CallbackSettings

ROOM = Path(__file__).parents[3] / "widgets/callback"


async def wait_for_call(page: Page, desk: Desk, shop: Shop, **progress: Any) -> None:
    """Leave a number, and then hear of its progress."""
    await page.goto(f"{shop.address}/")
    await leave_number(page)
    await until(lambda: desk.leads)
    await expect(part(page, "status")).not_to_be_empty()
    if progress:
        desk.progress("lead1", **progress)


def test_the_browser_promises_what_the_settings_promise() -> None:
    source = (ROOM / "later.js").read_text("utf-8")

    assert f"const PROMISE_SECONDS = {CallbackSettings().promise_seconds};" in source


async def test_a_sending_form_says_so_and_sends_once(page: Page, desk: Desk, shop: Shop) -> None:
    desk.answers = lambda way, said: "silence"
    await page.goto(f"{shop.address}/")
    await leave_number(page)

    await expect(part(page, "submit")).to_have_text("Sending…")
    await part(page, "submit").click(force=True)
    await page.keyboard.press("Enter")
    await until(lambda: desk.submissions)

    assert len({said["key"] for _, said in desk.submissions}) == 1


async def test_while_waiting_the_clock_counts_from_the_servers_time(page: Page, desk: Desk, shop: Shop) -> None:
    await wait_for_call(page, desk, shop)
    now = now_ms()
    frame = {"type": "progress", "lead": "lead1", "state": "queued", "promise_seconds": 90}
    desk.send(frame | {"since": now - 15_000, "now": now})

    await expect(part(page, "clock")).to_have_text("1:14", timeout=4000)
    await expect(part(page, "status")).to_contain_text("We are ringing the team")
    await expect(part(page, "status")).to_contain_text("+381\u00a060\u00a01234567")


async def test_a_promise_not_kept_is_said_plainly(page: Page, desk: Desk, shop: Shop) -> None:
    await wait_for_call(page, desk, shop)
    now = now_ms()
    desk.send(
        {
            "type": "progress",
            "lead": "lead1",
            "state": "queued",
            "promise_seconds": 28,
            "since": now - 26_500,
            "now": now,
        }
    )

    await expect(part(page, "status")).to_contain_text("We did not make it in 28 seconds. Sorry.", timeout=5000)
    await expect(part(page, "clock")).to_be_hidden()

    # nobody has taken it: the number can still be put right
    await part(page, "status").get_by_role("button", name="Wrong number? Change it").click()
    await leave_number(page, "+381 60 7654321")
    await until(lambda: len(desk.leads) == 2)
    assert desk.submissions[-1][1]["values"] == {"phone": "+381 60 7654321", "corrects": "lead1"}


@pytest.mark.parametrize(
    ("progress", "title", "button"),
    [
        ({"state": "ringing_manager"}, "We are ringing the team", "Wrong number? Change it"),
        ({"state": "manager_answered", "by": "Anna"}, "Anna is calling you", None),
        ({"state": "ringing_visitor", "by": "Anna"}, "Anna is calling you", None),
        ({"state": "bridged", "by": "Anna"}, "Anna is calling you", None),
        ({"state": "queued", "reason": "needs_manager"}, "One of us will call you", "Wrong number? Change it"),
        ({"state": "ended", "outcome": "reached"}, "Thank you for the talk", None),
        ({"state": "ended", "outcome": "no_answer"}, "We rang, and nobody answered", "Call me again"),
        ({"state": "ended", "outcome": "busy"}, "Your line was busy", "Call me again"),
        ({"state": "ended", "outcome": "wrong_number"}, "That number did not reach you", "Wrong number? Change it"),
        ({"state": "ended", "outcome": "later", "again_at": 1893495600000}, "We call you again", None),
        ({"state": "ended", "outcome": "of a later version"}, "This request is closed", None),
    ],
)
async def test_each_state_is_told_as_it_is(
    progress: dict[str, Any], title: str, button: str | None, page: Page, desk: Desk, shop: Shop
) -> None:
    await wait_for_call(page, desk, shop, **progress)

    await expect(part(page, "status").locator("h2")).to_have_text(title)
    assert await part(page, "status").locator("button").all_inner_texts() == ([button] if button else [])
    assert await part(page, "panel").get_attribute("aria-labelledby") == await part(page, "status").locator(
        "h2"
    ).get_attribute("id")


async def test_over_a_limit_no_time_is_promised(page: Page, desk: Desk, shop: Shop) -> None:
    answer = {"lead": "lead1", "visitor": "p", "state": "queued", "reason": "needs_manager", "promise_seconds": 28}
    desk.answers = lambda way, said: (201, answer)
    await page.goto(f"{shop.address}/")
    await leave_number(page)

    await expect(part(page, "status")).to_contain_text("One of us will call you")
    await expect(part(page, "clock")).to_be_hidden()


async def test_after_the_end_a_new_request_begins_with_what_is_known(page: Page, desk: Desk, shop: Shop) -> None:
    await wait_for_call(page, desk, shop, state="ended", outcome="no_answer")
    await part(page, "second").click()

    await expect(control(page, "phone")).to_be_focused()
    assert await control(page, "phone").input_value() == "+381 60 1234567"
    assert await control(page, "consent").is_checked() is False
    await leave_number(page)
    await until(lambda: len(desk.leads) == 2)


async def test_a_number_left_before_is_filled_in_on_another_page_and_consent_is_not(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await wait_for_call(page, desk, shop, state="ended", outcome="reached")
    await expect(part(page, "status")).to_contain_text("Thank you for the talk")

    await page.goto(f"{shop.address}/two")
    await open_panel(page)

    assert await control(page, "phone").input_value() == "+381 60 1234567"
    assert await control(page, "consent").is_checked() is False


async def test_errors_stand_beside_their_fields_and_the_focus_goes_to_the_first(page: Page, shop: Shop) -> None:
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await part(page, "submit").click()

    await expect(control(page, "phone")).to_be_focused()
    said = [
        await page.evaluate(
            """name => { const root = document.querySelector("frontdesk-widget").shadowRoot;
            const field = root.querySelector(`[name=${name}]`);
            const error = root.getElementById(field.getAttribute("aria-describedby"));
            return [field.getAttribute("aria-invalid"), error && error.textContent]; }""",
            name,
        )
        for name in ("phone", "name", "consent")
    ]
    assert said == [
        ["true", "Please write your number."],
        [None, None],
        ["true", "Please tick this, or we may not call."],
    ]


@pytest.mark.parametrize(
    ("reason", "hint", "said"),
    [
        ("too_short", {"country": "RS", "digits": 2}, "Сербия: в номере не хватает 2 цифр."),
        ("too_long", {"country": "RS", "digits": 1}, "Сербия: в номере 1 лишняя цифра."),
        ("too_short", {}, "Этот номер слишком короткий."),
        ("not_a_number", {}, "Это не похоже на номер телефона."),
        ("not_ordinary", {}, "На такие номера мы не звоним."),
        ("country_not_allowed", {"countries": ["RS", "RU"]}, "Мы звоним только на номера этих стран: Сербия и Россия."),
        ("country_not_allowed", {"countries": ["RU"]}, "Мы звоним только на номера этой страны: Россия."),
        ("of_a_later_version", {}, "The server's own sentence."),
    ],
)
async def test_a_refused_number_is_explained_in_the_visitors_language(
    reason: str, hint: dict[str, Any], said: str, page: Page, desk: Desk, shop: Shop
) -> None:
    refusal = {"code": "invalid", "message": "No.", "again": False, "errors": {"phone": "The server's own sentence."}}
    desk.answers = lambda way, sent: (
        422,
        refusal | {"reasons": {"phone": reason}, "hints": {"phone": hint} if hint else {}},
    )
    shop.html = 'lang="ru"'
    await page.goto(f"{shop.address}/")
    await leave_number(page)

    await expect(page.locator("[id=phone-error]")).to_have_text(said)
    await expect(control(page, "phone")).to_be_focused()
    assert await control(page, "phone").input_value() == "+381 60 1234567"


async def test_what_was_agreed_to_stays_ticked_when_the_number_is_refused(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"][0] |= {
        "consent": ["contact", "marketing"],
        "settings": {"consent_marketing": {"en": "Letters, once a month."}},
    }
    refusal = {"code": "invalid", "again": False, "errors": {"phone": "No."}, "reasons": {"phone": "not_ordinary"}}
    desk.answers = lambda way, sent: (422, refusal) if len(desk.submissions) < 2 else None
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await control(page, "question").fill("Shipping?")
    await leave_number(page)
    await expect(page.locator("[id=phone-error]")).to_have_text("We cannot call numbers of this kind.")

    kept = await control(page, "consent").evaluate_all("all => all.map(one => one.checked)")
    await control(page, "phone").fill("+381 60 7654321")
    await part(page, "submit").click()
    await until(lambda: desk.leads)

    assert (kept, await control(page, "question").input_value()) == ([True, False], "Shipping?")
    assert [said["consent"] for _, said in desk.submissions] == [["contact"], ["contact"]]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('lang="en"', ["this country only: Russia.", "these countries only: Russia and Serbia."]),
        ('lang="ru"', ["номера этой страны: Россия.", "номера этих стран: Россия и Сербия."]),
        ('lang="sr"', ["бројеве ове земље: Русија.", "бројеве ових земаља: Русија и Србија."]),
        ('lang="sr-Latn"', ["brojeve ove zemlje: Rusija.", "brojeve ovih zemalja: Rusija i Srbija."]),
    ],
)
async def test_a4_one_country_and_several_are_spoken_of_as_what_they_are(
    html: str, said: list[str], page: Page, desk: Desk, shop: Shop
) -> None:
    shop.html = html
    for countries, words in zip((["RU"], ["RU", "RS"]), said, strict=True):
        desk.site["widgets"][0]["settings"] = {"countries": countries}
        await page.goto(f"{shop.address}/")
        await open_panel(page)
        await page.wait_for_function(
            "!!document.querySelector('frontdesk-widget').shadowRoot.querySelector('form').judge"
        )
        await expect(page.locator("frontdesk-widget select option")).to_have_count(len(countries))
        await control(page, "phone").fill("+44 20 7946 0018")
        await part(page, "submit").click()

        await expect(page.locator("[id=phone-error]")).to_contain_text(words)


async def test_what_is_put_right_is_no_longer_called_wrong(page: Page, shop: Shop) -> None:
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await part(page, "submit").click()
    await expect(part(page, "error").first).to_have_text("Please write your number.")

    await control(page, "phone").press_sequentially("0641234567")
    await page.keyboard.press("Tab")
    await expect(page.locator("[id=phone-error]")).to_be_hidden()
    await expect(control(page, "phone")).to_have_attribute("aria-invalid", "false")
    await expect(page.locator("[id=contact-error]")).to_be_visible()  # that one is wrong still

    await control(page, "consent").check()
    await expect(page.locator("[id=contact-error]")).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("060 12 34", "This number is too short."),
        ("+7 916 123 45 6", "Russia: this number is 1 digit short."),
        ("+44 20 7946 0018", "We can call numbers of these countries only: Serbia and Russia."),
        ("+381 60 1234567", ""),
    ],
)
async def test_a_number_plainly_wrong_and_a_missing_consent_are_told_in_one_round(
    typed: str, said: str, page: Page, desk: Desk, shop: Shop
) -> None:
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await expect(page.locator("frontdesk-widget select option")).to_have_count(2)
    await page.wait_for_function("!!document.querySelector('frontdesk-widget').shadowRoot.querySelector('form').judge")
    await control(page, "phone").fill(typed)
    await part(page, "submit").click()

    await expect(page.locator("[id=contact-error]")).to_have_text("Please tick this, or we may not call.")
    assert await page.locator("[id=phone-error]").all_inner_texts() == ([said] if said else [])
    assert desk.submissions == []


async def test_a_number_that_is_changed_names_the_lead_it_corrects_and_only_the_new_one_is_followed(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await wait_for_call(page, desk, shop)
    await part(page, "second").click()
    desk.progress("lead1", "queued", promise_seconds=28)
    await leave_number(page, "+381 60 7654321")
    await until(lambda: len(desk.leads) == 2)
    await expect(part(page, "status")).to_contain_text("+381\u00a060\u00a07654321")

    assert [said["values"] for _, said in desk.submissions] == [
        {"phone": "+381 60 1234567"},
        {"phone": "+381 60 7654321", "corrects": "lead1"},
    ]
    await until(lambda: desk.hellos[-1]["watch"] == ["lead2"])

    desk.progress("lead2", "ended", outcome="no_answer")
    await part(page, "second").click()
    await leave_number(page)
    await until(lambda: len(desk.leads) == 3)
    assert "corrects" not in desk.submissions[-1][1]["values"]


async def test_a_page_from_right_to_left_does_not_turn_words_that_run_from_left_to_right(
    page: Page, shop: Shop
) -> None:
    shop.html = 'lang="ar" dir="rtl"'
    await page.goto(f"{shop.address}/")
    await open_panel(page)

    heading = await part(page, "panel").locator("h2").bounding_box()
    lead = await part(page, "panel").locator("h2 + p").bounding_box()
    close = await part(page, "close").bounding_box()

    assert heading is not None
    assert lead is not None
    assert close is not None
    assert heading["x"] == lead["x"]
    assert heading["x"] + heading["width"] <= close["x"] + 10
    assert await page.locator("frontdesk-widget").get_attribute("dir") == "ltr"


async def test_a_site_in_arabic_is_laid_out_from_right_to_left(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["languages"] = ["ar"]
    await page.goto(f"{shop.address}/")

    await part(page, "launcher").wait_for()

    assert await page.locator("frontdesk-widget").get_attribute("dir") == "rtl"


async def test_p2_each_purpose_has_an_unticked_box_of_its_own_and_the_required_one_is_asked_for(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["widgets"][0] |= {
        "consent": ["contact", "marketing"],
        "settings": {
            "consent_marketing": {"en": "Letters, once a month."},
            "privacy_url": "https://shop.example/privacy",
        },
    }
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    boxes = await control(page, "consent").evaluate_all("all => all.map(one => [one.value, one.checked])")
    await control(page, "phone").fill("+381601234567")
    await control(page, "consent").nth(1).check()
    await part(page, "submit").click()
    await expect(page.locator("[id=contact-error]")).to_have_text("Please tick this, or we may not call.")
    refused = len(desk.submissions)
    await control(page, "consent").nth(0).check()
    await part(page, "submit").click()
    await until(lambda: desk.submissions)

    assert (boxes, refused) == ([["contact", False], ["marketing", False]], 0)
    assert desk.submissions[0][1]["consent"] == ["contact", "marketing"]
    assert [words.strip() for words in await part(page, "consent").all_inner_texts()] == [
        "Use my number for this call. Nothing else. Details",
        "Letters, once a month.",
    ]


async def test_the_owner_decides_what_is_asked_and_in_which_words(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"][0]["settings"] = {
        "ask_name": False,
        "ask_question": False,
        "promise_seconds": 61,
        "button": {"en": "Ring me"},
        "promise": {"ru": "Только по-русски"},
    }
    await page.goto(f"{shop.address}/")
    await open_panel(page)

    names = "all => all.filter(one => !one.hidden).map(one => one.name || one.getAttribute('aria-label'))"
    assert await page.locator("frontdesk-widget").locator("input, select").evaluate_all(names) == [
        "Country code",
        "phone",
        "consent",
    ]
    assert await part(page, "panel").locator("h2, h2 + p").all_inner_texts() == [
        "We call you back in 61 seconds",
        "Leave your number, and one of us calls you.",
    ]
    assert await part(page, "submit").inner_text() == "Ring me"


async def test_what_fills_in_the_hidden_field_is_told_of(page: Page, desk: Desk, shop: Shop) -> None:
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await control(page, "website").evaluate("one => (one.value = 'https://spam.example')")
    await leave_number(page)
    await until(lambda: desk.submissions)

    assert desk.submissions[0][1]["trap"] == "https://spam.example"


async def test_a1_by_keyboard_alone_from_the_launcher_to_the_end_and_back(page: Page, desk: Desk, shop: Shop) -> None:
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()
    for _ in range(3):  # the link, the button, the launcher
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(control(page, "phone")).to_be_focused()
    await expect(page.locator("frontdesk-widget select option")).to_have_count(2)

    await page.keyboard.type("0601234567")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowUp")
    for typed in ("", "Jovana", "Shipping?"):
        await page.keyboard.press("Tab")
        await page.keyboard.type(typed)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(part(page, "status")).to_contain_text("We are ringing the team")
    await expect(part(page, "panel")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(part(page, "launcher")).to_be_focused()

    assert desk.submissions[0][1]["values"] == {
        "phone": "+381 60 1234567",
        "name": "Jovana",
        "question": "Shipping?",
    }


async def test_a1_the_focus_returns_to_what_opened_the_panel(page: Page, shop: Shop) -> None:
    shop.body += "<script>button.onclick = () => frontdesk.push(['open', 'callback'])</script>"
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()
    await page.locator("#button").click()
    await expect(control(page, "phone")).to_be_focused()
    await page.keyboard.press("Escape")

    assert await page.evaluate("document.activeElement.id") == "button"


async def test_a2_everything_to_press_is_large_enough_for_a_finger(browser: Browser, shop: Shop) -> None:
    context = await browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True)
    page = await context.new_page()
    await page.goto(f"{shop.address}/")
    await open_panel(page)

    small = (
        await page.locator("frontdesk-widget")
        .locator("button, input, select")
        .evaluate_all(
            """all => all.filter(one => !one.hidden).map(one => (one.type == "checkbox" ? one.closest("label") : one))

        .map(one => one.getBoundingClientRect()).map(({ width, height }) => [width, height].map(Math.round))
        .filter((sides) => Math.min(...sides) < 44)"""
        )
    )
    sizes = (
        await page.locator("frontdesk-widget")
        .locator("input, select")
        .evaluate_all(
            "all => all.filter(one => one.type != 'checkbox' && parseFloat(getComputedStyle(one).fontSize) < 16).length"
        )
    )
    wide = await page.evaluate("document.documentElement.scrollWidth")

    assert (small, sizes, wide) == ([], 0, 320)
    await context.close()


async def test_a3_the_clock_is_no_live_region_and_stands_still_while_the_panel_is_closed(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await wait_for_call(page, desk, shop)
    inside = await part(page, "clock").evaluate("one => !!one.closest('[aria-live], [role=status], [role=alert]')")
    await page.evaluate(
        """window.changes = 0;
        new MutationObserver(() => changes++).observe(document.querySelector("frontdesk-widget").shadowRoot,
          { subtree: true, childList: true, characterData: true })"""
    )
    await part(page, "close").click()
    await page.wait_for_timeout(100)
    closed = await page.evaluate("changes")
    await page.wait_for_timeout(2200)

    assert (inside, await page.evaluate("changes")) == (False, closed)


def test_a4_every_language_has_every_word_and_each_placeholder() -> None:
    words = {path.stem: json.loads(path.read_text("utf-8")) for path in (ROOM / "texts").glob("*.json")}

    assert sorted(words) == ["en", "ru", "sr"]
    for language in ("ru", "sr"):
        assert list(words[language]) == list(words["en"])
        for key, text in words[language].items():
            assert placeholders(text) == placeholders(words["en"][key]), (language, key)


def placeholders(text: str) -> set[str]:
    """The names in braces, without their plural forms."""
    return {piece.split("}")[0].split("|")[0] for piece in text.split("{")[1:]}


@pytest.mark.parametrize(
    ("html", "seconds", "title"),
    [
        ('lang="en"', 60, "We call you back in 60 seconds"),
        ('lang="ru"', 21, "Перезвоним за 21 секунду"),
        ('lang="ru"', 33, "Перезвоним за 33 секунды"),
        ('lang="ru"', 28, "Перезвоним за 28 секунд"),
        ('lang="sr"', 21, "Зовемо вас за 21 секунду"),
        ('lang="sr"', 33, "Зовемо вас за 33 секунде"),
        ('lang="sr-Latn"', 28, "Zovemo vas za 28 sekundi"),
    ],
)
async def test_a4_numbers_take_the_form_the_language_asks_for(
    html: str, seconds: int, title: str, page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["widgets"][0]["settings"] = {"promise_seconds": seconds}
    shop.html = html
    await page.goto(f"{shop.address}/")
    await open_panel(page)

    assert await part(page, "panel").locator("h2").inner_text() == title


# state × width × theme × direction, chosen so that every pair of values meets at least once or nearly so
SIGHTS = [
    ("launcher", 320, "dark", "rtl"),
    ("form", 1200, "light", "ltr"),
    ("errors", 320, "light", "rtl"),
    ("waiting", 1200, "dark", "rtl"),
    ("taken", 320, "light", "ltr"),
    ("ended", 320, "dark", "ltr"),
]


@pytest.mark.parametrize(("state", "width", "theme", "direction"), SIGHTS)
async def test_a1_axe_finds_nothing(
    state: str, width: int, theme: Any, direction: str, browser: Browser, desk: Desk, shop: Shop
) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion="reduce"
    )
    page = await context.new_page()
    shop.html, shop.body = f'lang="en" dir="{direction}"', "<main><h1>Harbour Row</h1></main>"
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()
    if state in ("form", "errors"):
        await open_panel(page)
        await expect(page.locator("frontdesk-widget select option")).to_have_count(2)
    if state == "errors":
        await part(page, "submit").click()
    if state in ("waiting", "taken", "ended"):
        await leave_number(page)
        await expect(part(page, "status")).to_contain_text("We are ringing the team")
    if state == "taken":
        desk.progress("lead1", "manager_answered", by="Anna")
        await expect(part(page, "status")).to_contain_text("Anna is calling you")
    if state == "ended":
        desk.progress("lead1", "ended", outcome="no_answer")
        await expect(part(page, "status")).to_contain_text("nobody answered")

    found = await Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]] == []
    await context.close()
