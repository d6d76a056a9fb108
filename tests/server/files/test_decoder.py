"""Pictures drawn anew: the pixels, upright, and nothing besides."""

import subprocess
import sys

import pytest

from server.files import decoder
from tests.server.files import made


def test_what_was_written_beside_a_photo_is_gone_and_it_stands_upright():
    given = made.photo("44.8125 N")
    assert b"44.8125 N" in given

    kind, width, height, data = decoder.redraw(given)

    assert (kind, width, height, made.opened(data).size) == ("image/jpeg", 40, 60, (40, 60))
    assert b"44.8125" not in data
    assert not made.opened(data).getexif()


def test_a_large_photo_is_made_smaller():
    kind, width, height, data = decoder.redraw(made.picture(size=(5200, 2600), quality=30))
    assert (kind, width, height) == ("image/jpeg", 2560, 1280)
    assert made.opened(data).size == (2560, 1280)


def test_transparent_places_stay_and_moving_pictures_stand_still():
    clear = decoder.redraw(made.picture("PNG", mode="RGBA"))
    frames = [made.opened(made.picture("GIF", mode="L", size=(20, 20))) for _ in range(3)]
    moving = made.picture("GIF", mode="L", size=(20, 20), save_all=True, append_images=frames)
    still = decoder.redraw(moving)
    assert (clear[0], made.opened(clear[3]).mode) == ("image/png", "RGBA")
    assert (still[0], getattr(made.opened(still[3]), "n_frames", 1)) == ("image/png", 1)


def test_a_large_picture_without_transparent_places_becomes_a_jpeg():
    assert decoder.redraw(made.picture("PNG", size=(1200, 1200)))[0] == "image/jpeg"
    clear = decoder.redraw(made.picture("PNG", size=(1600, 1600), mode="RGBA"))
    assert (clear[0], clear[1]) == ("image/png", 800)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_more_pixels_than_we_draw_are_refused_before_they_are_read():
    with pytest.raises(ValueError, match="pixels"):
        decoder.redraw(made.huge())


@pytest.mark.parametrize(
    ("data", "head"),
    [
        (made.picture(), b"image/jpeg 60 40"),
        (made.huge(), b"pixels"),
        (made.picture()[:300], b"broken"),
        (b"", b"broken"),
    ],
    ids=["a picture", "too many pixels", "cut off", "nothing"],
)
def test_the_program_says_how_it_went(data: bytes, head: bytes):
    done = subprocess.run([sys.executable, "-I", decoder.__file__], input=data, capture_output=True, timeout=30)
    said, _, drawn = done.stdout.partition(b"\n")
    assert (said, done.returncode == 0) == (head, b"/" in head)
    if drawn:
        assert made.opened(drawn).size == (60, 40)
