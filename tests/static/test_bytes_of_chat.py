"""What a chat costs the visitor's page, in exact bytes as they travel."""

import pytest

from server.assets import Assets
from tests.static.test_bytes import KB, LANGUAGES, loader_bytes, module_bytes


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chat_takes_at_most_5_5_kb_until_it_is_opened(language: str) -> None:
    assets = Assets.load()

    assert loader_bytes(assets) + module_bytes(assets, f"chat.{language}") <= 5.5 * KB


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("case", "last"), [("somebody is there", "conversation"), ("nobody", "chat-later-contact.{}")])
def test_an_opened_chat_takes_at_most_16_5_kb(case: str, last: str, language: str) -> None:
    assets = Assets.load()
    modules = ["live", f"chat.{language}", f"chat-later.{language}", last.format(language)]

    assert loader_bytes(assets) + sum(module_bytes(assets, each) for each in modules) <= 16.5 * KB, case


@pytest.mark.parametrize("name", ["conversation", "chat-later-contact.ru"])
def test_what_is_fetched_at_need_takes_at_most_6_kb(name: str) -> None:
    assert module_bytes(Assets.load(), name) <= 6 * KB
