"""The form of a place that news goes to, read strictly."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from server.console.targets_form import Said, read_channel, read_target
from server.deliveries.channels import MAIL, TELEGRAM, WEBHOOK
from server.deliveries.events import EVENTS, LETTERS
from server.errors import Invalid, NotFound, Unreadable
from server.outgoing.addresses import Allowed
from server.registry import Registry
from tests.server.deliveries.things import LETTER, target
from tests.support.telegram import CHAT, TOKEN

KINDS = Registry({"letter": LETTER, "parcel": replace(LETTER, name="parcel")})
ANYWHERE = Allowed()
ALL = [("event", each) for each in LETTERS] + [("kind", "letter"), ("kind", "parcel")]


async def read(channel, *pairs, present=None, allowed=ANYWHERE, kinds=KINDS):
    """What the form says."""
    body = urlencode(pairs).encode()

    async def receive():
        return {"type": "http.request", "body": body}

    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}
    return await read_target(Request(scope, receive), channel, kinds, allowed, present)


async def wrong(channel, *pairs, **more):
    """The fields that are refused."""
    with pytest.raises(Invalid) as refused:
        await read(channel, *pairs, **more)
    return set(refused.value.errors)


async def test_everything_ticked_is_all_also_of_what_comes_later():
    said = await read(MAIL, ("mail_address", " Team@Shop.Example "), ("name", "Team"), ("language", "ru"), *ALL)
    assert said == Said("Team", "team@shop.example", "ru", (), (), "")
    assert said.new(MAIL).language == "ru"


async def test_codes_are_told_to_programs_only():
    hook = ("hook_url", "https://hooks.example/in"), ("kind", "letter"), ("kind", "parcel")
    assert (await read(WEBHOOK, *hook, *ALL)).events == LETTERS
    assert (await read(WEBHOOK, *hook, *(("event", each) for each in EVENTS))).events == ()
    with pytest.raises(NotFound):
        await read(MAIL, ("mail_address", "a@x.example"), ("event", "code.given"), ("kind", "letter"))


async def test_what_is_ticked_is_kept_in_our_order():
    said = await read(
        MAIL, ("mail_address", "a@x.example"), ("event", EVENTS[2]), ("event", EVENTS[0]), ("kind", "parcel")
    )
    assert (said.events, said.kinds, said.language) == ((EVENTS[0], EVENTS[2]), ("parcel",), "en")


async def test_every_field_that_is_wrong_is_named_at_once():
    assert await wrong(MAIL, ("mail_address", "anna"), ("name", "x" * 81)) == {
        "mail_address", "name", "events", "kinds",
    }  # fmt: skip
    assert await wrong(TELEGRAM, ("chat_id", "my chat"), ("bot_token", "x"), *ALL) == {"chat_id", "bot_token"}
    assert await wrong(TELEGRAM, ("chat_id", CHAT), *ALL) == {"bot_token"}
    for url in (
        "",
        "ftp://x",
        "http://10.0.0.1/",
        "https://user:pw@x.example/",
        "http://localhost/",
        "https://x:8443/",
    ):
        assert await wrong(WEBHOOK, ("hook_url", url), *ALL) == {"hook_url"}


async def test_a_kept_token_stays_when_its_field_is_empty_and_a_new_one_takes_its_place():
    kept = await read(TELEGRAM, ("chat_id", "@harbour_row"), ("bot_token", ""), *ALL, present=target(TELEGRAM))
    new = await read(TELEGRAM, ("chat_id", CHAT), ("bot_token", TOKEN), *ALL, present=target(TELEGRAM))
    assert (kept.change().secret, kept.address, new.change().secret) == (None, "@harbour_row", TOKEN)
    assert TOKEN not in repr(new)


async def test_a_webhook_gets_a_secret_of_its_own_and_may_go_where_the_installation_allows():
    said = await read(WEBHOOK, ("hook_url", "http://10.0.0.1/in"), *ALL, allowed=Allowed.read(["10.0.0.1"]))
    assert (said.new(WEBHOOK).secret[:6], said.change().secret) == ("whsec_", None)


async def test_what_no_form_of_ours_sends_is_refused():
    with pytest.raises(NotFound):
        await read(MAIL, ("mail_address", "a@x.example"), ("event", "order.paid"), ("kind", "letter"))
    with pytest.raises(Unreadable):
        await read(MAIL, ("mail_address", "a@x.example"), ("mail_address", "b@x.example"), *ALL)
    with pytest.raises(NotFound):
        read_channel("pigeon")
    assert read_channel("mail") == MAIL


async def test_a_house_with_one_kind_of_widget_asks_for_none():
    said = await read(MAIL, ("mail_address", "a@x.example"), ("event", EVENTS[0]), kinds=Registry({"letter": LETTER}))
    assert said.kinds == ()
