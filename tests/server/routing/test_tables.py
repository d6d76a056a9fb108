"""A site's departments with those who work in them, and how much each member takes on."""

from server.routing.tables import department_members, departments, duties


def test_none_of_them_says_anything_about_a_person():
    for table in (departments, department_members, duties):
        assert not {"client", "visitor"} & set(table.c.keys())
