"""A submission that has been understood: everything `keep` needs, worked out before the database is asked."""

from typing import NamedTuple

from server.clients.consents import Agreement
from server.clients.emails import read_email
from server.clients.phones import read_phone
from server.clients.sources import Source, read_source
from server.leads.agreeing import agreement_of, to_confirm
from server.leads.once import Once
from server.leads.submissions import Submission, is_suspicious
from server.networks import cut_address, network_of
from server.sites.document import PublishedWidget
from server.sites.sites import Site
from server.widget import Lead, SiteFacts, Visit

LEAST_MS = 0  # the shortest time a form is open before it is suspicious; sites have no setting of their own yet


class Arrival(NamedTuple):
    """One thing left on a site, with who left it, from where, and what they agreed to."""

    site: Site
    widget: PublishedWidget
    submission: Submission
    once: Once
    lead: Lead
    agreement: Agreement
    source: Source
    network: str
    spam: bool
    unconfirmed: Agreement | None = None  # what counts only once a letter was answered

    @property
    def language(self) -> str:
        """The language that everything was read in."""
        return self.submission.language or self.site.languages[0]


def understand(
    site: Site, widget: PublishedWidget, submission: Submission, once: Once, address: str, now: int
) -> Arrival:
    """Let the widget's own handler read the values and check the consent; raises any refusal, `Invalid` among them."""
    language = submission.language or site.languages[0]
    visit = Visit(
        site=SiteFacts(site.id, site.country, site.languages, site.time_zone),
        widget=widget.id,
        settings=widget.settings,
        language=language,
        now=now,
        phone=read_phone,
        email=read_email,
    )
    kind = widget.kind.widget
    kept_as = cut_address(address) if site.addresses == "cut" else address
    lead = kind.on_submit(kind.submission.read(submission.values), visit)
    source = read_source(submission.page.url, submission.page.referrer)
    agreed = agreement_of(
        widget, submission, language, kept_as, source.known.get("landing", ""), is_contact=lead.listed
    )
    agreement, unconfirmed = to_confirm(widget, agreed)
    if unconfirmed.words and not lead.email:
        raise ValueError(f"{widget.kind.name}: what is confirmed by a letter needs an address")
    return Arrival(
        site=site,
        widget=widget,
        submission=submission,
        once=once,
        lead=lead,
        agreement=agreement,
        source=source,
        network=network_of(address),
        spam=is_suspicious(submission, LEAST_MS),
        unconfirmed=unconfirmed if unconfirmed.words else None,
    )
