"""A page is taken apart as browsers do, and in a moment however hostile it is."""

import sys
import time

import pytest

from server.sites.html_pieces import Piece, mentions, pieces

KEY = "abcdefgh23456789"


def test_tags_comments_and_text_come_in_their_order_and_scripts_stay_closed() -> None:
    html = "<p CLASS=a b='c d' b=x hidden>Hi<!-- <b> --><script>'<i>'</script></p>&amp;"
    assert list(pieces(html)) == [
        Piece("tag", "p", {"class": "a", "b": "c d", "hidden": ""}),
        Piece("text", "Hi"),
        Piece("comment", " <b> "),
        Piece("tag", "script"),
        Piece("end", "script"),
        Piece("end", "p"),
        Piece("text", "&amp;"),
    ]


def test_tags_that_nobody_asks_for_are_passed_over_as_they_are_read() -> None:
    html = f"""<p a="<script>" b=c'd /><a title='>'>x<script src=x></script><!-- y --></a/s/>http://d/s/{KEY}.js<base"""
    read = [each for each in pieces(html) if each.text in ("script", "base", " y ") or KEY in each.text]
    assert list(pieces(html, {"script", "base"})) == read
    assert len(read) == 5


@pytest.mark.parametrize("html", ["", "<", "<p", "<!--", "<p a=", "<script>", "</", "<p a='", "a < b > c"])
def test_what_is_broken_is_read_to_its_end(html: str) -> None:
    assert len(list(pieces(html))) <= 2


def test_a_long_value_is_cut_and_a_number_beyond_all_limits_is_no_mishap() -> None:
    number = "&#" + "9" * 5000
    [piece] = pieces(f"<p a='{number};' b={'x' * 5000} c=&amp;>")
    assert {name: len(said) <= 4000 for name, said in piece.given.items()} == {"a": True, "b": True, "c": True}
    assert piece.given["c"] == "&"
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        [piece] = pieces(f"<p a={number[:2000]}>")
    finally:
        sys.set_int_max_str_digits(limit)
    assert piece.given["a"] == number[:2000]


def test_addresses_like_ours_are_found_in_any_words_around_them() -> None:
    line = f"https://desk.example/s/{KEY}.js"
    assert mentions(f"see {line} or src=&quot;{line}&quot; or /s/{KEY}.js") == [line, line]
    assert len(mentions(f"{line} " * 100)) == 20


@pytest.mark.parametrize(
    "hostile",
    [
        "<script ",
        "<!--",
        "<a b='",
        '<a b="',
        "//x/s/",
        "<a ",
        "<a/",
        "a=' b=\"",
        "<a" + " " * 50,
        "</script",
        f"/s/{KEY}.js",
    ],
)
def test_a_hostile_page_is_read_in_a_moment(hostile: str) -> None:
    page = hostile * (500_000 // len(hostile))
    before = time.process_time()
    for piece in pieces(page):
        mentions(piece.text)
    assert list(pieces(page, {"meta"})) is not None
    assert time.process_time() - before < 5
