"""A program of its own that draws a picture anew: what it was given stands on its input, what it made on its output.

It runs apart from the server, so that a picture made to break or to choke a decoder breaks or chokes nothing else. It
imports nothing of ours, and the server does not import it. Its output is one line, `<type> <width> <height>`, and the
picture's bytes; where there is none it ends with 1, and the line says why: `pixels` or `broken`.
"""

import io
import resource
import sys

from PIL import Image, ImageCms, ImageOps

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2560  # px; a larger picture is made smaller
QUALITY = 86  # of a JPEG
LARGEST_PNG = 2_000_000  # bytes; beyond, a picture is kept as a JPEG, or smaller where it has transparent places
CPU_SECONDS = 15
MEMORY = 1_500_000_000  # bytes
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def redraw(data: bytes) -> tuple[str, int, int, bytes]:
    """The picture in sRGB, upright, without anything that was written beside it; of a moving one the first frame.

    Raises `ValueError` where it has more pixels than we draw, and whatever a decoder raises on what is no picture.
    """
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("pixels")
        if picture.format == "JPEG":
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # read at a half, a quarter, an eighth
        is_photo = picture.format in ("JPEG", "WEBP")
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    drawn = _in_srgb(upright)
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    made = b"" if is_photo and drawn.mode == "RGB" else _saved(drawn, "PNG")
    while drawn.mode == "RGBA" and len(made) > LARGEST_PNG * 2:
        drawn.thumbnail((drawn.width // 2, drawn.height // 2))
        made = _saved(drawn, "PNG")
    if made and (drawn.mode == "RGBA" or len(made) <= LARGEST_PNG):
        return "image/png", drawn.width, drawn.height, made
    return "image/jpeg", drawn.width, drawn.height, _saved(drawn, "JPEG", quality=QUALITY)


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    has_holes = picture.has_transparency_data
    plain = picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGBA" if has_holes else "RGB")
    if profile and picture.mode in ("RGB", "RGBA"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), outputMode=plain.mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None  # a profile that nobody can read: the colours as they are
        plain = turned or plain
    # A copy of the pixels alone: what was written beside them stays behind.
    return Image.frombytes(plain.mode, plain.size, plain.tobytes())


def _saved(picture: Image.Image, form: str, **options: int) -> bytes:
    made = io.BytesIO()
    picture.save(made, form, **options)
    return made.getvalue()


def main() -> int:
    """Draw what stands on the input; 0: it is on the output."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS * 3  # beyond, not even its head is believed
    try:
        kind, width, height, made = redraw(sys.stdin.buffer.read())
    except (ValueError, Image.DecompressionBombError) as error:
        return _fail("pixels" if "pixels" in str(error) else "broken")
    except Exception:  # decoders raise whatever they like on what is no picture
        return _fail("broken")
    sys.stdout.buffer.write(f"{kind} {width} {height}\n".encode() + made)
    return 0


def _fail(reason: str) -> int:
    sys.stdout.write(f"{reason}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
