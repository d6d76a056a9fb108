"""The preview of a widget: what visitors would be given, made of a draft nobody has published; nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.assets import PLACE, Assets
from server.errors import Refusal
from server.leads.intake import promised
from server.registry import Kind
from server.sites import consent_texts
from server.sites.document import PublishedWidget, publish
from server.sites.rules import Rules
from server.sites.sites import Site
from server.widget import Settings, SiteFacts, Visit

EXAMPLE = "example"  # stands where ids stand: a preview keeps nothing that could have one
AT_ONCE = ({"kind": "delay", "seconds": 0},)  # it opens by itself, so that the focus stays in the form beside it


@dataclass(frozen=True, slots=True)
class Preview:
    """Makes what the preview's page needs; `public_url` is where the browser finds our modules."""

    assets: Assets
    public_url: str

    @property
    def loader(self) -> str:
        """The loader with the place for a configuration."""
        return self.assets.bare_loader()

    @property
    def place(self) -> str:
        """What stands in the loader where the configuration goes."""
        return PLACE

    def config(self, site: Site, kind: Kind, widget: str, settings: Settings) -> dict[str, Any]:
        """The site's configuration with this one widget: everywhere, at any time, and open at once."""
        texts = consent_texts.effective(kind, settings)
        shown = PublishedWidget(
            id=widget,
            kind=kind,
            name="",
            enabled=True,
            settings=settings,
            rules=Rules(),
            version=1,
            consent_texts=texts,
            consent_versions={1: texts},
        )
        made: dict[str, Any] = dict(publish(site, [shown]).config)
        made["widgets"] = [
            {name: value for name, value in each.items() if name != "interrupts"} | {"when": AT_ONCE}
            for each in made["widgets"]
        ]
        return self.assets.completed(made, self.public_url)


def example_answer(kind: Kind, site: Site, settings: Settings) -> Mapping[str, Any]:
    """What the server would say to the room's first good example; nothing is kept and nobody is called."""
    facts = SiteFacts(site.id, site.country, site.languages, site.time_zone)
    visit = Visit(facts, EXAMPLE, settings, site.languages[0], 0, _as_it_is, _as_it_is)
    answer: dict[str, Any] = {"lead": EXAMPLE, "visitor": None}
    for example in kind.examples:
        for sent in example.submissions:
            if not sent.get("accepted", True):
                continue
            try:
                values = kind.widget.submission.read(sent.get("values", {}))
                lead = kind.widget.on_submit(values, visit)
            except Refusal:
                continue
            for effect in lead.effects:
                answer |= promised(effect, "")
            return answer
    return answer


def _as_it_is(value: str, *_: object, **__: object) -> str:
    return value
