"""What is remembered of a visitor, and when: three memories, with and without the wish not to be followed."""

import pytest
from playwright.async_api import Page

from tests.static.fake_desk import KEY, Desk
from tests.static.shop import Shop
from tests.static.test_facts import ask
from tests.static.waiting import until
from tests.static.watching import part, storage

SHY = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })"
DO_NOT_TRACK = "Object.defineProperty(navigator, 'doNotTrack', { value: '1' })"
ALWAYS = "01jd8x2m4vq7k3n5p9r1s6t8wa"
VISITOR, VISIT, CONSENT = (f"frontdesk:{KEY}:{name}" for name in ("visitor", "visit", "consent"))


@pytest.mark.parametrize(
    ("memory", "wish", "at_once", "after_a_press", "after_consent"),
    [
        ("after_interaction", "", [], [VISIT, VISITOR], [CONSENT, VISIT, VISITOR]),
        ("after_interaction", SHY, [], [VISITOR], [CONSENT, VISIT, VISITOR]),
        ("after_consent", "", [], [], [CONSENT, VISIT, VISITOR]),
        ("after_consent", SHY, [], [], [CONSENT, VISIT, VISITOR]),
        ("always", "", [VISIT, VISITOR], [VISIT, VISITOR], [CONSENT, VISIT, VISITOR]),
        ("always", SHY, [], [VISITOR], [CONSENT, VISIT, VISITOR]),
        ("always", DO_NOT_TRACK, [], [VISITOR], [CONSENT, VISIT, VISITOR]),
    ],
)
async def test_p1_nothing_is_stored_and_nobody_named_before_it_may_be(
    memory: str,
    wish: str,
    at_once: list[str],
    after_a_press: list[str],
    after_consent: list[str],
    page: Page,
    desk: Desk,
    shop: Shop,
) -> None:
    desk.site.update(memory=memory, live=1)
    ask(desk, "visits", "at_least", 2)  # so that visits are counted
    await page.add_init_script(wish)
    stored = []

    await page.goto(f"{shop.address}/")
    await part(page, "launcher", ALWAYS).wait_for()
    await until(lambda: desk.hellos)  # the line stands before any interaction
    stored.append(sorted(await storage(page)))
    await part(page, "launcher", ALWAYS).press("Shift")
    stored.append(sorted(await storage(page)))
    await page.evaluate("void frontdesk.push(['consent', ['analytics']])")
    await page.evaluate("dispatchEvent(new Event('pagehide'))")
    stored.append(sorted(await storage(page)))

    assert stored == [at_once, after_a_press, after_consent]
    assert ("visitor" in desk.hellos[0]) is bool(at_once)
    assert await page.context.cookies() == []


async def test_p1_consent_to_something_else_counts_no_visits_of_who_does_not_want_to_be_followed(
    page: Page, desk: Desk, shop: Shop
) -> None:
    ask(desk, "visits", "at_least", 2)
    await page.add_init_script(SHY)
    await page.goto(f"{shop.address}/")
    await part(page, "launcher", ALWAYS).wait_for()

    await page.evaluate("void frontdesk.push(['consent', ['marketing']]); dispatchEvent(new Event('pagehide'))")

    assert sorted(await storage(page)) == [CONSENT, VISITOR]
