"""The popup room: says one thing over the page, and takes an address, gives a code or leads on; closing is as easy."""

from server.widget import Purpose, Widget
from widgets.popup.handlers import PopupSubmission, on_submit
from widgets.popup.settings import PopupSettings

WIDGET = Widget(
    settings=PopupSettings,
    submission=PopupSubmission,
    on_submit=on_submit,
    purposes=(
        Purpose("contact", text="consent_contact", setting="consent_contact", required=True),
        Purpose("marketing", text="consent_marketing", setting="consent_marketing", offered_by_default=False),
    ),
    trigger={"kind": "delay", "seconds": 40},
    launcher=False,
    interrupts=True,
)
