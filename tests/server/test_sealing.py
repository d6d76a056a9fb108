"""Secrets are kept sealed, under a key that is made once."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.config import Installation, WrongSetting
from server.sealing import Sealer, Unsealable, secret_key


def test_what_was_sealed_can_be_opened_and_reads_like_nothing():
    sealer = Sealer("a key")
    first, second = sealer.seal("whsec_привет"), sealer.seal("whsec_привет")

    assert sealer.open(first) == sealer.open(second) == "whsec_привет"
    assert first != second
    assert "whsec" not in first


def test_what_was_sealed_under_another_key_or_broke_is_told_apart():
    for sealed in ("", "whsec_plain", "gAAAA", "привет", Sealer("another key").seal("text")):
        with pytest.raises(Unsealable):
            Sealer("a key").open(sealed)


def test_a_sign_is_the_same_each_time_and_of_its_key_purpose_and_text_alone():
    sign = Sealer("a key").sign("optin", "привет")

    assert (len(sign), sign) == (27, Sealer("a key").sign("optin", "привет"))
    others = {Sealer("b key").sign("optin", "привет"), Sealer("a key").sign("x", "привет")}
    assert sign not in others | {Sealer("a key").sign("optin", "привет!")}


def test_a_key_is_asked_for_when_it_is_first_needed_and_once():
    asked = []
    sealer = Sealer(lambda: asked.append("asked") or "a key")

    assert asked == []
    assert Sealer("a key").open(sealer.seal("text")) == sealer.open(sealer.seal("text")) == "text"
    assert asked == ["asked"]


def test_the_key_that_is_set_is_the_key(tmp_path):
    assert secret_key(Installation(data_dir=tmp_path, secret_key="chosen")) == "chosen"
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_made_once_for_the_owners_eyes_alone_also_by_several_at_once(tmp_path):
    installation = Installation(data_dir=tmp_path / "data", secret_key="")

    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: secret_key(installation), range(16)))

    [key] = keys
    [file] = (tmp_path / "data").iterdir()
    assert (file.name, len(key) >= 40) == ("secret.key", True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert secret_key(installation) == key


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "data").write_text("in the way")

    with pytest.raises(WrongSetting, match="FRONTDESK_DATA_DIR"):
        secret_key(Installation(data_dir=tmp_path / "data", secret_key=""))
