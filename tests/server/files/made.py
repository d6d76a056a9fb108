"""Files of the kinds that people send, made for the tests."""

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """A picture of random dots."""
    dots = random.Random(1).randbytes(size[0] * size[1] * len(Image.new(mode, (1, 1)).getbands()))
    made = io.BytesIO()
    Image.frombytes(mode, size, dots).save(made, form, **options)
    return made.getvalue()


def photo(place: str = "44.8125 N, 20.4612 E") -> bytes:
    """A JPEG that says in its EXIF where it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010E] = place  # the picture's description
    return picture(exif=exif.tobytes(), comment=place.encode())


def huge() -> bytes:
    """A PNG of a few bytes that says it is 10,000 pixels wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def opened(data: bytes) -> Image.Image:
    """The picture that these bytes are."""
    return Image.open(io.BytesIO(data))
