"""What a loader is given: exactly the pieces that its configuration asks for, and those that they lean on."""

from typing import Any

import pytest

from server.pieces import choose

PIECES = {
    "triggers": {"exit": "e=>e()", "page": "(e,t,n,o)=>o.visited().pages"},
    "ops": {"is": "i", "in": "n", "glob": "g"},
    "facts": {"path": "p", "utm": "({visited:e})=>e()", "device": "d"},
    "gates": {"caps": "({visited:e})=>e()", "guard": 'e=>e.fact("device")'},
    "shared": {"visited": "v", "wake": "w", "soon": "s", "counters": "c"},
    "goals": {"gtag": "a", "data_layer": "b"},
}


def site(*widgets: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A configuration of these widgets."""
    return {"widgets": list(widgets), **more}


def leaf(field: str, op: str, value: Any = "x") -> dict[str, Any]:
    """One condition."""
    return {"field": field, "op": op, "value": value}


@pytest.mark.parametrize(
    ("config", "chosen"),
    [
        (site(), "{}"),
        (site({"where": {"any": [{"not": [leaf("path", "is")]}]}}), "{ops:{is:i},facts:{path:p}}"),
        (site({"settings": {"rows": [{"show": leaf("path", "in", ["/"])}]}}), "{ops:{in:n},facts:{path:p}}"),
        (
            site({"where": {"all": [leaf("utm_source", "glob"), leaf("utm_term", "glob")]}}),
            "{ops:{glob:g},facts:{utm:({visited:e})=>e()},shared:{visited:v}}",
        ),
        (site({"when": [{"kind": "exit"}, {"kind": "delay", "seconds": 3}]}), "{triggers:{exit:e=>e()}}"),
        (
            site({"when": [{"kind": "page", "number": 2}]}),
            "{triggers:{page:(e,t,n,o)=>o.visited().pages},shared:{visited:v}}",
        ),
        (site({"caps": {"day": 1}}), "{gates:{caps:({visited:e})=>e()},shared:{visited:v}}"),
        (site(guard=1), '{facts:{device:d},gates:{guard:e=>e.fact("device")}}'),
        (site({"after": "visit"}), "{shared:{visited:v}}"),
        (site({"stop": 5}), "{shared:{wake:w}}"),
        (site(zone="Europe/Belgrade", live=1), "{shared:{wake:w,soon:s}}"),
        (site(goals={"gtag": True}), "{shared:{counters:c},goals:{gtag:a}}"),
        (site({"where": {"all": [leaf("moon", "resembles")]}, "when": [{"kind": "eclipse"}]}), "{}"),
    ],
)
def test_a_configuration_is_given_what_it_asks_for_and_no_more(config: dict[str, Any], chosen: str) -> None:
    assert choose(PIECES, config) == chosen
