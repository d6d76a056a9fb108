"""Mail to the team: each thing its letter, many things one, and what goes wrong said in its reason."""

import pytest

from server.deliveries import mail_server, mailer
from server.deliveries.channels import Failed, PutOff, Sent
from server.deliveries.digests import STEP_MS
from server.deliveries.mail import MailChannel
from server.deliveries.mail_server import read_mail_server
from server.deliveries.mailer import Mailer
from tests.server.deliveries.test_digests import tell
from tests.server.deliveries.things import DRAWER, MOMENT, PUBLIC, message, target
from tests.support.mailbox import open_mailbox

MARK = MOMENT // STEP_MS * STEP_MS
CARD = f"{PUBLIC}/console/people/{'c' * 26}"


def channel(database, url, now=MOMENT):
    """The channel with a clock that stands."""
    return MailChannel(database, Mailer(read_mail_server(url, PUBLIC), DRAWER), lambda: now)


async def failure(database, url, *messages):
    """Why nothing was taken."""
    with pytest.raises(Failed) as refused:
        await channel(database, url).send(target(), messages or [message()])
    return refused.value


async def test_k7_a_lead_comes_as_a_letter_with_who_how_what_and_where(database):
    async with open_mailbox() as mailbox:
        sent = await channel(database, mailbox.url).send(target(), [message()])
    assert (sent, mailbox.recipients) == (Sent(carried=1), ["team@harbourrow.example"])
    assert mailbox.letters[0]["Subject"] == "Ivana Lukić left a contact: Letter · Harbour Row"
    assert mailbox.text() == (
        "Ivana Lukić left a contact: Letter · Harbour Row\n\n+381 60 1234567\nivana@mail.example\n"
        "Question: Do you deliver\nto an office?\nWidget: Letter\nPage: Tastings\nFrom google.com\n"
        f"Open the card: {CARD}\n\n-- \nYou get this because this address is on the list of deliveries of Harbour Row. "
        f"Change or stop it: {PUBLIC}/console/deliveries\n"
    )
    for said in ("tel:+381601234567", "mailto:ivana@mail.example", "Do you deliver\nto an office?", CARD):
        assert said in mailbox.html()


async def test_a_letter_speaks_the_targets_language(database):
    async with open_mailbox() as mailbox:
        await channel(database, mailbox.url).send(target(language="ru"), [message()])
    assert mailbox.letters[0]["Subject"] == "Ivana Lukić – новый контакт: Letter · Harbour Row"
    assert "Открыть карточку" in mailbox.text()


async def test_a_letter_that_is_sent_again_is_the_same_letter(database):
    async with open_mailbox() as mailbox:
        for event in (1, 1, 2):
            await channel(database, mailbox.url).send(target(), [message(event)])
        await channel(database, mailbox.url).send(target(id="u" * 26), [message(1)])
    first, again, other, elsewhere = mailbox.ids
    assert (first == again, len({first, other, elsewhere})) == (True, 3)


async def test_of_several_only_the_first_goes_while_the_address_has_had_few(database):
    async with open_mailbox() as mailbox:
        sent = await channel(database, mailbox.url).send(target(), [message(1), message(2), message(3)])
    assert (sent.carried, len(mailbox.letters)) == (1, 1)


async def test_above_twenty_an_hour_letters_wait_for_the_mark_and_come_as_one(database):
    await database.write(tell, [MARK + place for place in range(20)])
    waiting = [message(number, name=f"Person {number}") for number in range(1, 101)]
    async with open_mailbox() as mailbox:
        with pytest.raises(PutOff) as off:
            await channel(database, mailbox.url).send(target(), waiting[:1])
        sent = await channel(database, mailbox.url, MARK + STEP_MS).send(target(), waiting)
    assert (off.value.until, sent.carried, len(mailbox.letters)) == (MARK + STEP_MS, 100, 1)
    assert mailbox.letters[0]["Subject"] == "100 things at Harbour Row"
    assert [name for name in (f"Person {number} left" for number in range(1, 101)) if name not in mailbox.text()] == []
    assert mailbox.html().count(CARD) == 100


