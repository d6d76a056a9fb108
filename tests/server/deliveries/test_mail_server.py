"""Letters are handed in over real SMTP, and every answer of the mail server says what to do next."""

import asyncio
from email.message import EmailMessage

import pytest

from server.deliveries import mail_server
from server.deliveries.channels import Failed
from server.deliveries.mail_server import MailServer, hand_in, read_mail_server
from tests.support.engines import free_port
from tests.support.mailbox import certificate, only_anna, open_mailbox

PUBLIC = "https://desk.harbourrow.example"
TO = "anna@harbourrow.example"


def letter():
    """Any letter."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "desk@harbourrow.example", TO, "Hello"
    message.set_content("Good day")
    return message


async def failure(url):
    """Why a letter was not taken, as reason, status and whether to try again."""
    with pytest.raises(Failed) as refused:
        await hand_in(read_mail_server(url, PUBLIC), letter(), TO)
    return refused.value.reason, refused.value.status, refused.value.again


def test_the_setting_says_where_the_mail_server_is_and_whom_letters_come_from():
    read = [
        read_mail_server(url, PUBLIC)
        for url in (
            "", "smtp://mail.example", "smtps://anna%40shop:p%40ss%2F@mail.example",
            "smtp://[::1]:2525/?from=hello@shop.example",
        )
    ]  # fmt: skip
    own = "desk@desk.harbourrow.example"
    assert read == [
        None,
        MailServer("mail.example", 587, "", "", tls=False, sender=own),
        MailServer("mail.example", 465, "anna@shop", "p@ss/", tls=True, sender=own),
        MailServer("::1", 2525, "", "", tls=False, sender="hello@shop.example"),
    ]


def test_an_installation_on_a_bare_address_writes_from_a_name_that_can_stand_in_a_letter():
    senders = [read_mail_server("smtp://m", url).sender for url in ("http://127.0.0.1:8080", "http://[::1]")]
    assert senders == ["desk@localhost", "desk@localhost"]


def test_the_password_is_in_no_log():
    assert "p@ss" not in repr(read_mail_server("smtp://anna:p%40ss@mail.example", PUBLIC))


async def test_a_letter_arrives():
    async with open_mailbox() as mailbox:
        await hand_in(read_mail_server(mailbox.url, PUBLIC), letter(), TO)
    assert (mailbox.recipients, mailbox.text(), mailbox.secured) == ([TO], "Good day\n", [False])


async def test_user_and_password_are_said_under_tls_that_the_server_offers(tmp_path, monkeypatch):
    tls, trusted = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    async with open_mailbox(tls_context=tls, auth_required=True, authenticator=only_anna) as mailbox:
        address = f"127.0.0.1:{mailbox.port}"
        await hand_in(read_mail_server(f"smtp://anna:p%40ss%2Fword@{address}", PUBLIC), letter(), TO)
        wrong = await failure(f"smtp://anna:wrong@{address}")
    assert (mailbox.secured, wrong) == ([True], (mail_server.LOGIN_REFUSED, 535, True))


async def test_tls_from_the_first_byte_on(tmp_path, monkeypatch):
    tls, trusted = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    async with open_mailbox(ssl=tls) as mailbox:
        await hand_in(read_mail_server(f"smtps://127.0.0.1:{mailbox.port}", PUBLIC), letter(), TO)
    assert mailbox.recipients == [TO]


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(tmp_path):
    tls, _ = certificate(tmp_path)
    async with open_mailbox(tls_context=tls) as mailbox, open_mailbox(ssl=tls) as other:
        found = [await failure(mailbox.url), await failure(f"smtps://127.0.0.1:{other.port}")]
    assert (found, mailbox.letters, other.letters) == ([(mail_server.CERTIFICATE, 0, True)] * 2, [], [])


@pytest.mark.parametrize(
    ("refuses", "after_data", "said"),
    [
        ("550 no such mailbox", "", (mail_server.ADDRESS_REFUSED, 550, False)),
        ("451 try again later", "", (mail_server.ADDRESS_REFUSED, 451, True)),
        ("", "554 we take this for spam", (mail_server.LETTER_REFUSED, 554, False)),
        ("", "452 the disk is full", (mail_server.LETTER_REFUSED, 452, True)),
    ],
)
async def test_what_a_server_refuses_for_now_is_tried_again_and_what_it_refuses_for_good_is_not(
    refuses, after_data, said
):
    async with open_mailbox() as mailbox:
        mailbox.refuses, mailbox.after_data = refuses, after_data
        assert await failure(mailbox.url) == said


async def test_a_line_that_drops_after_the_letter_is_tried_again():
    async with open_mailbox() as mailbox:
        mailbox.hangs_up = True
        assert (await failure(mailbox.url), len(mailbox.letters)) == ((mail_server.DROPPED, 0, True), 1)


async def test_a_server_that_is_away_or_slow_is_tried_again(monkeypatch):
    monkeypatch.setattr(mail_server, "WHOLE_SECONDS", 0.3)
    away = await failure(f"smtp://127.0.0.1:{free_port()}")
    async with open_mailbox() as mailbox:
        mailbox.dawdles = 5
        slow = await failure(mailbox.url)
    assert (away, slow) == ((mail_server.UNREACHABLE, 0, True), (mail_server.SLOW, 0, True))


async def test_a_port_that_speaks_something_else_ends_with_a_reason(monkeypatch):
    monkeypatch.setattr(mail_server, "CONNECT_SECONDS", 0.3)

    async def silent(reader, writer):
        await reader.read()
        writer.close()

    async def chatty(reader, writer):
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 3)
        await writer.drain()
        writer.close()

    found = []
    for behaviour in (silent, chatty):
        server = await asyncio.start_server(behaviour, "127.0.0.1", 0)
        found.append((await failure(f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"))[2])
        server.close()
    assert found == [True, True]
