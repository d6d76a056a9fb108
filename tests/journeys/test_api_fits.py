"""The programs' door and its OpenAPI document say the same: generated requests, every answer checked (G14)."""

import asyncio

import httpx2

from tests.support.api_cases import Target, run
from tests.support.running import Running

EXAMPLES = 10  # for each operation; `make soak` asks for many more
LEFT = {"phone": "+381641234567", "name": "Jovana"}


async def things(running: Running) -> dict[str, str]:
    """One thing of each kind that paths name, made through the doors."""
    async with httpx2.AsyncClient(base_url=running.address, headers=running.as_owner) as client:
        base = f"/api/v1/sites/{running.site}"
        widget = (await client.post(f"{base}/widgets", json={"kind": "callback"})).json()["id"]
        page = {"url": f"{running.pages.origin}/", "title": "", "referrer": ""}
        said = {"key": "k" * 20, "widget": widget, "values": LEFT, "consent": ["contact"], "page": page}
        headers = {"Origin": running.pages.origin}
        await client.post(f"/v1/sites/{running.key}/submissions", json=said, headers=headers)
        [person] = (await client.get(f"{base}/clients")).json()["items"]
        [call] = (await client.get(f"{base}/callbacks")).json()["items"]
        hook = {"url": "https://hooks.example/in", "events": []}
        webhook = (await client.post(f"{base}/webhooks", json=hook)).json()["id"]
        [lead] = (await client.get(f"{base}/leads")).json()["items"]
        box = {"channel": "mail", "address": "desk@shop.example"}
        target = (await client.post(f"{base}/targets", json=box)).json()["id"]
        return {
            "site": running.site,
            "widget": widget,
            "client": person["id"],
            "call": call["id"],
            "webhook": webhook,
            "lead": lead["id"],
            "target": target,
        }


async def misfits(running: Running, examples: int, chance: int) -> dict[str, str]:
    """What was wrong with the answers of each operation; nothing when all fit."""
    known = await things(running)
    async with httpx2.AsyncClient(base_url=running.address) as client:
        document = (await client.get("/api/v1/openapi.json")).json()
    # what takes a thing away comes last, so that the others still find it
    document["paths"] = dict(sorted(document["paths"].items(), key=lambda path: "delete" in path[1]))
    target = Target(running.address, running.made["api_token"], known)
    return await asyncio.to_thread(run, document, target, examples, chance)


async def test_i1_g14_every_answer_to_generated_requests_fits_the_document(running: Running) -> None:
    assert await misfits(running, EXAMPLES, 20261122) == {}
