"""Way 3 with files: a visitor sends a picture, the manager an offer, and each reads the other's."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.server.files import made
from tests.support.running import Running
from tests.support.team import at_the_desk, hire
from tests.support.visitor import Visitor, arrive

pytestmark = pytest.mark.storage


async def test_l9_files_go_both_ways_and_what_is_refused_says_why(browser: Browser, running: Running) -> None:
    await running.place("chat")
    anna = await hire(running, "Anna Petrović")
    desk = await at_the_desk(browser, running, anna)
    visitor = await arrive(browser, running.show())
    visitor.kind = "chat"
    await visitor.part("launcher").click()
    await expect(visitor.part("panel")).to_contain_text("online")

    await choose(visitor, "broken cup.jpg", made.photo())
    await expect(visitor.part("picture").locator("img")).to_have_attribute("alt", "broken cup.jpg")
    assert await drawn(visitor.part("picture").locator("img")) == [40, 60]
    await choose(visitor, "cup.svg", made.SVG)
    await expect(visitor.part("files")).to_contain_text("cup.svg")
    await expect(visitor.part("files")).to_contain_text("Files of this kind are not taken.")
    await visitor.part("files").get_by_role("button", name="Remove: cup.svg").click()
    await expect(visitor.part("files").locator("li")).to_have_count(0)

    await desk.goto(f"{running.address}/console/conversations")
    await expect(desk.locator("#talk-rows")).to_contain_text("broken cup.jpg")
    await desk.locator("#talk-rows a").click()
    picture = desk.locator("#talk-log .bubble-file img")
    assert await drawn(picture) == [40, 60]
    await send(desk, "offer.pdf", made.PDF)
    link = visitor.part("message").get_by_role("link", name="offer.pdf")
    await expect(link).to_have_text("offer.pdf · 1 kB")
    async with visitor.page.expect_download() as coming:
        await link.click()
    assert (await (await coming.value).path()).read_bytes() == made.PDF
    await send(desk, "notes.html", made.HTML)
    await expect(desk.locator("#talk-files .error")).to_contain_text("Files of this kind are not taken")

    await visitor.page.reload()
    await visitor.part("launcher").click()
    assert await drawn(visitor.part("picture").locator("img")) == [40, 60]
    await expect(visitor.part("message").get_by_role("link", name="offer.pdf")).to_have_count(1)
    [conversation] = (await running.api("GET", f"/sites/{running.site}/conversations"))["items"]
    kept = (await running.api("GET", f"/conversations/{conversation['id']}/messages"))["items"]
    assert [(each["author"], each["file"]["name"]) for each in kept] == [
        ("visitor", "broken cup.jpg"),
        ("manager", "offer.pdf"),
    ]
    # The refused file is the only thing that the browser itself called an error.
    assert [each for each in visitor.troubles if "422" not in each] == []


async def choose(visitor: Visitor, name: str, data: bytes) -> None:
    """The visitor picks a file."""
    chosen = visitor.part("attach").locator("input")
    await chosen.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})


async def send(desk: Page, name: str, data: bytes) -> None:
    """The manager picks a file."""
    chosen = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    await desk.locator("#talk-file").set_input_files(chosen)


async def drawn(picture: object) -> list[int]:
    """The pixels of a picture that has really been drawn."""
    await expect(picture).to_be_visible()
    size = "each => each.decode().then(() => [each.naturalWidth, each.naturalHeight])"
    return await picture.evaluate(size)
