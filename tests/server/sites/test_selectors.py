"""What browsers take for a selector is taken, the newest as well; what surely is none is refused by its path."""

import pytest

from server.sites.selectors import REASON, check, is_selector
from server.sites.triggers import Trigger
from server.widget import InvalidSettings

TAKEN = [
    "#delivery", ".buy", "*", "main > .price + p ~ a", "a[href^='/cart' i]", "[data-x]", '[title="a, (b"]', "a,b , c",
    "p:not(.x, #y)", "section:has(> h2, + p)", ":is(h1, h2):where(.a)", "li:nth-child(2n + 1 of .x)", "svg|a", "*|*",
    "::part(panel)", ":lang('sr')", "дом .цена", "#\\31 23", ".sm\\:grid", "--own", "&.x", "a:popover-open", "|a",
    ":is()",
]  # fmt: skip
REFUSED = [
    "", " ", "a,", ",a", "a,,b", "> a", "a >", "a > > b", "#", ".", "##a", ".1st", "#2", "12", "1a", "a[", "a]", "[=x]",
    "[a=]", "a(b", "a)", "p:not(", "p:not()", "p:not(1)", ":has(a,)", "'a'", "[a='b]", "a {color: red}", "a;b", "<div>",
    "$('.buy')", "a!b", "a:", "a::", "https://shop.example/#delivery", "a/b", "@media", ".a*",
]  # fmt: skip


@pytest.mark.parametrize("words", TAKEN)
def test_what_a_browser_takes_is_a_selector(words: str) -> None:
    assert is_selector(words)


@pytest.mark.parametrize("words", REFUSED)
def test_what_selects_nothing_in_any_browser_is_none(words: str) -> None:
    assert not is_selector(words)


@pytest.mark.parametrize(
    "words", ["(" * 200, ":not(" * 40 + ")" * 40, "[" * 100 + "a" * 100, "\\" * 199, "a " * 100, "дд" * 99 + "!"]
)
def test_whatever_is_sent_is_answered(words: str) -> None:
    assert is_selector(words) in (True, False)


def test_a_wrong_one_is_refused_by_its_path_and_one_that_was_kept_before_stays() -> None:
    trigger = Trigger.read({"kind": "click", "selector": "#2"})
    with pytest.raises(InvalidSettings) as refused:
        check(("rules.when.0", trigger), kept={})
    assert refused.value.reasons == {"rules.when.0.selector": REASON}
    assert list(refused.value.errors) == ["rules.when.0.selector"]
    check(("rules.when.0", trigger), kept={"rules": {"when": [{"kind": "click", "selector": "#2"}]}})
