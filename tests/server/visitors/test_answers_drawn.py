"""The letter that tells of answers."""

import json
from dataclasses import replace

import pytest

from server.answers.links import read_token
from server.database import new_id
from server.sealing import Sealer
from server.visitors.answers_drawn import AnswerLetters
from server.visitors.words import say_in
from tests.server.console.test_preview import SITE

SEALER = Sealer("a key for tests")
DRAWN = AnswerLetters("https://desk.example", SEALER)
LETTER = new_id()
SHOP = replace(SITE, name="Harbour <b>Row</b>", origins=("https://shop.example",))
ROW = {
    "id": LETTER,
    "site": SHOP,
    "language": "en",
    "page": json.dumps({"url": "https://shop.example/beans?size=250#top"}),
    "answers": [
        {"text": "On <i>Friday</i>.\nAt nine.", "by": "Vera Ilić", "file": None},
        {"text": "", "by": None, "file": "offer.pdf"},
    ],
}


def test_l9_a_letter_holds_every_answer_and_leads_back_to_the_page_it_was_asked_on():
    letter = DRAWN.letter(ROW)

    [back, stop] = [word for word in letter.text.split() if word.startswith("https://") and len(word) > 50]
    assert letter.subject == "Harbour <b>Row</b> has answered you"
    assert back.startswith("https://shop.example/beans?size=250#frontdesk-link=")
    assert read_token(SEALER, back.rpartition("=")[2]) == LETTER
    assert stop == f"https://desk.example/v1/answers/{back.rpartition('=')[2]}/stop"
    assert ("Vera:\nOn <i>Friday</i>.\nAt nine." in letter.text, "File: offer.pdf" in letter.text) == (True, True)
    assert ("Ilić" in letter.text, "<i>" in letter.html, "<b>Row" in letter.html) == (False, False, False)
    assert (letter.html.count('class="btn"'), back in letter.html, stop in letter.html) == (1, True, True)


@pytest.mark.parametrize("page", ["https://evil.example/beans", "", "javascript:alert(1)", "https://[", "//evil"])
def test_a_page_of_elsewhere_never_stands_in_a_letter(page: str):
    letter = DRAWN.letter(ROW | {"page": json.dumps({"url": page})})

    assert ("evil" in letter.html + letter.text, "javascript:" in letter.html) == (False, False)
    assert "https://shop.example#frontdesk-link=" in letter.text


@pytest.mark.parametrize(
    ("language", "subject"),
    [("ru", "Shop: вам ответили"), ("sr-Latn", "Shop: odgovorili su vam"), ("de", "Shop has answered you")],
)
def test_it_speaks_as_the_visitor_did(language: str, subject: str):
    letter = DRAWN.letter(ROW | {"language": language, "site": replace(SHOP, name="Shop")})

    assert letter.subject == subject


@pytest.mark.parametrize("step", ["answers_stop", "answers_stopped", "answers_ended", "trouble"])
@pytest.mark.parametrize("language", ["en", "ru", "sr"])
def test_every_step_has_its_page(step: str, language: str):
    page = DRAWN.page(step, say_in(language), "nonce")

    assert page.count("<h1>") == 1
    assert ("<form" in page) == (step in ("answers_stop", "answers_stopped"))
