"""Countries in the words that refusals use."""

from server.clients.countries import country_name, country_names


def test_a_country_is_named_in_english_and_an_unknown_one_by_its_code():
    assert [country_name(code) for code in ("RS", "RU", "XK")] == ["Serbia", "Russia", "XK"]


def test_a_long_list_is_cut_and_counted():
    assert country_names(("RS",)) == "Serbia"
    assert country_names(("RS", "RU")) == "Serbia, Russia"
    assert country_names(("RS", "RU", "DE", "FR"), most=2) == "Serbia, Russia and 2 more"
