"""What anybody can decide from outside over HTTP and the socket, on a running server; named after the capabilities."""

import asyncio
import contextlib
import json
from typing import Any

import httpx2
import websockets

from tests.support.running import Running
from tests.support.submitting import Sending

STRANGER = "https://elsewhere.example"


async def send(running: Running, sending: Sending, origin: str = "", **changed: Any) -> httpx2.Response:
    """Send one submission as a page on the origin does, with some members changed."""
    headers = {"Origin": origin or running.pages.origin}
    return await running.ask("POST", f"/v1/sites/{running.key}/submissions", sending.body() | changed, headers)


async def leads(running: Running) -> list[dict[str, Any]]:
    """Every lead that is there."""
    found: list[dict[str, Any]] = (await running.api("GET", f"/sites/{running.site}/leads"))["items"]
    return found


async def test_e6_an_origin_that_is_not_on_the_list_gets_no_configuration_no_capture_and_no_socket(
    running: Running,
) -> None:
    widget = await running.place()

    config = await running.ask("GET", f"/v1/sites/{running.key}/config", headers={"Origin": STRANGER})
    capture = await send(running, Sending(widget, 1), STRANGER)
    told, code = await refused_line(running, STRANGER)

    assert [(said.status_code, said.json()["code"]) for said in (config, capture)] == [(403, "origin_refused")] * 2
    assert [(frame["type"], frame["code"]) for frame in told] == [("refused", "origin_refused")]
    assert code == 4403
    assert await leads(running) == []


async def test_an_origin_on_the_list_gets_all_three(running: Running) -> None:
    widget, origin = await running.place(), running.pages.origin

    config = await running.ask("GET", f"/v1/sites/{running.key}/config", headers={"Origin": origin})
    capture = await send(running, Sending(widget, 1))
    welcome = await first_frame(running, origin)

    assert [config.status_code, capture.status_code, welcome["type"]] == [200, 201, "welcome"]


async def refused_line(running: Running, origin: str) -> tuple[list[dict[str, Any]], int | None]:
    """Open the socket as a page on the origin does, and read until it is closed: the frames, and the close code."""
    address = f"ws://127.0.0.1:{running.port}/v1/sites/{running.key}/socket"
    async with websockets.connect(address, additional_headers={"Origin": origin}, open_timeout=10) as line:
        frames = []
        with contextlib.suppress(websockets.ConnectionClosed):
            async with asyncio.timeout(10):
                while True:
                    frames.append(json.loads(await line.recv()))
        return frames, line.close_code


async def first_frame(running: Running, origin: str) -> dict[str, Any]:
    """Open the socket as a page on the origin does, say hello, and read the first frame."""
    address = f"ws://127.0.0.1:{running.port}/v1/sites/{running.key}/socket"
    async with websockets.connect(address, additional_headers={"Origin": origin}, open_timeout=10) as line:
        await line.send(json.dumps({"type": "hello", "page": {"url": f"{origin}/", "title": "", "referrer": ""}}))
        said: dict[str, Any] = json.loads(await line.recv())
        return said


async def test_c1_a_number_that_may_not_be_called_is_refused_with_a_reason(running: Running) -> None:
    widget = await running.place()

    said = {
        phone: (await send(running, Sending(widget, 1), values={"phone": phone})).json()
        for phone in (
            "064 12",
            "+381 64 123456789012",
            "ring me",
            "+1 212 555 0123",
            "+381 900 123456",
            "+882 16 12345678",
        )
    }

    assert {phone: (each["code"], each["reasons"]["phone"]) for phone, each in said.items()} == {
        "064 12": ("invalid", "too_short"),
        "+381 64 123456789012": ("invalid", "too_long"),
        "ring me": ("invalid", "not_a_number"),
        "+1 212 555 0123": ("invalid", "country_not_allowed"),
        "+381 900 123456": ("invalid", "not_ordinary"),
        "+882 16 12345678": ("invalid", "country_not_allowed"),
    }
    assert await leads(running) == []


async def test_c1_a_number_is_kept_in_one_form_however_it_is_written(running: Running) -> None:
    widget = await running.place()
    for number, phone in enumerate(("064/123-4567", "+381 64 1234567", "00381641234567", "٠٦٤١٢٣٤٥٦٧")):
        said = await send(running, Sending(widget, number), values={"phone": phone})
        assert said.status_code == 201, said.text

    assert {lead["phone"] for lead in await leads(running)} == {"+381641234567"}


async def test_p2_without_the_required_purpose_nothing_is_stored(running: Running) -> None:
    widget = await running.place()

    without = await send(running, Sending(widget, 1), consent=[])
    unknown = await send(running, Sending(widget, 2), consent=["contact", "everything"])

    assert [(said.status_code, said.json()["code"]) for said in (without, unknown)] == [(422, "invalid")] * 2
    assert list(without.json()["errors"]) == ["consent"]
    assert await leads(running) == []


async def test_thirty_honest_people_behind_one_address_pass_and_a_flood_is_stopped(running: Running) -> None:
    widget = await running.place()

    answers = [await send(running, Sending(widget, number)) for number in range(90)]

    assert [each.status_code for each in answers[:60]] == [201] * 60
    refused = [each for each in answers[60:] if each.status_code == 429]
    assert len(refused) >= 10  # one more may come every two seconds
    assert {(each.json()["code"], each.json()["again"]) for each in refused} == {("too_many", True)}
    assert all(int(each.headers["retry-after"]) >= 1 for each in refused)
    assert len(await leads(running)) == 50  # a page of them


async def test_the_same_key_is_one_lead_and_another_visitor_or_other_values_under_it_are_refused(
    running: Running,
) -> None:
    sending = Sending(await running.place(), 1)

    first, again = await send(running, sending), await send(running, sending)
    stranger = await send(running, sending, visitor=Sending("", 2).visitor)
    other = await send(running, sending, values={"phone": "+381641234599"})

    assert [said.status_code for said in (first, again, stranger, other)] == [201, 200, 409, 409]
    assert again.json() == first.json()
    assert {said.json()["code"] for said in (stranger, other)} == {"key_reused"}
    assert [lead["id"] for lead in await leads(running)] == [first.json()["lead"]]


async def test_x4_script_in_every_field_is_kept_as_it_was_written(running: Running) -> None:
    widget, script = await running.place(), "<img src=x onerror=alert(1)>"
    page = {"url": f"{running.pages.origin}/?utm_source={script}", "title": script, "referrer": script}
    values = {"phone": "+381641234567", "name": script, "question": script}

    said = await send(running, Sending(widget, 1), values=values, page=page)

    assert said.status_code == 201, said.text
    [lead] = await leads(running)
    assert (lead["name"], lead["values"]["question"]) == (script, script)
