"""Values are checked by kind, and kept in one form each."""

import pytest

from server.clients.field_values import Field, read_value
from server.errors import Invalid

READ = {
    "text": {" a  b ": "a b", "": "", "=1": "=1"},
    "number": {"12,50": "12.5", "-3": "-3", "1 000": "1000", 7: "7", "0": "0"},
    "date": {"2026-05-31": "2026-05-31"},
    "yes_no": {"yes": "yes", True: "yes", False: "no"},
    "choice": {"S": "S", None: ""},
}
REFUSED = {
    "text": ["x" * 501],
    "number": ["x", "NaN", "1e400", "1" * 40, "Infinity"],
    "date": ["31.05.2026", "2026-02-30"],
    "yes_no": ["maybe"],
    "choice": ["XL"],
}


def test_k5_values_are_kept_in_one_form_and_what_does_not_fit_is_refused():
    known = {kind: Field("f", "key", {}, kind, ["S"]) for kind in READ}
    assert {kind: {said: read_value(known[kind], said) for said in READ[kind]} for kind in READ} == READ
    for kind, values in REFUSED.items():
        for said in values:
            with pytest.raises(Invalid) as refused:
                read_value(known[kind], said)
            assert refused.value.reasons == {"fields.key": kind}
