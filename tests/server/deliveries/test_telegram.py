"""Messages into a Telegram chat, against a simulator of its documented interface."""

import httpx2
import pytest

from server.deliveries import telegram
from server.deliveries.channels import TELEGRAM, Failed, Message, Sent
from server.deliveries.telegram import TelegramChannel
from server.outgoing import failures
from server.outgoing.addresses import Allowed
from server.outgoing.fetcher import Fetcher
from tests.server.deliveries.things import DRAWER, MOMENT, PUBLIC, SITE, message, target
from tests.server.hub.serving import served
from tests.support.engines import free_port
from tests.support.telegram import CHAT, TOKEN, Telegram

ALLOWED = Allowed.read(["127.0.0.1"])


def chat(**more):
    """The chat as a target."""
    return target(TELEGRAM, **{"address": CHAT, "secrets": (TOKEN,), **more})


def channel(database, where, allowed=ALLOWED):
    """The channel, with the simulator in Telegram's place."""
    return TelegramChannel(database, Fetcher(allowed), DRAWER, f"http://{where}")


async def failure(made, to, said=None):
    """Why the message was not taken."""
    with pytest.raises(Failed) as refused:
        await made.send(to, [said or message()])
    return refused.value


async def test_k7_a_lead_comes_as_a_plain_message_with_a_link_to_the_card(database):
    simulator = Telegram()
    async with served(simulator.app) as where:
        sent = await channel(database, where).send(chat(), [message()])
    assert sent == Sent(200, "")
    assert simulator.messages == [
        {
            "chat_id": CHAT,
            "text": (
                "Ivana Lukić left a contact: Letter · Harbour Row\n+381 60 1234567\nivana@mail.example\n"
                "Question: Do you deliver\nto an office?\nWidget: Letter\nPage: Tastings\nFrom google.com\n\n"
                f"{PUBLIC}/console/people/{'c' * 26}"
            ),
            "link_preview_options": {"is_disabled": True},
        }
    ]


async def test_what_is_too_long_is_cut_and_keeps_its_link(database):
    simulator = Telegram()
    async with served(simulator.app) as where:
        made = channel(database, where)
        await made.send(chat(), [message(values={"question": "🐟" * 10_000})])
        await made.send(chat(), [message(name="<b>*_[x](y)_*</b>", values={})])
    assert simulator.texts[0].endswith(f"🐟…\n\n{PUBLIC}/console/people/{'c' * 26}")
    assert len(simulator.texts[0].encode("utf-16-le")) // 2 in (4095, 4096)
    assert simulator.texts[1].startswith("<b>*_[x](y)_*</b> left a contact")
    assert {"parse_mode", "entities"} & set(simulator.messages[1]) == set()


async def test_a_test_is_a_message_of_its_own_in_the_targets_language(database):
    simulator = Telegram()
    async with served(simulator.app) as where:
        await channel(database, where).send(chat(language="ru"), [Message("e", "ping", MOMENT, SITE, {})])
    assert simulator.texts[0].startswith("Письма сайта Harbour Row доходят")


@pytest.mark.parametrize(
    ("answer", "parameters", "said"),
    [
        ((403, "Forbidden: bot was blocked by the user"), {}, (telegram.SHUT_OUT, True, True, None)),
        ((403, "Forbidden: bot was kicked from the group chat"), {}, (telegram.SHUT_OUT, True, True, None)),
        ((400, "Bad Request: group chat was upgraded to a supergroup chat"), {"migrate_to_chat_id": -1001},
         (telegram.MOVED, True, True, None)),
        ((400, "Bad Request: message is odd"), {}, (telegram.REFUSED, False, False, None)),
        ((429, "Too Many Requests: retry after 33"), {"retry_after": 33}, (telegram.TOO_OFTEN, True, False, 33.0)),
        ((429, "Too Many Requests"), {"retry_after": "soon"}, (telegram.TOO_OFTEN, True, False, None)),
        ((500, "Internal Server Error"), {}, (telegram.AWAY, True, False, None)),
        ((502, "Bad Gateway"), {}, (telegram.AWAY, True, False, None)),
    ],
)  # fmt: skip
async def test_k7_each_of_telegrams_refusals_says_what_to_do_next(database, answer, parameters, said):
    simulator = Telegram(answer=answer, parameters=parameters)
    async with served(simulator.app) as where:
        refused = await failure(channel(database, where), chat())
    assert (refused.reason, refused.again, refused.disable, refused.after) == said
    assert (refused.status, answer[1] in refused.answer) == (answer[0], True)


async def test_a_wrong_token_or_chat_switches_the_target_off(database):
    async with served(Telegram().app) as where:
        made = channel(database, where)
        found = [
            await failure(made, chat(secrets=(TOKEN[:-1] + "x",))),
            await failure(made, chat(secrets=())),
            await failure(made, chat(secrets=("../../etc:passwd?",))),
            await failure(made, chat(address="-42")),
        ]
    assert [(each.reason, each.disable, each.status) for each in found] == [
        (telegram.NO_BOT, True, 401), (telegram.NO_BOT, True, 0), (telegram.NO_BOT, True, 0),
        (telegram.NO_CHAT, True, 400),
    ]  # fmt: skip


async def test_what_is_not_telegram_is_tried_again(database):
    async with served(Telegram(answers_html=True).app) as where:
        strange = await failure(channel(database, where), chat())
    away = await failure(channel(database, f"127.0.0.1:{free_port()}"), chat())
    assert (strange.reason, strange.again, strange.disable) == (telegram.STRANGE, True, False)
    assert (away.reason, away.again) == (failures.Unreachable.words, True)


async def test_the_token_is_in_no_reason_and_no_answer(database):
    async with served(Telegram(answers_html=True).app) as where:
        found = [await failure(channel(database, where), chat()), await failure(channel(database, "[::1"), chat())]
    assert [each for each in found if TOKEN in f"{each} {each.answer} {each!r}"] == []


async def test_telegram_goes_through_the_guard_like_everything_else(database):
    refused = await failure(channel(database, "10.0.0.1", Allowed()), chat())
    assert refused.reason == failures.AddressRefused.words


async def test_the_simulator_refuses_what_telegram_refuses():
    async with served(Telegram().app) as where, httpx2.AsyncClient(base_url=f"http://{where}") as client:
        sent = [{"chat_id": CHAT, "text": ""}, {"chat_id": CHAT, "text": "x" * 4097}, {"chat_id": CHAT, "text": "x"}]
        answers = [(await client.post(f"/bot{TOKEN}/sendMessage", json=each)).status_code for each in sent]
    assert answers == [400, 400, 200]
