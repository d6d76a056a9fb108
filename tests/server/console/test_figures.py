"""Large numbers are read at a glance."""

from server.console.figures import figure


def test_large_figures_have_their_thousands_apart():
    assert figure(81962828698) == "81\u202f962\u202f828\u202f698"
