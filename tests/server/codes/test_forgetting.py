"""The free codes of a deleted pool go once it can no longer be put back."""

import pytest

from server.codes import adding, pools
from server.codes.pool_input import NewPool
from server.codes.pools import KEPT_MS
from server.codes.tables import codes
from server.database import Database
from server.database.ids import now_ms
from server.deliveries.tidying import tidy
from server.errors import NotFound
from tests.server.codes.giver import open_counter
from tests.server.leads.desk import ANNA

pytestmark = pytest.mark.storage


async def test_what_was_never_given_goes_after_an_hour_and_may_be_used_anew(database: Database):
    counter = await open_counter(database, *(f"TEA-{n:03}" for n in range(300)))
    await counter.take("k1", ANNA)
    await database.write(pools.remove, counter.site, counter.pool.id, None)
    database.most_rows = 200

    await tidy(database)
    assert len(await counter.desk.all(codes)) == 300  # it can still be put back
    await database.write(lambda tx: tx.run(pools.CHANGE, pool_id=counter.pool.id, removed_at=now_ms() - KEPT_MS - 1))
    await tidy(database)

    assert [each["code"] for each in await counter.desk.all(codes)] == ["TEA-000"]
    with pytest.raises(NotFound):
        await database.write(pools.put_back, counter.site, counter.pool.id, None)
    again = await database.write(pools.create, counter.site, NewPool(name="Again"), None)
    added = await adding.add(database, counter.site, again.id, ["TEA-000", "TEA-001"], None)
    assert (added.added, added.named) == (1, ("TEA-000",))
