"""What an owner can set about a site: one model for a new site and one for a change, with the same checks."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from server.sites.origins import normal_origin
from server.sites.places import known_country, known_time_zone
from server.widget import Language, Model, Name

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


class Looks(Model):
    """The site's one colour, light or dark, and the corner where launchers stand."""

    brand: Colour = "#0b6478"
    theme: Literal["auto", "light", "dark"] = "auto"
    corner: Literal["end", "start"] = "end"


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

    def named(self) -> dict[str, object]:
        """The values that were named, and only those."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}
