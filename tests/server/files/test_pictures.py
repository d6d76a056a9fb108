"""Pictures are drawn in a process of their own."""

import asyncio

import pytest

from server.errors import Invalid, Overloaded
from server.files import pictures
from server.files.pictures import Pictures
from tests.server.files import made


async def test_a_picture_comes_back_with_its_pixels():
    drawn = await Pictures().redraw(made.photo())
    assert (drawn.type, drawn.width, drawn.height, made.opened(drawn.data).size) == ("image/jpeg", 40, 60, (40, 60))


@pytest.mark.parametrize(("data", "reason"), [(made.huge(), "pixels"), (made.picture()[:200], "broken")])
async def test_what_cannot_be_drawn_is_refused_with_its_reason(data: bytes, reason: str):
    with pytest.raises(Invalid) as refused:
        await Pictures().redraw(data)
    assert refused.value.reasons == {"file": reason}


async def test_the_program_is_told_none_of_the_installations_secrets(monkeypatch, tmp_path):
    told = tmp_path / "environment"
    spy = tmp_path / "spy.py"
    spy.write_text(f"import os\nopen({str(told)!r}, 'w').write(repr(sorted(os.environ)))\nraise SystemExit(1)\n")
    monkeypatch.setattr(pictures, "PROGRAM", spy)
    monkeypatch.setenv("FRONTDESK_SECRET_KEY", "a secret")
    with pytest.raises(Invalid):
        await Pictures().redraw(made.picture())
    assert "FRONTDESK" not in told.read_text()


async def test_a_picture_that_takes_too_long_is_given_up_and_the_next_one_is_drawn(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    quick, room = pictures.PROGRAM, Pictures(seconds=0.3)
    monkeypatch.setattr(pictures, "PROGRAM", slow)
    with pytest.raises(Invalid):
        await room.redraw(made.picture())
    monkeypatch.setattr(pictures, "PROGRAM", quick)
    room._seconds = 20
    assert (await room.redraw(made.picture())).width == 60


async def test_beyond_those_who_may_wait_one_more_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "WAITING", 3)
    room = Pictures()
    results = await asyncio.gather(*(room.redraw(made.picture()) for _ in range(5)), return_exceptions=True)
    assert [type(each) for each in results].count(Overloaded) == 2
    assert (await room.redraw(made.picture())).width == 60
