"""Languages are called as their speakers call them."""

from server.console.tongues import tongue


def test_a_language_has_its_own_name_or_its_wider_ones_or_its_code() -> None:
    assert [tongue(each) for each in ("sr", "sr-Latn", "pt-BR", "xx")] == [
        "Српски",
        "Srpski",
        "Português (pt-BR)",
        "xx",
    ]
