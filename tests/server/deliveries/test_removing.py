"""A target is taken away in two steps, and can be had back after the first."""

import pytest

from server.deliveries import removing, targets
from server.deliveries.channels import MAIL
from server.deliveries.settling import DISABLE
from server.deliveries.targets import NewTarget, TargetChange
from server.errors import NotFound
from server.sealing import Sealer
from tests.support.desk import make_owner, make_site

pytestmark = pytest.mark.storage
SEALER = Sealer("k")


async def made(database, **change):
    """A target, changed if need be."""
    anna = await make_owner(database)
    site = await make_site(database, anna)
    target = await database.write(targets.create, SEALER, site.id, NewTarget(MAIL, "a@x.example"), anna)
    if change:
        target = await database.write(targets.change, SEALER, target.id, TargetChange(**change), anna)
    return target, anna


@pytest.mark.parametrize("change", [{}, {"is_active": False}])
async def test_what_is_put_back_is_as_it_was(database, change):
    target, anna = await made(database, **change)
    aside = await database.write(removing.set_aside, target.id, anna)
    again = await database.write(removing.set_aside, target.id, anna)
    back = await database.write(removing.put_back, target.id, anna)
    assert (aside.state, aside.reason in removing.ASIDE, again) == ("disabled", True, aside)
    assert (back.state, back.reason) == (target.state, target.reason)


async def test_what_was_not_set_aside_is_not_put_back(database):
    target, anna = await made(database, is_active=False)
    assert (await database.write(removing.put_back, target.id, anna)).state == "disabled"


async def test_what_is_not_there_is_not_found(database):
    for unit in (removing.set_aside, removing.put_back):
        with pytest.raises(NotFound):
            await database.write(unit, "nobody", "anna")


async def test_what_its_receiver_had_stopped_is_stopped_again_when_it_is_put_back(database):
    target, anna = await made(database)
    await database.write(lambda tx: tx.run(DISABLE, target_id=target.id, why="answered 410"))
    aside = await database.write(removing.set_aside, target.id, anna)
    back = await database.write(removing.put_back, target.id, anna)
    assert (aside.reason in removing.ASIDE, back.state, back.reason) == (True, "disabled", "stopped")
