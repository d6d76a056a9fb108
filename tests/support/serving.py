"""Any ASGI application on a free port of this machine, for tests that need a real socket."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn

from tests.support.engines import free_port

START_SECONDS = 20

Serve = Callable[..., str]


class Served:
    """An application under uvicorn in a thread with an event loop of its own."""

    def __init__(self, app: Any, host: str, **settings: Any) -> None:
        self.port = free_port()
        self.address = f"http://{host}:{self.port}"
        chosen: dict[str, Any] = {"lifespan": "auto", "log_level": "error", "timeout_graceful_shutdown": 2} | settings
        self.server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=self.port, **chosen))
        self.thread = threading.Thread(target=self.server.run, name="served", daemon=True)

    def start(self) -> None:
        """Start, and return when the port answers."""
        self.thread.start()
        deadline = time.monotonic() + START_SECONDS
        while not self.server.started:
            if not self.thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError(f"nothing was served on {self.address}")
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop, and return when the thread has ended."""
        self.server.should_exit = True
        self.thread.join(START_SECONDS)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve(app)` runs an ASGI application on a free port and returns its address.

    With `host="localhost"` the address is named so: to a browser that is another site than 127.0.0.1.
    """
    started: list[Served] = []

    def begin(app: Any, host: str = "127.0.0.1", **settings: Any) -> str:
        served = Served(app, host, **settings)
        served.start()
        started.append(served)
        return served.address

    yield begin
    for served in started:
        served.stop()
