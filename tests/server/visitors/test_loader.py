"""What pages fetch: the loader, the configuration, the modules."""

import asyncio
import json

import brotli

from server.sites import sites
from server.sites.settings import SiteChange
from tests.server.visitors.house import EVIL, SHOP

LOADER_CACHE = "public, max-age=60, stale-while-revalidate=60"


async def test_the_loader_carries_the_sites_configuration_and_is_compressed_once(house):
    async with house.client() as client:
        answer = await client.get(f"/s/{house.site.key}.js", headers={"accept-encoding": "br"})

    written = answer.text.removeprefix("(()=>{window.told=").removesuffix("})()")
    told = json.loads(written)
    assert (told["site"], told["base"], [each["id"] for each in told["widgets"]]) == (
        house.site.key,
        f"https://desk.example/v1/sites/{house.site.key}/",
        [house.widget],
    )
    assert {
        name: answer.headers[name] for name in sorted(answer.headers) if name not in ("content-length", "etag")
    } == {
        "access-control-allow-origin": "*",
        "cache-control": LOADER_CACHE,
        "content-encoding": "br",
        "content-type": "text/javascript; charset=utf-8",
        "cross-origin-resource-policy": "cross-origin",
        "vary": "Accept-Encoding",
        "x-content-type-options": "nosniff",
    }


async def test_the_loader_is_as_small_as_brotli_makes_it(house):
    async with house.client() as client:
        small = await client.get(f"/s/{house.site.key}.js", headers={"accept-encoding": "br"})
        plain = await client.get(f"/s/{house.site.key}.js", headers={"accept-encoding": "identity"})

    assert int(small.headers["content-length"]) == len(brotli.compress(plain.content, quality=11))
    assert small.headers["etag"] == plain.headers["etag"]


async def test_whoever_has_the_loader_hears_304_until_the_settings_change(house):
    address = f"/s/{house.site.key}.js"
    async with house.client() as client:
        first = await client.get(address)
        known = {"if-none-match": first.headers["etag"]}
        again = await client.get(address, headers=known)
        await house.database.write(sites.change, house.site.id, SiteChange.read({"languages": ["sr"]}))
        await asyncio.sleep(0.01)  # news are told just behind the answer
        changed = await client.get(address, headers=known)

    assert (again.status_code, again.content, again.headers["cache-control"]) == (304, b"", LOADER_CACHE)
    assert (changed.status_code, changed.headers["etag"] == first.headers["etag"]) == (200, False)


async def test_a_key_of_no_site_gives_a_script_that_does_nothing(house):
    async with house.client() as client:
        for key in ("abcdefgh12345678", "..", "x" * 300, "%22%3E"):
            answer = await client.get(f"/s/{key}.js")

            assert (answer.status_code, answer.headers["content-type"]) == (404, "text/javascript; charset=utf-8")
            assert answer.text.strip().startswith("/*")
            assert answer.text.strip().endswith("*/")


async def test_the_configuration_is_the_same_as_json_and_always_asked_for(house):
    async with house.client() as client:
        answer = await client.get(f"{house.base}/config", headers={"origin": SHOP})
        known = {"origin": SHOP, "if-none-match": answer.headers["etag"]}
        again = await client.get(f"{house.base}/config", headers=known)

    published = await house.publishing.by_key(house.site.key)
    assert (answer.json(), answer.headers["content-type"]) == (published.config, "application/json")
    assert (answer.headers["cache-control"], answer.headers["vary"]) == ("no-cache", "Accept-Encoding, Origin")
    assert answer.headers["access-control-allow-origin"] == SHOP
    assert (again.status_code, again.headers["access-control-allow-origin"]) == (304, SHOP)


async def test_nothing_secret_is_in_what_pages_fetch(house):
    secret = await house.database.read(sites.secret, house.site.id)
    async with house.client() as client:
        loader = await client.get(f"/s/{house.site.key}.js")
        config = await client.get(f"{house.base}/config")

    for said in (loader.text, config.text):
        assert secret not in said
        assert house.member.email not in said
        assert house.site.id not in said


async def test_a_module_is_kept_for_ever_under_its_own_hash(house):
    async with house.client() as client:
        answer = await client.get("/m/1/callback.en.abc123.js", headers={"origin": EVIL, "accept-encoding": "identity"})

    assert (answer.status_code, answer.content) == (200, b"callback")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


async def test_an_older_hash_gets_todays_module_and_is_asked_for_again(house):
    async with house.client() as client:
        answer = await client.get("/m/1/live.000000.js", headers={"accept-encoding": "identity"})

    assert (answer.status_code, answer.content, answer.headers["cache-control"]) == (200, b"live", "no-cache")


async def test_a_module_or_a_runtime_that_never_was_is_not_found(house):
    async with house.client() as client:
        for address in ("/m/1/nothing.en.abc123.js", "/m/2/live.abc123.js"):
            answer = await client.get(address)

            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
