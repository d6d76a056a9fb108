"""A file is made once for each version, however many ask."""

import asyncio
import gzip

import brotli
import pytest

from server.visitors import ready
from server.visitors.ready import Ready


class Maker:
    """Counts how often it is asked."""

    def __init__(self, body=b"words", failures=0):
        self.body = body
        self.failures = failures
        self.times = 0

    def __call__(self):
        self.times += 1
        if self.times <= self.failures:
            raise RuntimeError("planted")
        return self.body


async def test_many_who_ask_at_once_cost_one_making():
    make, files = Maker(), Ready("text/plain")

    found = await asyncio.gather(*[files.get("site", "v1", make) for _ in range(20)])

    assert (make.times, len(set(map(id, found)))) == (1, 1)
    assert brotli.decompress(found[0].brotli) == gzip.decompress(found[0].gzip) == found[0].body == b"words"
    assert found[0].content_type == "text/plain"


async def test_a_new_version_is_made_afresh_and_has_another_etag():
    files = Ready("text/plain")
    first = await files.get("site", "v1", Maker(b"one"))
    second = await files.get("site", "v2", Maker(b"two"))

    assert (second.body, first.etag == second.etag) == (b"two", False)


async def test_a_failure_is_not_kept():
    make, files = Maker(failures=1), Ready("text/plain")
    with pytest.raises(RuntimeError):
        await files.get("site", "v1", make)

    assert (await files.get("site", "v1", make)).body == b"words"


async def test_whoever_goes_away_does_not_take_the_making_along():
    make, files = Maker(), Ready("text/plain")
    gone = asyncio.create_task(files.get("site", "v1", make))
    await asyncio.sleep(0)
    gone.cancel()

    assert (await files.get("site", "v1", make)).body == b"words"
    assert make.times == 1


async def test_the_number_of_files_is_bounded(monkeypatch):
    monkeypatch.setattr(ready, "MOST_SITES", 2)
    make, files = Maker(), Ready("text/plain")
    for site in ("a", "b", "a", "c", "a", "b"):
        await files.get(site, "v1", make)

    assert make.times == 4
