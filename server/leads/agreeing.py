"""What a visitor agreed to with a submission: all that is required, nothing unknown, in the words they read."""

from server.clients.consents import Agreement
from server.errors import ConsentChanged, Invalid
from server.leads.submissions import Submission
from server.sites.consent_texts import in_language
from server.sites.document import PublishedWidget


def agreement_of(
    widget: PublishedWidget, submission: Submission, language: str, address: str, page: str, *, is_contact: bool = True
) -> Agreement:
    """The agreement as the journal keeps it; where no contact is left nothing is required.

    Raises `Invalid` for a required purpose that is missing and for one that nobody was asked, and `ConsentChanged`
    with the new words when those of a required purpose have changed since the visitor's version.
    """
    given = tuple(dict.fromkeys(submission.consent))
    asked = widget.consent_texts
    purposes = widget.kind.widget.purposes if is_contact else ()
    required = [each.name for each in purposes if each.required and each.name in asked]
    if missing := [name for name in required if name not in given]:
        _refuse("required", f"is required: {', '.join(missing)}")
    if changed := widget.consent_changed_since(submission.version, required, submission.language):
        raise ConsentChanged(consent={name: dict(asked[name]) for name in changed}, version=widget.version)
    version = widget.version if submission.version is None else submission.version
    texts = widget.consent_versions.get(version, asked)
    words = {name: in_language(texts, name, language) for name in given}
    if unknown := [name for name, text in words.items() if text is None]:
        _refuse("unknown", f"nobody was asked for: {', '.join(unknown)}")
    read = {name: text for name, text in words.items() if text is not None}
    return Agreement(read, widget.id, version, address, page)


def to_confirm(widget: PublishedWidget, agreement: Agreement) -> tuple[Agreement, Agreement]:
    """The agreement in two: what counts now, and what counts once a letter was answered by a press."""
    late = {each.name for each in widget.kind.widget.purposes if each.needs_letter(widget.settings)}
    now = {name: words for name, words in agreement.words.items() if name not in late}
    waiting = {name: words for name, words in agreement.words.items() if name in late}
    return agreement._replace(words=now), agreement._replace(words=waiting)


def _refuse(reason: str, words: str) -> None:
    raise Invalid(errors={"consent": words}, reasons={"consent": reason})
