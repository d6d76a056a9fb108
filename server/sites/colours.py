"""What follows from the owner's one colour: words upon it, and links on light and on dark, all readable (4.5:1)."""

import math
from collections.abc import Callable

Triple = tuple[float, float, float]

READABLE = 4.5
# Lightness in OKLCH, as the console's preview has it: no hue at 0.48 is too light to read on white, none at 0.8 too
# dark on the panels' dark ground.
DARKEST_NEEDED, LIGHTEST_NEEDED = 0.48, 0.8


def palette(brand: str) -> dict[str, str]:
    """The colours that are worked out once, at publishing: `on`, `link` and `link_dark`."""
    return {
        "on": "#fff" if contrast(brand, "#ffffff") >= READABLE else "#000",
        "link": _held(brand, lambda lightness: min(lightness, DARKEST_NEEDED)),
        "link_dark": _held(brand, lambda lightness: max(lightness, LIGHTEST_NEEDED)),
    }


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 measures it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _held(brand: str, hold: Callable[[float], float]) -> str:
    """The brand itself where its lightness may stay, or else the same hue at the lightness it is held to."""
    lightness, chroma, hue = _to_oklch(brand)
    held = hold(lightness)
    return brand if held == lightness else _from_oklch((held, chroma, hue))


def _channels(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklch(colour: str) -> Triple:
    red, green, blue = _channels(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(colour: Triple) -> str:
    """The nearest colour a screen can show: paler, where the wanted one is too strong."""
    lightness, chroma, hue = colour
    channels = _to_linear(lightness, chroma, hue)
    while chroma > 0.0005 and not all(-0.0005 <= channel <= 1.0005 for channel in channels):
        chroma *= 0.97
        channels = _to_linear(lightness, chroma, hue)
    return "#" + "".join(f"{round(_gamma(min(1.0, max(0.0, channel))) * 255):02x}" for channel in channels)


def _to_linear(lightness: float, chroma: float, hue: float) -> Triple:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
