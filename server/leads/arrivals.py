"""A submission that has been understood: everything `keep` needs, worked out before the database is asked."""

from typing import NamedTuple

from server.clients.consents import Agreement
from server.clients.emails import read_email
from server.clients.phones import read_phone
from server.clients.sources import Source, read_source
from server.leads.agreeing import agreement_of
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
    return Arrival(
        site=site,
        widget=widget,
        submission=submission,
        once=once,
        lead=lead,
        agreement=agreement_of(widget, submission, language, kept_as, source.known.get("landing", "")),
        source=source,
        network=network_of(address),
        spam=is_suspicious(submission, LEAST_MS),
    )
