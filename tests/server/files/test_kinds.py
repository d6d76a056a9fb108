"""What a file is, as its own bytes say."""

import pytest

from server.errors import Invalid
from server.files.kinds import HEIC, JPEG, PDF, TEXT, WEBP, ZIP, kind_of, name_of
from tests.server.files import made


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (made.picture("JPEG"), "image/jpeg"),
        (made.picture("PNG"), "image/png"),
        (made.picture("GIF", mode="L"), "image/gif"),
        (made.picture("WEBP"), "image/webp"),
        (made.PDF, "application/pdf"),
        (b"PK\x03\x04\x14\x00", "application/zip"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "image/heic"),
        (b"\x00\x00\x00\x18ftypqt  \x00\x00", "video/quicktime"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00", "video/mp4"),
        (b"\x00\x00\x00\x18ftypM4A \x00\x00", "audio/mp4"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"\x1aE\xdf\xa3\x01", "video/webm"),
        (b"OggS\x00\x02", "audio/ogg"),
        (b"ID3\x04\x00", "audio/mpeg"),
        ("Заказ 17;3 пачки\r\n".encode(), "text/plain"),
        (b"\xef\xbb\xbfname,phone\n", "text/plain"),
    ],
)
def test_the_bytes_say_what_a_file_is(data: bytes, kind: str) -> None:
    assert kind_of(data).type == kind


@pytest.mark.parametrize(
    "data",
    [
        made.SVG,
        made.HTML,
        b"\n\xef\xbb\xbf  <html>",
        b"\xef\xbb\xbf <?xml version='1.0'?><svg/>",
        b"#!/bin/sh\nrm -rf /\n",
        b"{\\rtf1\\ansi}",
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02\x01",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"words\x00and nothing",
        b"\xff\xfe<\x00s\x00v\x00g\x00",
        b"RIFF\x24\x00\x00\x00ACON",
        b"\x00\x00\x00\x18ftypevil",
    ],
)
def test_what_a_browser_or_a_shell_would_run_and_what_nobody_knows_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        kind_of(data)
    assert refused.value.reasons == {"file": "kind"}


def test_nothing_at_all_is_refused_with_a_reason_of_its_own() -> None:
    with pytest.raises(Invalid) as refused:
        kind_of(b"")
    assert refused.value.reasons == {"file": "empty"}


@pytest.mark.parametrize(
    ("given", "kind", "name"),
    [
        ("receipt.pdf", PDF, "receipt.pdf"),
        ("receipt.PDF", PDF, "receipt.PDF"),
        ("page.html", TEXT, "page.html.txt"),
        ("run.exe", ZIP, "run.exe.zip"),
        ("prices.xlsx", ZIP, "prices.xlsx"),
        ("prices.xlsm", ZIP, "prices.xlsm.zip"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\Users\\a\\Заказ 17.txt", TEXT, "Заказ 17.txt"),
        ('a"b<c>|?.jpg', JPEG, "a_b_c___.jpg"),
        ("photo\u202egpj.heic\n", HEIC, "photogpj.heic"),
        ("", WEBP, "file.webp"),
        ("...", WEBP, "file.webp"),
        (".jpg", JPEG, "jpg.jpg"),
    ],
)
def test_a_name_leads_nowhere_and_ends_as_its_bytes_say(given: str, kind: object, name: str) -> None:
    assert name_of(given, kind) == name  # type: ignore[arg-type]


def test_a_long_name_keeps_its_ending() -> None:
    name = name_of("ж" * 500 + ".pdf", PDF)
    assert (len(name), name[-5:]) == (120, "ж.pdf")
