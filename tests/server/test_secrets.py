"""The secret key is made once, kept where only we can read it, and overruled by the environment."""

import stat

from server.config import Installation
from server.secrets import secret_key


def test_a_key_is_made_once_and_kept(tmp_path):
    installation = Installation(data_dir=tmp_path / "new")

    first, second = secret_key(installation), secret_key(installation)

    assert first == second
    assert len(first) == 43
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600


def test_a_given_key_wins_and_nothing_is_written(tmp_path):
    assert secret_key(Installation(data_dir=tmp_path / "new", secret_key="given")) == "given"
    assert not (tmp_path / "new").exists()
