"""A version is answered with what it held, when it came, and who published it, where we still know."""

from server.api.answers_widgets import VersionAnswer


def test_a_version_whose_publisher_is_unknown_says_nobody() -> None:
    said = {"version": 1, "settings": {}, "rules": {}, "published_by": None, "published_at": 0, "member": "secret"}
    assert VersionAnswer.model_validate(said).model_dump(mode="json") == {
        "version": 1,
        "settings": {},
        "rules": {},
        "published_by": None,
        "published_at": "1970-01-01T00:00:00Z",
    }
