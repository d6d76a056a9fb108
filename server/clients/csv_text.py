"""The one writer of every export: RFC 4180, UTF-8 with its mark, and no cell that a spreadsheet would run."""

import re
from collections.abc import Iterable

MARK = "\ufeff"  # spreadsheets take a file without it for one of their own old encodings
SIGNS = "=+-@＝＋－＠﹢﹣﹦﹫⁺−"
RUNS = (*SIGNS, "\t", "\r", "\n")
BLANK = " \u00a0\u200b\ufeff\0"  # what a spreadsheet passes over before a formula
GUARD = "'"
QUOTE = '"'
NUMBER = re.compile(r"\+[0-9]{1,15}")  # E.164
SPLITS = re.compile(f"([;\t\r\n])(?=[{BLANK}{QUOTE}]*[{re.escape(SIGNS)}])")


def line(cells: Iterable[object]) -> str:
    """One line with its end; every cell stands in quotes."""
    return ",".join(f'"{harmless(str(cell)).replace(QUOTE, QUOTE * 2)}"' for cell in cells) + "\r\n"


def harmless(text: str) -> str:
    """The text as a cell that is shown and never run: what begins like a formula gets an apostrophe before it.

    So does what begins like one after a semicolon, a tab or a line's end: where a spreadsheet's own separator is the
    semicolon, or text is split into columns, a new cell begins there.

    A telephone number in E.164 stays bare: a plus and figures do nothing, and the next program reads the number itself.
    """
    if NUMBER.fullmatch(text):
        return text
    runs = text.startswith(RUNS) or text.lstrip(BLANK).startswith(RUNS)
    return (GUARD if runs else "") + SPLITS.sub(rf"\1{GUARD}", text)
