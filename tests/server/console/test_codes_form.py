"""The forms of the codes' pages are read strictly."""

import pytest

from server.codes.pools import Pool
from server.console.codes_form import last_day, read_change, read_new, read_pasted
from server.console.words import read_words
from server.errors import Invalid
from server.sites.instants import read_instant, written
from tests.server.console.drawing import clock

WORDS = read_words()
HOURS = 3_600_000


def pool(**said):
    base = {"id": "p", "site": "s", "name": "Own", "kind": "list", "reward": "", "prefix": "", "length": 0, "most": 0}
    rest = {"made": 0, "valid_days": None, "ends_at": None, "created_at": 0, "removed_at": None}
    return Pool(**base | rest | said)


def test_the_last_day_is_the_whole_day_on_the_sites_clock():
    here = clock()
    new = read_new({"name": "Own", "kind": "list", "last_day": "2030-05-31"}, here)
    assert f"{here.local(new.ends_at):%Y-%m-%d %H:%M}" == "2030-06-01 00:00"
    assert last_day(pool(ends_at=new.ends_at), here) == "2030-05-31"


def test_a_last_day_that_is_left_keeps_its_hour_and_one_that_is_emptied_is_gone():
    here, noon = clock(), read_instant("2030-05-31T10:00:00Z")
    said = {"name": "Own", "reward": "", "valid_days": ""}
    assert "ends_at" not in read_change(said | {"last_day": "2030-05-31"}, pool(ends_at=noon), here).named()
    assert read_change(said | {"last_day": ""}, pool(ends_at=noon), here).named()["ends_at"] is None
    assert written(noon) == "2030-05-31T10:00:00Z"


@pytest.mark.parametrize("said", ["31.05.2030", "9999-12-31", "2030-02-30"])
def test_a_day_that_is_none_is_refused_at_its_field(said):
    with pytest.raises(Invalid) as refused:
        read_new({"name": "Own", "last_day": said}, clock())
    assert refused.value.errors == {"last_day": "Choose a day, or leave it empty."}


def test_what_belongs_to_generated_codes_is_left_out_of_a_list():
    assert read_new({"name": "Own", "kind": "list", "length": "x", "limit": "-1"}, clock()).kind == "list"


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("TEA-1\nTEA-2", ["TEA-1", "TEA-2"]),
        ("\ufeffCode,Worth\r\nTEA-1,10\r\n\r\nTEA-2,5\r\n", ["TEA-1", "TEA-2"]),
        ('"TEA 1";"a;b"\n"TEA-2";', ["TEA 1", "TEA-2"]),
        ("Промокод\tСкидка\nЧАЙ-1\t10", ["ЧАЙ-1"]),
        ('"TEA-1"\n  TEA-2  ', ["TEA-1", "TEA-2"]),
    ],
)
def test_codes_are_the_first_cell_of_each_line(said, codes):
    assert read_pasted(said, WORDS["en"]) == codes


def test_lines_that_are_no_codes_are_named_by_their_number():
    with pytest.raises(Invalid) as refused:
        read_pasted("ok-1\na/1\na/2\na/3\na/4\n", WORDS["en"])
    assert refused.value.errors["codes"].startswith("Line 2, “a/1”, is no code. Line 3, ")
    assert "So is 1 more." in refused.value.errors["codes"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "Paste codes first, or choose a file."),
        ("code\n\n", "Paste codes first, or choose a file."),
        (
            "\n".join(f"A-{n}" for n in range(100, 10_101)),
            "These are 10001 codes, and 10000 go in at once. Put them in part by part.",
        ),
    ],
)
def test_nothing_and_too_much_are_refused(said, words):
    with pytest.raises(Invalid) as refused:
        read_pasted(said, WORDS["en"])
    assert refused.value.errors == {"codes": words}
