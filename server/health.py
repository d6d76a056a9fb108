"""How the installation is: for load balancers, for monitors, for the person who is called at night."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.database import Database, Told
from server.database.checks import keep_something

Check = Callable[[], Awaitable[bool]]
FRESH_SECONDS = 10.0  # so long what was kept last tells that the next thing is kept as well
TRY_SECONDS = 3.0  # a try, where one is needed, is made no more often
PATIENCE_SECONDS = 2.0


class Numbers:
    """What `/metrics` tells: counts without any personal data. Each source is asked when somebody looks."""

    def __init__(self, sockets: Callable[[], float], events_dropped: Callable[[], float]) -> None:
        self.registry = CollectorRegistry()
        self._news = Counter("frontdesk_news", "Committed changes, by kind.", ["kind"], registry=self.registry)
        for name, words, source in (
            ("frontdesk_sockets", "Open sockets of visitors and of the console.", sockets),
            ("frontdesk_events_dropped", "Impressions and clicks dropped because the buffer was full.", events_dropped),
        ):
            self.show(name, words, source)

    def show(self, name: str, words: str, source: Callable[[], float]) -> None:
        """Tell one number more, asked for when somebody looks."""
        Gauge(name, words, registry=self.registry).set_function(source)

    def count(self, name: str, words: str) -> Callable[[], None]:
        """Tell one count more; call what is given back for each thing that is counted."""
        return Counter(name, words, registry=self.registry).inc

    def hear(self, told: Iterable[Told]) -> None:
        """Count what was committed; for `Database.on_news`."""
        for each in told:
            self._news.labels(kind=each.kind).inc()


class Writable:
    """Whether what comes in can be kept: as the last write went, or a tiny one that is tried where that says nothing.

    A disk that is full or a standby that may only be read answers every question, and keeps nothing.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._alone = asyncio.Lock()
        self._kept_at = self._tried_at = self._failed_at = float("-inf")

    def hear(self, told: Iterable[Told]) -> None:
        """Something was kept; for `Database.on_news`."""
        self._kept_at = self._clock()

    async def holds(self) -> bool:
        """Whether the last write was kept, be it a try of ours."""
        async with self._alone:
            now = self._clock()
            is_fresh = self._is_kept() and now - self._kept_at < FRESH_SECONDS
            if not is_fresh and now - self._tried_at >= TRY_SECONDS:
                self._tried_at = now
                await self._try()
            return self._is_kept()

    def _is_kept(self) -> bool:
        return self._kept_at > max(self._database.refused_at, self._failed_at)

    async def _try(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._database.write(keep_something)
        except Exception:
            self._failed_at = self._clock()
            raise
        self._kept_at = self._clock()


class Health:
    """`/healthz`: the process is up; `/readyz`: it can serve, check by check; `/metrics`: Prometheus."""

    def __init__(self, checks: Mapping[str, Check], numbers: Numbers) -> None:
        self._checks = checks
        self._numbers = numbers

    async def up(self, request: Request) -> Response:
        """Answer as long as the event loop turns."""
        return JSONResponse({"status": "up"})

    async def ready(self, request: Request) -> Response:
        """200 when every check holds, 503 otherwise, with each check's result."""
        results = {name: await _holds(check) for name, check in self._checks.items()}
        return JSONResponse(results, 200 if all(results.values()) else 503, {"cache-control": "no-store"})

    async def metrics(self, request: Request) -> Response:
        """The numbers in Prometheus' text format."""
        return Response(generate_latest(self._numbers.registry), media_type=CONTENT_TYPE_LATEST)


async def _holds(check: Check) -> bool:
    try:
        return await check()
    except Exception:
        # Whatever a check trips over, the answer is the same: not ready. `doctor` tells why.
        return False
