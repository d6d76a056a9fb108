"""Files in the chat: what is too large, what did not arrive, and where none are taken."""

import json

from playwright.async_api import Page, Route, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import part
from tests.widgets.barriers import barriers
from tests.widgets.chat.talking import come, messages


async def choose(page: Page, name: str, data: bytes = b"%PDF-1.7") -> None:
    """Pick a file."""
    chosen = part(page, "attach").locator("input")
    await chosen.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": data})


async def test_what_did_not_arrive_says_so_and_goes_again_under_the_same_key(
    page: Page, desk: Desk, shop: Shop
) -> None:
    shop.body = f"<main>{shop.body}</main>"
    heads = []

    async def answer(route: Route) -> None:
        line = (route.request.post_data_buffer or b"").partition(b"\n")[0]
        if route.request.method == "POST":
            heads.append(json.loads(line))
        if len(heads) == 1:
            await route.abort()
        else:
            await route.fulfill(status=201, json={"number": 1}, headers={"access-control-allow-origin": "*"})

    await page.route("**/files", answer)
    await come(page, desk, shop)
    await choose(page, "offer.pdf")
    await expect(part(page, "files")).to_contain_text("could not be sent")
    assert await barriers(page) == []
    await part(page, "files").get_by_role("button", name="Try again").click()
    await expect(part(page, "files").locator("li")).to_have_count(0)
    assert [each["name"] for each in heads] == ["offer.pdf"] * 2
    assert (heads[0]["key"] == heads[1]["key"], len(heads[0]["visitor"]) >= 22) == (True, True)


async def test_ten_megabytes_are_said_to_be_too_much_before_anything_is_sent(
    page: Page, desk: Desk, shop: Shop
) -> None:
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/files") else None)
    await come(page, desk, shop)
    await choose(page, "film.mp4", bytes(10 * 1024 * 1024 + 1))
    await expect(part(page, "files")).to_contain_text("larger than 10 MB")
    await expect(part(page, "files").get_by_role("button", name="Try again")).to_have_count(0)
    assert asked == []


async def test_where_none_are_taken_none_can_be_chosen_and_those_of_the_team_are_shown(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await come(page, desk, shop, files=False)
    await expect(part(page, "send")).to_be_visible()
    await expect(part(page, "attach")).to_have_count(0)
    desk.say("")
    await until(lambda: desk.talk.messages)
    desk.talk.messages[-1]["file"] = {
        "id": "f",
        "name": "a.pdf",
        "type": "application/pdf",
        "size": 3000,
        "path": "/f/f/t",
    }
    await page.reload()
    await part(page, "launcher").click()
    link = messages(page, "manager").get_by_role("link")
    await expect(link).to_have_text("a.pdf · 3 kB")
    assert (await link.get_attribute("href") or "").endswith("/f/f/t")


async def test_a_picture_that_is_pasted_is_sent_and_words_with_a_picture_stay_words(
    page: Page, desk: Desk, shop: Shop
) -> None:
    sent = []

    async def answer(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(json.loads((route.request.post_data_buffer or b"").partition(b"\n")[0])["name"])
        await route.fulfill(status=201, json={"number": 1}, headers={"access-control-allow-origin": "*"})

    await page.route("**/files", answer)
    await come(page, desk, shop)
    await part(page, "attach").wait_for()
    for words in ("a table", ""):
        await page.evaluate(
            """words => {
              const data = new DataTransfer();
              if (words) data.setData("text/plain", words);
              data.items.add(new File(["x"], words ? "table.png" : "screen.png", {type: "image/png"}));
              const area = document.querySelector("frontdesk-widget").shadowRoot?.querySelector("textarea");
              const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
              area.dispatchEvent(event);
            }""",
            words,
        )
    await until(lambda: sent)
    assert sent == ["screen.png"]
