"""What an owner can set about a site: one model for a new site and one for a change, with the same checks."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from server.sites.colours import palette
from server.sites.origins import normal_origin
from server.sites.places import known_country, known_time_zone
from server.widget import Json, Language, Model, Name

MOST = 20  # addresses or languages of one site


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    if not 1 <= len(values) <= MOST:
        raise ValueError(f"from 1 to {MOST} of them")
    return tuple(dict.fromkeys(values))


def _in_small_letters(value: str) -> str:
    return value.lower()


Origin = Annotated[str, AfterValidator(normal_origin)]
Origins = Annotated[tuple[Origin, ...], AfterValidator(_each_once)]
Languages = Annotated[tuple[Language, ...], AfterValidator(_each_once)]
SiteName = Annotated[Name, Field(min_length=1, max_length=80)]
TimeZone = Annotated[str, AfterValidator(known_time_zone)]
Country = Annotated[str, AfterValidator(known_country)]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$"), AfterValidator(_in_small_letters)]
Memory = Literal["after_interaction", "after_consent", "always"]
Addresses = Literal["whole", "cut"]  # as the consent journal keeps visitors' network addresses

RADIUS = {"soft": 8, "square": 0}  # px that no corner is rounder than; round ones are as each part is drawn
ZOOM = {"large": 1.2}


class Looks(Model):
    """The site's one colour, light or dark, the corner of its launchers, and how round, large and high they are."""

    brand: Colour = "#0b6478"
    theme: Literal["auto", "light", "dark"] = "auto"
    corner: Literal["end", "start"] = "end"
    shape: Literal["round", "soft", "square"] = "round"
    size: Literal["normal", "large"] = "normal"
    lift: Annotated[int, Field(ge=0, le=200)] = 0  # px that stay free under what stands at the bottom

    def published(self) -> dict[str, Json]:
        """As browsers are told: colours worked out, shape and size in figures, and only where they are not as usual."""
        said = {"brand": self.brand, **palette(self.brand), "theme": self.theme, "corner": self.corner}
        measures = {"radius": RADIUS.get(self.shape), "zoom": ZOOM.get(self.size), "lift": self.lift or None}
        return said | {name: value for name, value in measures.items() if value is not None}


class Manners(Model):
    """How much peace visitors have from what comes over the page by itself."""

    quiet_minutes: Annotated[int, Field(ge=0, le=1440)] = 3  # after one has come, before the next, the same too
    search_guard: bool = False  # nothing covers the first page on a phone that a search engine led to


class Goals(Model):
    """Which of the page's own counters hear of what happens in widgets."""

    data_layer: bool = False
    gtag: bool = False
    metrika: Annotated[str, Field(pattern=r"^([0-9]{1,12})?$")] = ""  # the number of a Yandex Metrica counter


class NewSite(Model):
    """What a new site needs; everything but its name and its addresses has a default a stranger is happy with."""

    name: SiteName
    origins: Origins
    time_zone: TimeZone = "UTC"
    country: Country | None = None
    languages: Languages = ("en",)
    memory: Memory = "after_interaction"
    addresses: Addresses = "whole"
    looks: Looks = Looks()
    manners: Manners = Manners()
    goals: Goals = Goals()


class SiteChange(Model):
    """The fields that are named replace what was; the others stay (their values here mean nothing)."""

    name: SiteName = ""
    origins: Origins = ()
    time_zone: TimeZone = ""
    country: Country | None = None
    languages: Languages = ()
    memory: Memory = "after_interaction"
    addresses: Addresses = "whole"
    looks: Looks = Looks()
    manners: Manners = Manners()
    goals: Goals = Goals()

    def named(self) -> dict[str, object]:
        """The values that were named, and only those."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}
