"""The multibutton room: one launcher, and behind it every way to reach the shop that is open just now."""

from server.widget import Purpose, Widget
from widgets.multibutton.handlers import MultibuttonSubmission, on_submit
from widgets.multibutton.settings import PRESSES, MultibuttonSettings, takes_addresses

WIDGET = Widget(
    settings=MultibuttonSettings,
    submission=MultibuttonSubmission,
    on_submit=on_submit,
    presses=PRESSES,
    purposes=(
        Purpose(
            "newsletter",
            text="consent_newsletter",
            setting="consent_newsletter",
            required=True,
            asked=takes_addresses,
            confirmed=takes_addresses,
        ),
    ),
)
