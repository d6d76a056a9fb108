"""What a visitor agreed to: everything required, nothing unknown, in the words they read."""

import pytest

from server.clients.consents import Agreement
from server.database import Database
from server.errors import ConsentChanged, Invalid
from server.leads.agreeing import to_confirm
from server.leads.tables import leads
from tests.server.leads.desk import NEWS, WORDS, open_desk
from tests.server.optin.asker import open_asker

NEW = {"contact": {"en": "Use my number for calls.", "ru": WORDS["contact"]["ru"]}, "marketing": NEWS}


async def test_p2_a_submit_without_a_required_consent_is_refused_and_nothing_is_kept(database: Database):
    desk = await open_desk(database, consent_marketing=NEWS)

    for given in ([], ["marketing"]):
        with pytest.raises(Invalid) as refused:
            await desk.leave(consent=given)
        assert refused.value.errors == {"consent": "is required: contact"}
        assert refused.value.reasons == {"consent": "required"}

    assert await desk.all(leads) == []


async def test_p2_a_purpose_that_nobody_was_asked_for_is_refused(database: Database):
    desk = await open_desk(database)

    for purpose in ("marketing", "analytics"):
        with pytest.raises(Invalid) as refused:
            await desk.leave(consent=["contact", purpose])
        assert refused.value.errors == {"consent": f"nobody was asked for: {purpose}"}


async def test_p2_each_purpose_that_was_ticked_is_a_consent_of_its_own(database: Database):
    desk = (await open_desk(database, consent_marketing=NEWS)).with_widget(consent_texts=NEW, consent_versions={1: NEW})

    agreement = _agreement(desk, consent=["contact", "marketing", "contact"])

    assert agreement == Agreement(
        {"contact": "Use my number for calls.", "marketing": "Send me news."},
        "w1",
        1,
        "192.0.2.1",
        "https://a.example/",
    )


async def test_p3_changed_words_ask_again_with_the_new_ones_and_keep_nothing(database: Database):
    desk = (await open_desk(database)).with_widget(version=2, consent_texts=NEW, consent_versions={1: WORDS, 2: NEW})

    with pytest.raises(ConsentChanged) as refused:
        await desk.leave(version=1)

    assert refused.value.details == {"consent": {"contact": NEW["contact"]}, "version": 2}
    assert await desk.all(leads) == []


async def test_p3_who_read_words_in_a_language_that_did_not_change_is_not_asked_again(database: Database):
    desk = (await open_desk(database)).with_widget(version=2, consent_texts=NEW, consent_versions={1: WORDS, 2: NEW})

    assert _agreement(desk, version=1, language="ru").words == {"contact": WORDS["contact"]["ru"]}


async def test_p3_a_change_of_voluntary_words_keeps_the_words_that_were_read(database: Database):
    older = {**WORDS, "marketing": {"en": "Send me the letter."}}
    newer = {**WORDS, "marketing": NEWS}
    desk = (await open_desk(database, consent_marketing=NEWS)).with_widget(
        version=2, consent_texts=newer, consent_versions={1: older, 2: newer}
    )

    agreement = _agreement(desk, version=1, consent=["contact", "marketing"])

    assert (agreement.version, agreement.words["marketing"]) == (1, "Send me the letter.")


async def test_p3_a_version_that_nobody_knows_asks_again(database: Database):
    desk = await open_desk(database)

    with pytest.raises(ConsentChanged):
        await desk.leave(version=7)


async def test_p2_an_agreement_is_what_counts_now_and_what_a_letter_has_to_confirm(database: Database):
    desk = (await open_asker(database)).desk
    agreement = _agreement(desk, consent=["contact", "newsletter"])

    now, waiting = to_confirm(desk.published.widgets["w1"], agreement)

    assert (dict(now.words), dict(waiting.words)) == (
        {"contact": "Answer me by mail."},
        {"newsletter": "Send me the letter on Fridays."},
    )
    assert now._replace(words={}) == waiting._replace(words={}) == agreement._replace(words={})


def _agreement(desk, **said) -> Agreement:  # type: ignore[no-untyped-def]
    from server.leads.agreeing import agreement_of

    sent = desk.submission(**said)
    language = sent.language or "en"
    return agreement_of(desk.published.widgets["w1"], sent, language, "192.0.2.1", "https://a.example/")
