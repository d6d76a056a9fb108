"""The callback room: a visitor leaves a number, and watches who calls back and when."""

from server.widget import Purpose, Widget
from widgets.callback.handlers import CallbackSubmission, on_submit
from widgets.callback.settings import CallbackSettings

WIDGET = Widget(
    settings=CallbackSettings,
    submission=CallbackSubmission,
    on_submit=on_submit,
    purposes=(
        Purpose("contact", text="consent_contact", setting="consent_contact", required=True),
        Purpose("marketing", text="consent_marketing", setting="consent_marketing", offered_by_default=False),
    ),
    needs=frozenset({"calls"}),
)
