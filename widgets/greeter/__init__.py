"""The greeter room: a small card in which somebody of the team says a personal line and takes a reply."""

from server.widget import Purpose, Widget
from widgets.greeter.handlers import GreeterSubmission, on_submit
from widgets.greeter.opening import opening
from widgets.greeter.rules import conditions, has_reply, shows_who_is_here
from widgets.greeter.settings import GreeterSettings

WIDGET = Widget(
    settings=GreeterSettings,
    submission=GreeterSubmission,
    on_submit=on_submit,
    purposes=(
        Purpose("contact", text="consent_contact", setting="consent_contact", required=True, asked=has_reply),
        Purpose(
            "marketing",
            text="consent_marketing",
            setting="consent_marketing",
            offered_by_default=False,
            asked=has_reply,
        ),
    ),
    trigger={"kind": "delay", "seconds": 15},
    launcher=False,
    interrupts=True,
    live=shows_who_is_here,
    sender=shows_who_is_here,
    speaks=conditions,
    opening=opening,
    presses=("open", "link", "chat"),
)
