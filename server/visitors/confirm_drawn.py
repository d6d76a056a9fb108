"""The letter that asks somebody to confirm what was ticked, and the pages behind its links."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from server.deliveries.letters import Letter
from server.optin.confirming import Asked
from server.optin.links import token_of
from server.sealing import Sealer
from server.sites.settings import Looks
from server.sites.sites import Site
from server.visitors.words import Say, say_in

TEMPLATES = Path(__file__).parents[2] / "templates"
PATH = "/v1/confirm"
NAMES_IT = ("open", "confirmed", "withdraw", "withdrawn")  # steps that say what is agreed to


class Confirmations:
    """Draws both. Links lead to the configured address, whatever a request may have said."""

    def __init__(self, public_url: str, sealer: Sealer) -> None:
        self._public_url = public_url
        self._sealer = sealer
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=select_autoescape(["html"], default=False),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def letter(self, row: Mapping[str, Any]) -> Letter:
        """The letter of an opt-in as `optin.sending.claim` gives it: words of ours and of the owner's, no others."""
        say = say_in(row["language"])
        facts = {
            "say": say,
            "t": say,  # the layout asks it for the language
            "site": row["site_name"],
            "agreed": list(json.loads(row["words"]).values()),
            "link": f"{self._public_url}{PATH}/{token_of(self._sealer, row['id'])}",
            "public_url": self._public_url,
            "subject": say("letter.subject", site=row["site_name"]),
        }
        text = self._templates.get_template("mail/confirm.txt").render(facts).lstrip("\n")
        return Letter(facts["subject"], text, self._templates.get_template("mail/confirm.html").render(facts))

    def page(self, step: str, say: Say, nonce: str, asked: Asked | None = None, token: str = "") -> str:
        """The page of one step: `open confirmed stop withdraw stopped withdrawn ended trouble`."""
        looks = asked.site.looks.published() if asked else Looks().published()
        return self._templates.get_template("visitors/confirm.html").render(
            step=step,
            say=say,
            nonce=nonce,
            site=asked.site.name if asked else "",
            agreed=list(asked.words.values())
            if asked and step in ("open", "confirmed", "withdraw", "withdrawn")
            else [],
            stop=f"{PATH}/{token}/stop",
            again=f"{PATH}/{token}/again" if asked and asked.may_return else "",
            back=back_to(asked.site, asked.page) if asked else "",
            **{name: looks[name] for name in ("brand", "on", "link", "link_dark")},
        )


def back_to(site: Site, page: str) -> str:
    """Where the way back leads: the page that something was ticked on, where it is the site's own, or else the site.

    A browser sent the page: an address from elsewhere must not stand on a page of ours.
    """
    try:
        parts = urlsplit(page)
        is_own = site.allows(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        is_own = False
    return page if is_own else next(iter(site.origins), "")
