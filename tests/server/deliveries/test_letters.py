"""A letter travels under a head that nothing from outside can break."""

import pytest

from server.deliveries.letters import Letter, UnfitAddress, compose, message_id

FROM, TO = "desk@harbourrow.example", "anna@harbourrow.example"
MOMENT = 1_778_767_560_000


def composed(subject="Hello", to=TO, sender=FROM):
    """A letter on its way."""
    return compose(Letter(subject, "Good day", "<p>Good day</p>"), sender, to, "frontdesk.1", MOMENT)


def test_a_letter_says_what_it_is_and_nothing_more():
    message = composed()
    assert dict(message.items()) == {
        "From": FROM,
        "To": TO,
        "Subject": "Hello",
        "Date": "Thu, 14 May 2026 14:06:00 +0000",
        "Message-ID": "<frontdesk.1@harbourrow.example>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": message["Content-Type"],
    }
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    "name",
    [
        "Ivana\r\nBcc: everybody@victim.example",
        "Ivana\nBcc: everybody@victim.example",
        "Ivana\rBcc: everybody@victim.example",
        "Ivana\u2028Bcc: everybody@victim.example",
        "Ivana\x85Bcc: everybody@victim.example",
        "Ivana\x0b\x0c\x1cBcc: everybody@victim.example",
    ],
)
def test_x4_a_broken_line_in_a_name_adds_no_line_to_the_head(name):
    sent = composed(subject=f"{name} left a contact").as_bytes()
    head = sent.partition(b"\n\n")[0].split(b"\n")
    assert ([line for line in head if line.lower().startswith(b"bcc")], composed(name)["Bcc"]) == ([], None)


def test_marks_that_turn_text_round_do_not_turn_round_the_subject():
    assert composed(subject="\u202egnp.exe\u202c left it")["Subject"] == "gnp.exe  left it"


def test_a_subject_has_its_limit_and_takes_any_letters():
    assert composed(subject="Щ" * 10_000)["Subject"] == "Щ" * 200


@pytest.mark.parametrize(
    "address",
    ["anna@x.example\r\nBcc: y@z.example", "anna@x.example\nX: y", "no address", "", "a@b, c@d", "<a@b> c", "a b@c"],
)
def test_an_address_that_could_break_the_head_is_refused(address):
    for wrong in ({"to": address}, {"sender": address}):
        with pytest.raises(UnfitAddress):
            composed(**wrong)


def test_the_same_news_to_the_same_address_is_the_same_letter_whatever_its_order():
    same = {message_id("target", ["a", "b"]), message_id("target", ["b", "a"])}
    other = {message_id("target", ["a"]), message_id("other", ["a", "b"]), message_id("target", ["a", "b", "c"])}
    assert (len(same), len(same | other)) == (1, 4)
