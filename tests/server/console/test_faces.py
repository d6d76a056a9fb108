"""How people are shown in small."""

from server.console.faces import Face, face, initials, readable_phone, tint


def test_initials_are_the_first_letters_of_the_first_and_the_last_name():
    names = ("Ivana Lukić", "александра", "Jan van der Berg", "", "  ", "<script>", "42", "É l")
    assert [initials(name) for name in names] == ["IL", "А", "JB", "", "", "", "", "ÉL"]


def test_one_person_has_always_the_same_of_five_tints():
    assert {tint(f"person {number}") for number in range(50)} == {1, 2, 3, 4, 5}
    assert face("m1", "Anna Petrova") == Face("m1", "Anna Petrova", "AP", tint("m1"))


def test_a_number_is_spaced_as_its_visitor_saw_it_and_anything_else_stays():
    assert [readable_phone(number) for number in ("+381601234567", "+79000001234", "", "<b>")] == [
        "+381 60 1234567", "+7 900 000 12 34", "", "<b>",
    ]  # fmt: skip
