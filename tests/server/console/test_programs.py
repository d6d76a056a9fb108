"""The page about the programs' door, and an operation tried on it in a real browser."""

TOKEN = "fd_shown_once"


async def test_i1_an_operation_is_tried_with_a_token_and_its_answer_is_shown(console, browser):
    page = await console.at_desk(browser, console.owner)
    await page.goto(f"{console.address}/console/programs")
    answers = []

    async def answer(route):
        answers.append((route.request.method, route.request.url, route.request.headers.get("authorization")))
        await route.fulfill(status=200, json={"items": [{"name": "<b>Jovana</b>"}]})

    await page.route("**/api/v1/**", answer)
    operation = page.locator("#list_leads")
    await operation.locator("summary").click()
    await operation.get_by_role("button", name="Try it").click()
    asks_for_token = await operation.locator("[data-status]").inner_text()
    await page.fill("#token", TOKEN)
    await operation.locator("[name=limit]").fill("5")
    await operation.get_by_role("button", name="Try it").click()
    await operation.locator("[data-answer]").wait_for()

    address = f"{console.address}/api/v1/sites/{console.site.id}/leads?limit=5"
    assert asks_for_token == "Put a token in the field at the top first."
    assert answers == [("GET", address, f"Bearer {TOKEN}")]
    assert "<b>Jovana</b>" in await operation.locator("[data-answer]").inner_text()
    assert (await operation.locator("[data-status]").inner_text()).startswith("200")
    await page.context.close()
