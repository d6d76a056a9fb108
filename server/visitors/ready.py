"""Public files that are made once for each version of a site and then only handed out."""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable

import brotli

from server.assets import Asset

MOST_SITES = 1000  # kept at once; the one that was asked for longest ago is made again when it is asked for


class Ready:
    """The same file of many sites, compressed as far as it goes; made in a thread, once for all who ask at once."""

    def __init__(self, content_type: str) -> None:
        self._content_type = content_type
        self._kept: OrderedDict[str, tuple[str, asyncio.Task[Asset]]] = OrderedDict()

    async def get(self, site: str, version: str, make: Callable[[], bytes]) -> Asset:
        """The file of this site in this version; `make` is called only where it is not at hand."""
        version_kept, task = self._kept.get(site, ("", None))
        if task is None or version_kept != version or (task.done() and task.exception() is not None):
            task = asyncio.create_task(asyncio.to_thread(self._make, make))
            self._kept[site] = version, task
            if len(self._kept) > MOST_SITES:
                self._kept.popitem(last=False)
        self._kept.move_to_end(site)
        return await asyncio.shield(task)

    def _make(self, make: Callable[[], bytes]) -> Asset:
        body = make()
        return Asset(
            body=body,
            brotli=brotli.compress(body, quality=11),
            gzip=gzip.compress(body, 9, mtime=0),
            content_type=self._content_type,
            etag=hashlib.sha256(body).hexdigest()[:32],
        )
