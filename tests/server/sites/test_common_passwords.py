"""What is guessed first is refused; what merely looks weak is not."""

import pytest

from server.sites.common_passwords import COMMON, holds_only, is_common
from server.sites.passwords import SHORTEST, Chosen
from server.widget import InvalidSettings


@pytest.mark.parametrize(
    "password", ["1234567890", "Qwertyuiop", "PASSWORD123", "йцукенгшщз", "aaaaaaaaaaaa", "🙂" * 10]
)
def test_what_everybody_tries_first_is_refused_by_its_field(password: str) -> None:
    assert is_common(password)
    with pytest.raises(InvalidSettings) as refused:
        Chosen.read({"password": password})
    assert refused.value.errors == {"password": "is among the first that are guessed"}


@pytest.mark.parametrize("password", ["a harbour row", "password of a boat", "12 34 56 78 90 12"])
def test_any_other_is_taken(password: str) -> None:
    assert Chosen.read({"password": password}).password == password


def test_none_of_them_is_shorter_than_a_password_may_be_or_is_kept_in_vain() -> None:
    assert [each for each in COMMON if len(each) < SHORTEST or each != each.casefold()] == []


def test_the_own_name_address_or_site_is_no_password() -> None:
    own = ("Anna Petrović", "anna@shop.example", "Harbour Row")
    assert [
        holds_only(each, *own)
        for each in ("anna petrović", "ANNA@SHOP.EXAMPLE", "HarbourRow", "harbour rowharbour row")
    ] == [True] * 4
    assert not holds_only("harbour row at dusk", *own)