async def test_an_address_that_had_twenty_an_hour_ago_gets_the_next_at_once(database):
    await database.write(tell, [MARK - 3_600_000 + place for place in range(20)])
    async with open_mailbox() as mailbox:
        sent = await channel(database, mailbox.url).send(target(), [message()])
    assert sent.carried == 1


async def test_k7_without_a_mail_server_letters_wait_with_that_reason(database):
    refused = await failure(database, "")
    assert (refused.reason, refused.again, refused.disable) == (mailer.NOT_SET_UP, True, False)


async def test_of_a_letter_that_is_refused_for_good_only_that_letter_fails(database):
    async with open_mailbox() as mailbox:
        mailbox.after_data = "554 we take this for spam"
        letter = await failure(database, mailbox.url, message(1), message(2))
        mailbox.refuses = "550 no such mailbox"
        address = await failure(database, mailbox.url, message(1), message(2))
    assert [(each.reason, each.again, each.carried) for each in (letter, address)] == [
        (mail_server.LETTER_REFUSED, False, 1),
        (mail_server.ADDRESS_REFUSED, False, None),
    ]


async def test_a_test_says_that_letters_arrive_however_many_came_before(database):
    await database.write(tell, [MARK + place for place in range(20)])
    ping = message()
    ping = type(ping)(ping.id, "ping", ping.at, ping.site, {})
    async with open_mailbox() as mailbox:
        sent = await channel(database, mailbox.url).send(target(), [ping, message(2)])
        gathered = await channel(database, mailbox.url, MARK + STEP_MS).send(target(), [message(2), ping])
    assert (sent.carried, gathered.carried) == (1, 1)
    assert mailbox.letters[0]["Subject"] == "Letters from Harbour Row arrive"


async def test_x4_script_in_a_name_is_inert_in_html_mail(database):
    payload = '"><img src=x onerror=pwned()><script>pwned()</script>'
    values = {"question": payload, "<b>field</b>": payload}
    page = {"title": payload, "url": "javascript:pwned()"}
    source = {"first": {}, "last": {"utm_source": payload}}
    async with open_mailbox() as mailbox:
        sent = message(name=payload, email='x"onclick="p()@x.example', values=values, page=page, source=source)
        await channel(database, mailbox.url).send(target(), [sent])
    html = mailbox.html()
    inert = "&#34;&gt;&lt;img src=x onerror=pwned()&gt;&lt;script&gt;pwned()&lt;/script&gt;"
    assert (html.count(inert), html.count("<script"), html.count("<img"), html.count("javascript:")) == (6, 0, 0, 0)
    assert 'href="mailto:x%22onclick%3D%22p%28%29@x.example"' in html


async def test_x4_broken_lines_and_names_that_are_long_or_right_to_left_leave_the_head_whole(database):
    names = ("Eve\r\nBcc: all@victim.example", "ع" * 10_000, "=SUM(A1)", "\u202eevil\u202c")
    async with open_mailbox() as mailbox:
        for number, name in enumerate(names):
            await channel(database, mailbox.url).send(target(), [message(number, name=name)])
    heads = [{name for name, _ in letter.items()} for letter in mailbox.letters]
    usual = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"}
    assert (heads, mailbox.recipients) == ([usual] * 4, ["team@harbourrow.example"] * 4)
    assert max(len(letter["Subject"]) for letter in mailbox.letters) == 200


async def test_g22_no_letter_goes_to_a_visitor_whatever_address_they_leave(database):
    async with open_mailbox() as mailbox:
        made = channel(database, mailbox.url)
        for number in range(3):
            await made.send(target(), [message(number, email="victim@elsewhere.example")])
    assert set(mailbox.recipients) == {"team@harbourrow.example"}
    assert [letter["To"] for letter in mailbox.letters] == ["team@harbourrow.example"] * 3
