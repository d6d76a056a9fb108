"""The popup room: says one thing over the page or in it, and takes an address, gives a code or leads on."""

from server.widget import Purpose, Widget
from widgets.popup.handlers import PopupSubmission, on_submit
from widgets.popup.layouts import bar_of, entry_of, is_confirmed, is_form, is_inline, is_over_the_page
from widgets.popup.settings import PopupSettings

WIDGET = Widget(
    settings=PopupSettings,
    submission=PopupSubmission,
    on_submit=on_submit,
    purposes=(
        Purpose(
            "contact",
            text="consent_contact",
            setting="consent_contact",
            required=True,
            asked=is_form,
            confirmed=is_confirmed,
        ),
        Purpose(
            "marketing",
            text="consent_marketing",
            setting="consent_marketing",
            offered_by_default=False,
            asked=is_form,
            confirmed=is_confirmed,
        ),
    ),
    needs=frozenset({"codes"}),
    trigger={"kind": "delay", "seconds": 40},
    launcher=False,
    interrupts=is_over_the_page,
    entry=entry_of,
    bar=bar_of,
    inline=is_inline,
)
