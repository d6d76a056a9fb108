"""The letter that asks to confirm, and the pages behind its links."""

import json

import pytest

from server.database import new_id
from server.optin.confirming import Asked
from server.optin.links import read_token
from server.sites.settings import Looks
from server.visitors.letter_pages import back_to
from server.visitors.words import say_in
from tests.server.console.test_preview import SITE
from tests.server.optin.asker import DRAWN, PUBLIC, SEALER

OPTIN = new_id()
ROW = {
    "id": OPTIN,
    "site_name": "Harbour <b>Row</b>",
    "email": "mila@post.example",
    "language": "en",
    "words": json.dumps({"newsletter": "Send me the <i>letter</i>."}),
}


def test_a_letter_says_which_site_asks_for_what_and_has_one_button_and_a_way_to_stop():
    letter = DRAWN.letter(ROW)

    [confirm, stop] = [word for word in letter.text.split() if word.startswith("http") and "/v1/" in word]
    assert letter.subject == "Please confirm · Harbour <b>Row</b>"
    assert (confirm.startswith(f"{PUBLIC}/v1/confirm/"), stop) == (True, f"{confirm}/stop")
    assert read_token(SEALER, confirm.rpartition("/")[2]) == OPTIN
    assert letter.html.count('class="btn"') == 1
    assert (f'href="{confirm}"' in letter.html, f'href="{stop}"' in letter.html) == (True, True)
    assert ("Send me the <i>letter</i>." in letter.text, "If it was not you, do nothing." in letter.text) == (
        True,
        True,
    )
    assert ("<i>" in letter.html, "<b>Row" in letter.html) == (False, False)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("ru", "Подтвердите, пожалуйста · Shop"),
        ("sr", "Молимо потврдите · Shop"),
        ("sr-Latn", "Molimo potvrdite · Shop"),
        ("de", "Please confirm · Shop"),
    ],
)
def test_a_letter_speaks_as_the_visitor_does_where_we_can(language: str, subject: str):
    letter = DRAWN.letter(ROW | {"language": language, "site_name": "Shop"})

    assert letter.subject == subject
    assert f'<html lang="{language if language != "de" else "en"}">' in letter.html


def test_the_same_opt_in_makes_the_same_letter():
    assert DRAWN.letter(ROW) == DRAWN.letter(dict(ROW))


@pytest.mark.parametrize(
    ("page", "back"),
    [
        (f"{SITE.origins[0]}/beans", f"{SITE.origins[0]}/beans"),
        ("https://evil.example/", SITE.origins[0]),
        ("javascript:alert(1)", SITE.origins[0]),
        (f"{SITE.origins[0]}.evil.example/", SITE.origins[0]),
        (f"{SITE.origins[0]}@evil.example/", SITE.origins[0]),
        ("http://[", SITE.origins[0]),
        ("", SITE.origins[0]),
    ],
)
def test_the_way_back_leads_to_the_site_and_nowhere_else(page: str, back: str):
    assert back_to(SITE, page) == back


@pytest.mark.parametrize("step", ["open", "confirmed", "stop", "withdraw", "stopped", "withdrawn", "ended", "trouble"])
def test_a_page_of_each_step_has_one_heading_and_a_button_only_where_something_is_to_be_pressed(step: str):
    asked = Asked(SITE, {"newsletter": "Fridays <script>."}, "en", "", "sent", stopped=False, may_return=True)

    html = DRAWN.page(step, say_in("en"), "nonce", asked if step not in ("ended", "trouble") else None, "token")

    is_asked = step in ("open", "stop", "withdraw", "stopped", "withdrawn")
    assert (html.count("<h1>"), html.count("<button"), "<script" in html) == (1, int(is_asked), False)
    assert ("Fridays &lt;script&gt;." in html) == (step in ("open", "confirmed", "withdraw", "withdrawn"))
    assert Looks().brand in html or SITE.looks.brand in html
