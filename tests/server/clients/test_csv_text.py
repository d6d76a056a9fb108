"""The one writer of exports: nothing that it writes runs in a spreadsheet."""

import csv
import io

import pytest

from server.clients.csv_text import harmless, line

HOSTILE = (
    "=SUM(A1:A9)", "+1+1", "+", "+1 2", "+1\n", "+1;2", "+" + "1" * 16, "＋1234567", "+١٢٣",
    "-2+3", "@SUM(1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x",
    "  =cmd|' /C calc'!A0",
    "\ufeff=1", "\u200b=1",
)  # fmt: skip


@pytest.mark.parametrize("said", HOSTILE)
def test_k6_what_begins_like_a_formula_gets_an_apostrophe(said: str):
    assert harmless(said) == f"'{said}"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"),
        ("x; \u00a0@SUM(1);-1", "x;' \u00a0@SUM(1);'-1"),
        ('x;"=1"', 'x;\'"=1"'),
        ("x\t+1\r\n＝1\r=1", "x\t'+1\r\n'＝1\r'=1"),
        ("=1;=1", "'=1;'=1"),
        ("\t=1", "'\t'=1"),
        ("a;b; c=d\te\r\nf;", "a;b; c=d\te\r\nf;"),
    ],
)
def test_k6_a_formula_within_a_cell_is_none_where_another_sign_parts_the_cells(said: str, written: str):
    assert harmless(said) == written


@pytest.mark.parametrize(
    "said", ["Jovana", "O'Brien", "a=b", "", "x" * 10_000, "☕", "+74951234567", "\u202eevil", "<script>"]
)
def test_k6_what_is_no_formula_stays_as_it_is(said: str):
    assert harmless(said) == said


def test_k6_a_number_stays_readable_and_every_cell_stands_in_quotes():
    said = line(["+381641234567", 'say "hi"', "two\nlines", 7])
    assert said == '"+381641234567","say ""hi""","two\nlines","7"\r\n'
    assert next(csv.reader(io.StringIO(said, newline=""))) == ["+381641234567", 'say "hi"', "two\nlines", "7"]
