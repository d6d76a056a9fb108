"""Codes are compared as people type them, and drawn so that nobody guesses one."""

import pytest

from server.codes.spelling import FIT, HOPELESS, LETTERS, drawn, guesses, looked_up, normal, read_code, shortest


@pytest.mark.parametrize("typed", ["SPRING-10", "spring10", " Spring 10 ", "ＳＰＲＩＮＧ–10", "sp-ri-ng 1 0"])
def test_case_spaces_and_dashes_do_not_matter(typed):
    assert normal(typed) == looked_up(typed) == "spring10"


def test_other_signs_do():
    assert len({normal(code) for code in ("A.10", "A10", "A_10", "A+10", "Ä10")}) == 5


@pytest.mark.parametrize("said", ["", "ab", "--- -", "a/b/c", "a?b=c", "x" * 41, "a<b>c", "ﷺ" * 20])
def test_what_cannot_be_a_code_is_refused_with_what_can(said):
    with pytest.raises(ValueError, match="from 3 to 40") as refused:
        read_code(said)
    assert str(refused.value) == FIT


def test_a_code_is_kept_as_it_is_written():
    assert [read_code(said) for said in ("  Весна 10 ", "tea-4-two!", "VIP")] == ["Весна 10", "tea-4-two!", "VIP"]


def test_a_drawn_code_has_no_sign_that_is_read_for_another():
    code = drawn("HI-", 16)
    assert (len(code), code[:3], set(code[3:]) <= set(LETTERS)) == (19, "HI-", True)
    assert not set(LETTERS) & set("ILO01")


def test_the_figure_of_guesses_and_the_least_length_agree():
    assert guesses(10, 10_000) == 81_962_828_698
    assert [shortest(most) for most in (1, 88, 89, 10_000, 1_000_000)] == [5, 6, 7, 8, 9]
    assert guesses(shortest(10_000), 10_000) >= HOPELESS > guesses(shortest(10_000) - 1, 10_000)


def test_what_is_far_too_long_finds_nothing():
    assert looked_up("x" * 81) == looked_up("x" * 100_000) == ""
