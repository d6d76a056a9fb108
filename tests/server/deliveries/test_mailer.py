"""The house's own letters go out at once, or say why not."""

import pytest

from server.deliveries import mail_server, mailer
from server.deliveries.channels import Failed
from server.deliveries.mail_server import read_mail_server
from server.deliveries.mailer import Mailer
from tests.server.deliveries.things import DRAWER, PUBLIC
from tests.support.mailbox import open_mailbox

TO = "anna@harbourrow.example"


async def test_a_letter_goes_out_in_the_language_that_is_asked_for():
    async with open_mailbox() as mailbox:
        post = Mailer(read_mail_server(mailbox.url, PUBLIC), DRAWER)
        await post.send(TO, "test", "ru", {"site": "Harbour Row"})
        await post.send(TO, "test", "xx", {"site": "Harbour Row"})
    subjects = [letter["Subject"] for letter in mailbox.letters]
    assert subjects == ["Письма сайта Harbour Row доходят", "Letters from Harbour Row arrive"]
    assert (post.is_set, post.sender, mailbox.recipients) == (True, "desk@harbourrow.example", [TO, TO])
    assert len(set(mailbox.ids)) == 2


async def test_without_a_mail_server_every_letter_is_refused_with_that_reason():
    post = Mailer(None, DRAWER)
    with pytest.raises(Failed) as refused:
        await post.send(TO, "test", "en", {"site": "Harbour Row"})
    assert (post.is_set, post.sender, refused.value.reason, refused.value.again) == (False, "", mailer.NOT_SET_UP, True)


async def test_an_address_that_is_none_is_refused_for_good():
    async with open_mailbox() as mailbox:
        post = Mailer(read_mail_server(mailbox.url, PUBLIC), DRAWER)
        with pytest.raises(Failed) as refused:
            await post.send(f"{TO}\r\nBcc: all@victim.example", "test", "en", {"site": "Harbour Row"})
    assert (refused.value.reason, refused.value.again, mailbox.letters) == (mailer.UNFIT, False, [])


async def test_what_the_mail_server_says_reaches_whoever_asked():
    async with open_mailbox() as mailbox:
        mailbox.refuses = "550 no such mailbox"
        with pytest.raises(Failed) as refused:
            await Mailer(read_mail_server(mailbox.url, PUBLIC), DRAWER).send(TO, "test", "en", {"site": "X"})
    assert (refused.value.reason, refused.value.answer) == (mail_server.ADDRESS_REFUSED, "no such mailbox")
