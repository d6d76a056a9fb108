"""The gates that programs read are those that there are, in their order."""

from typing import get_args

from server.api.answers_explain import ExplainAnswer, Gate, VerdictAnswer
from server.api.explain import verdict_view
from server.sites.explain import GATES, Candidate, Culprit, Verdict


def test_every_gate_is_known_to_programs() -> None:
    assert get_args(Gate) == GATES


def test_a_verdict_is_written_with_its_condition() -> None:
    widget = Candidate("a", "letter", "Write", True, True, {})
    verdict = Verdict(widget, "where", Culprit("rules.where.all.0", "day", "in", [6, 7], 1, False))

    item = VerdictAnswer.model_validate(verdict_view(verdict))
    answer = ExplainAnswer.model_validate({"page": "p", "at": 0, "facts": {"day": 1}, "items": [item]})

    said = answer.model_dump(mode="json")
    assert (said["at"], said["items"][0]["condition"]["value"]) == ("1970-01-01T00:00:00Z", [6, 7])
    assert (said["items"][0]["shown"], said["items"][0]["first"]) == (False, None)
