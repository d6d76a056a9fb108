"""What comes in is looked at before it is kept."""

import pytest

from server.errors import Invalid, TooLarge
from server.files.incoming import MOST_BYTES, Incoming
from server.files.pictures import Pictures
from tests.server.files import made


@pytest.fixture
def incoming() -> Incoming:
    return Incoming(Pictures())


async def test_a_picture_is_drawn_anew_and_named_as_what_it_is_now(incoming):
    kept = await incoming.looked_at("s1", None, "me.webp", made.picture("WEBP"))
    assert (kept.name, kept.type, kept.width, kept.height) == ("me.webp.jpg", "image/jpeg", 60, 40)
    assert kept.data[:3] == b"\xff\xd8\xff"


async def test_a_document_is_kept_as_it_came(incoming):
    kept = await incoming.looked_at("s1", "m1", "offer.pdf", made.PDF)
    assert kept == ("s1", "m1", "offer.pdf", "application/pdf", made.PDF, None, None)


async def test_one_that_lies_about_its_type_is_what_its_bytes_say(incoming):
    assert (await incoming.looked_at("s1", None, "holiday.jpg", made.PDF)).name == "holiday.jpg.pdf"
    with pytest.raises(Invalid):
        await incoming.looked_at("s1", None, "holiday.jpg", made.HTML)
    with pytest.raises(Invalid) as refused:
        await incoming.looked_at("s1", None, "holiday.jpg", b"\xff\xd8\xff" + made.HTML)
    assert refused.value.reasons == {"file": "broken"}


async def test_ten_megabytes_pass_and_one_byte_more_does_not(incoming):
    assert len((await incoming.looked_at("s1", None, "a.pdf", b"%PDF-" + bytes(MOST_BYTES - 5))).data) == MOST_BYTES
    with pytest.raises(TooLarge):
        await incoming.looked_at("s1", None, "a.pdf", b"%PDF-" + bytes(MOST_BYTES - 4))
