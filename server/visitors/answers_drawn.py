"""The letter that tells a visitor of answers they have not seen, and the pages behind its links."""

from collections.abc import Mapping
from typing import Any

from server.answers.links import token_of
from server.answers.stopping import Written
from server.clients.stored import json_value
from server.deliveries.letters import Letter
from server.sealing import Sealer
from server.visitors.letter_pages import TEMPLATES, back_to, draw_page
from server.visitors.words import Say, say_in

PATH = "/v1/answers"
FRAGMENT = "frontdesk-link"  # what the loader looks for; no server but ours ever reads what stands behind it


class AnswerLetters:
    """Draws both. A letter holds what the team has written, and nothing that a visitor has."""

    def __init__(self, public_url: str, sealer: Sealer) -> None:
        self._public_url = public_url
        self._sealer = sealer

    def letter(self, row: Mapping[str, Any]) -> Letter:
        """The letter as `answers.sending.claim` gives it; its button leads to the visitor's page on the site."""
        say, site = say_in(row["language"]), row["site"]
        token = token_of(self._sealer, row["id"])
        page = back_to(site, json_value(row["page"]).get("url", "")).partition("#")[0]
        facts = {
            "say": say,
            "t": say,  # the layout asks it for the language
            "site": site.name,
            "answers": [{**each, "by": (each["by"] or "").partition(" ")[0]} for each in row["answers"]],
            "link": f"{page}#{FRAGMENT}={token}",
            "stop": f"{self._public_url}{PATH}/{token}/stop",
            "public_url": self._public_url,
            "subject": say("answers.subject", site=site.name),
        }
        text = TEMPLATES.get_template("mail/answers.txt").render(facts).lstrip("\n")
        return Letter(facts["subject"], text, TEMPLATES.get_template("mail/answers.html").render(facts))

    def page(self, step: str, say: Say, nonce: str, written: Written | None = None, token: str = "") -> str:
        """The page of one step: `answers_stop answers_stopped answers_ended trouble`."""
        again = f"{PATH}/{token}/again" if step == "answers_stopped" else ""
        back = back_to(written.site, "") if written else ""
        site = written.site if written else None
        return draw_page(step, say, nonce, site, again=again, again_step="answers_again", back=back)
