"""Every reason that we know is said in the reader's language."""

import pytest

from server.console.reasons_shown import KNOWN, reason
from server.console.words import read_words

WORDS = read_words()


def test_every_reason_of_ours_has_its_words_in_both_languages():
    said = {language: {reason(each, WORDS[language]) for each in KNOWN} for language in ("en", "ru")}
    assert (len(said["en"]), len(said["ru"]), said["en"] & said["ru"]) == (len(set(KNOWN.values())),) * 2 + (set(),)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("", ""),
        ("answered 503", "Ответ 503."),
        ("answered 410: it wants no more events", "Ответ 410: события там больше не нужны."),
        ("answered 302: redirects are not followed, give the address it leads to",
         "Ответ 302: адрес ведёт в другое место. Введите тот, на который он ведёт."),
        ("no whole answer within 15 seconds", "Весь ответ не пришёл вовремя."),
        ("something that is new", "something that is new"),
        ("answered 503 and <b>more</b>", "answered 503 and <b>more</b>"),
    ],
)  # fmt: skip
def test_figures_are_kept_and_what_nobody_has_translated_is_said_as_it_was_written(kept, said):
    assert reason(kept, WORDS["ru"]) == said
