"""Every operation of the programs' door is shown, with a body to begin from that its model takes as far as it can."""

import re

from server.api.table import OPERATIONS
from server.console.programs_shown import Parameter, example, groups
from server.console.words import read_words

CYRILLIC = re.compile("[а-яё]")
WORDS = read_words()


def test_every_operation_is_shown_once_under_its_subject() -> None:
    shown = groups(OPERATIONS, "s1", WORDS["en"])

    assert sorted(each.id for operations in shown.values() for each in operations) == sorted(
        operation.name for operation in OPERATIONS
    )
    assert shown["leads"][0].path == "/api/v1/sites/{site}/leads"


def test_every_operation_says_in_each_language_what_it_does_and_takes() -> None:
    """In English it is what the OpenAPI document says: neither can change alone."""
    told = {
        language: [each for operations in groups(OPERATIONS, "s1", WORDS[language]).values() for each in operations]
        for language in WORDS
    }
    summaries = {operation.name: operation.summary for operation in OPERATIONS}
    asked = {operation.name: operation.query.model_json_schema().get("properties", {}) for operation in OPERATIONS}
    for each in told["en"]:
        about = {found.name: found.about for found in each.parameters if found.place == "query"}
        assert each.summary == summaries[each.id]
        assert about == {name: found.get("description", "") for name, found in asked[each.id].items()}, each.id
    for each, russian in zip(told["en"], told["ru"], strict=True):
        words = [russian.summary, *(found.about for found in russian.parameters if found.about)]
        assert [said for said in words if not CYRILLIC.search(said)] == [], each.id


def test_a_site_in_the_path_is_filled_in_and_a_parameter_says_what_it_is() -> None:
    leads = groups(OPERATIONS, "s1", WORDS["en"])["leads"][0]

    assert leads.parameters[0] == Parameter("site", "", "s1", "path")
    assert leads.parameters[1] == Parameter("limit", "How many items at most.", "", "query")
    assert (leads.role, leads.example) == ("manager", None)


def test_an_example_is_made_of_defaults_and_of_what_is_required() -> None:
    schema = {
        "type": "object",
        "required": ["name", "list", "choice", "inner"],
        "properties": {
            "name": {"type": "string"},
            "list": {"type": "array"},
            "choice": {"enum": ["a", "b"]},
            "inner": {"$ref": "#/$defs/Inner"},
            "free": {"type": "integer"},
        },
    }
    inner = {"type": "object", "properties": {"on": {"default": True}, "at": {"anyOf": [{"type": "integer"}]}}}

    assert example(schema, {"Inner": inner}) == {"name": "", "list": [], "choice": "a", "inner": {"on": True, "at": 0}}


def test_a_model_that_holds_itself_comes_to_an_end() -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}}

    assert example(node, {"Node": node}) == {"next": {"next": {"next": {"next": {}}}}}
