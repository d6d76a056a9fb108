"""The chat room: a visitor and the team write to each other; while nobody is there a message is left with a contact."""

from server.widget import Purpose, Widget
from widgets.chat.handlers import ChatSubmission, department, on_submit
from widgets.chat.settings import ChatSettings

WIDGET = Widget(
    settings=ChatSettings,
    submission=ChatSubmission,
    on_submit=on_submit,
    purposes=(
        Purpose("contact", text="consent_contact", setting="consent_contact", required=True),
        Purpose("marketing", text="consent_marketing", setting="consent_marketing", offered_by_default=False),
    ),
    needs=frozenset({"conversations"}),
    live=True,
    department=department,
    files=lambda settings: settings.files,
    articles=lambda settings: settings.articles,
)
