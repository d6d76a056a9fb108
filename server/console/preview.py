"""The preview of a widget: what visitors would be given, made of a draft nobody has published; nothing is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from server.assets import PLACE, Assets
from server.leads.examples import EXAMPLE as EXAMPLE
from server.leads.examples import example_answer as example_answer
from server.registry import Kind
from server.sites import consent_texts
from server.sites.document import PublishedWidget, publish
from server.sites.placed import Named
from server.sites.rules import Rules
from server.sites.sites import Site
from server.widget import Settings

NEVER = 2**53  # ms; what begins then begins in no preview
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

    def config(
        self, site: Site, kind: Kind, widget: str, settings: Settings, others: Iterable[Named] = ()
    ) -> dict[str, Any]:
        """The site's configuration with this one widget: everywhere, at any time, and open at once.

        The `others` of the site are known by their ids and kinds, so that what opens them is seen, and never open.
        """
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
        ] + [{"id": each.id, "kind": each.kind, "version": 1, "settings": {}, "start": NEVER} for each in others]
        return self.assets.completed(made, self.public_url)
