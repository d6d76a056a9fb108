"""What a file is, as its own bytes say: its name and whatever came with it are believed by nobody."""

from collections.abc import Callable
from typing import NamedTuple

from server.errors import Invalid
from server.widget import one_line

NAME_LENGTH = 120
FORBIDDEN = dict.fromkeys(map(ord, '/\\:*?"<>|'), "_")  # in the names of files, on one system or another
UNNAMED = "file"


class Kind(NamedTuple):
    """What it is called outside, and the endings its name may have; the first is given to a name with another one."""

    type: str
    endings: tuple[str, ...]
    is_picture: bool = False


JPEG = Kind("image/jpeg", ("jpg", "jpeg"), True)
PNG = Kind("image/png", ("png",), True)
GIF = Kind("image/gif", ("gif",), True)
WEBP = Kind("image/webp", ("webp",), True)
HEIC = Kind("image/heic", ("heic", "heif"))
PDF = Kind("application/pdf", ("pdf",))
# What is in it nobody looks at; documents with programs inside (docm, xlsm) keep no ending that would start them.
ZIP = Kind("application/zip", ("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "pages", "numbers", "key", "epub"))
MP4 = Kind("video/mp4", ("mp4", "m4v"))
MOV = Kind("video/quicktime", ("mov",))
M4A = Kind("audio/mp4", ("m4a",))
WEBM = Kind("video/webm", ("webm",))
OGG = Kind("audio/ogg", ("ogg", "oga", "opus"))
MP3 = Kind("audio/mpeg", ("mp3",))
WAV = Kind("audio/wav", ("wav",))
TEXT = Kind("text/plain", ("txt", "csv", "md", "log"))

BEGINS: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
    (b"\x1aE\xdf\xa3", WEBM),
    (b"OggS", OGG),
    (b"ID3", MP3),
    (b"\xff\xfb", MP3),
    (b"\xff\xf3", MP3),
    (b"\xff\xf2", MP3),
)
RIFF = {b"WEBP": WEBP, b"WAVE": WAV}
BRANDS: tuple[tuple[Callable[[bytes], bool], Kind], ...] = (  # of what begins with a box `ftyp`, ISO/IEC 14496-12
    (lambda brand: brand in (b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1"), HEIC),
    (lambda brand: brand == b"qt  ", MOV),
    (lambda brand: brand in (b"M4A ", b"M4B "), M4A),
    (lambda brand: brand[:3] in (b"iso", b"mp4", b"avc", b"M4V", b"3gp"), MP4),
)
MARKUP = ("<", "#!", "{\\rtf")  # with which what a browser or a shell would run begins
LINES = frozenset("\t\n\r\f")


def kind_of(data: bytes) -> Kind:
    """What these bytes are; raises `Invalid` for nothing at all, and for what is none of the kinds we take."""
    if not data:
        raise Invalid(errors={"file": "is empty"}, reasons={"file": "empty"})
    if found := _known(data):
        return found
    raise Invalid(
        errors={"file": "a picture, a PDF, an office document, a ZIP, plain text, sound or film"},
        reasons={"file": "kind"},
    )


def name_of(name: str, kind: Kind) -> str:
    """The name it is kept under: on one line, no way to anywhere, with an ending that its bytes agree to."""
    last = name.replace("\\", "/").rpartition("/")[2]
    clean = str(one_line(last)).translate(FORBIDDEN).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    if not dot:
        stem, ending = clean, ""
    if ending.lower() not in kind.endings:
        stem, ending = clean, kind.endings[0]
    return f"{stem[: NAME_LENGTH - len(ending) - 1] or UNNAMED}.{ending}"


def _known(data: bytes) -> Kind | None:
    for begin, kind in BEGINS:
        if data.startswith(begin):
            return kind
    if data.startswith(b"RIFF"):
        return RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return next((kind for is_so, kind in BRANDS if is_so(brand)), None)
    return TEXT if _is_text(data) else None


def _is_text(data: bytes) -> bool:
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if words.replace("\ufeff", "").lstrip().lower().startswith(MARKUP):
        return False
    return all(sign >= " " or sign in LINES for sign in words if sign < "\x80")
