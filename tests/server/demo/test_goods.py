"""Six coffees, each whole."""

from server.demo.goods import COFFEES, Coffee


def test_each_coffee_has_an_address_of_its_own_and_says_everything() -> None:
    assert len({coffee.slug for coffee in COFFEES}) == len(COFFEES) == 6
    may_be_empty = {"flag"}
    empty = [name for name in Coffee.__slots__ for coffee in COFFEES if not getattr(coffee, name)]
    assert set(empty) <= may_be_empty


def test_a_price_is_written_as_people_read_it() -> None:
    assert [coffee.price for coffee in COFFEES[:3]] == ["€14.50", "€11.00", "€13.20"]
