"""The data folder is made, found usable or refused in one line, and held by one process at a time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from server import folder
from server.config import WrongSetting
from server.folder import FolderInUse, held, make_usable

HOLDS = "import sys,time\nfrom pathlib import Path\nfrom server.folder import held\nwith held(Path(sys.argv[1])):\n print('held', flush=True)\n time.sleep(60)"  # noqa: E501


def test_a_folder_is_made_with_all_that_lies_above_it(tmp_path: Path) -> None:
    make_usable(tmp_path / "far" / "down")

    assert (tmp_path / "far" / "down").is_dir()


def test_what_cannot_be_a_folder_is_refused_by_the_name_of_its_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words")

    for path, why in ((tmp_path / "file", "is not a folder"), (tmp_path / "file" / "in", "cannot be made")):
        with pytest.raises(WrongSetting, match=f"^--data-dir: {path} {why}.*a folder that this user may write to"):
            make_usable(path, "--data-dir")


def test_a_folder_that_may_only_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder.os, "access", lambda *_: False)  # who runs the tests as root may write everywhere

    with pytest.raises(WrongSetting, match=r"FRONTDESK_DATA_DIR: .* cannot be written to"):
        make_usable(tmp_path)


def test_a_second_one_is_refused_until_the_first_has_gone(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(FolderInUse) as refused, held(tmp_path):
        raise AssertionError
    with held(tmp_path):
        pass

    assert str(refused.value) == (
        f"{tmp_path} is in use by another Frontdesk (process {os.getpid()}). "
        "Stop that one first, or give this one a folder of its own with FRONTDESK_DATA_DIR."
    )


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(FolderInUse, match=f"process {other.pid}"), held(tmp_path):
            raise AssertionError
        other.send_signal(signal.SIGKILL)

    with held(tmp_path):
        pass
