"""The letter that asks somebody to confirm what was ticked, and the pages behind its links."""

import json
from collections.abc import Mapping
from typing import Any

from server.deliveries.letters import Letter
from server.optin.confirming import Asked
from server.optin.links import token_of
from server.sealing import Sealer
from server.visitors.letter_pages import TEMPLATES, back_to, draw_page
from server.visitors.words import Say, say_in

PATH = "/v1/confirm"
NAMES_IT = ("open", "confirmed", "withdraw", "withdrawn")  # steps that say what is agreed to


class Confirmations:
    """Draws both. Links lead to the configured address, whatever a request may have said."""

    def __init__(self, public_url: str, sealer: Sealer) -> None:
        self._public_url = public_url
        self._sealer = sealer

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
        text = TEMPLATES.get_template("mail/confirm.txt").render(facts).lstrip("\n")
        return Letter(facts["subject"], text, TEMPLATES.get_template("mail/confirm.html").render(facts))

    def page(self, step: str, say: Say, nonce: str, asked: Asked | None = None, token: str = "") -> str:
        """The page of one step: `open confirmed stop withdraw stopped withdrawn ended trouble`."""
        return draw_page(
            step,
            say,
            nonce,
            asked.site if asked else None,
            agreed=list(asked.words.values()) if asked and step in NAMES_IT else [],
            stop=f"{PATH}/{token}/stop",
            again=f"{PATH}/{token}/again" if asked and asked.may_return else "",
            back=back_to(asked.site, asked.page) if asked else "",
        )
