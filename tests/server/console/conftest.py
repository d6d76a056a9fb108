"""The fixtures of the console's tests: `console`, a console at work; `built`, the browser files as they are now."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from hatch_build import ROOT, build
from server.assets import Assets
from server.database import Database
from tests.server.console.at_work import AtWork, console_at_work


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Assets:
    """The browser files made from today's sources."""
    folder = tmp_path_factory.mktemp("built") / "files"
    build(ROOT, folder)
    return Assets.load(folder)


@pytest_asyncio.fixture
async def console(database: Database, built: Assets) -> AsyncIterator[AtWork]:
    """A console on a free port, with one site, its owner and two widgets."""
    async with console_at_work(database, built) as at_work:
        yield at_work
