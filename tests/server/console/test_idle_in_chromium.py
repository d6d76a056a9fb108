"""Whoever has not touched the console for ten minutes is not here, until they touch it again."""

import asyncio


async def here(console, *names):
    """Wait until these are here, and nobody else."""
    async with asyncio.timeout(15):
        while [each.name for each in await console.presence.online(console.site.id)] != [*names]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_l4_ten_minutes_without_a_touch_are_being_away_and_one_touch_is_being_back(console, browser):
    page = await console.at_desk(browser, console.owner, "/console/conversations")
    await page.clock.install()
    await page.reload()
    await page.wait_for_selector("body[data-line=well]")
    await page.clock.fast_forward(9 * 60_000)
    await here(console, "Anna Petrova")  # the line was quiet for too long, and came back
    await page.clock.fast_forward(2 * 60_000)
    await here(console)
    await page.mouse.move(200, 200)
    await page.mouse.move(300, 300)
    await here(console, "Anna Petrova")
