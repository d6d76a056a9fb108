"""A site's looks as a small picture: a page with a launcher and an open panel, light and dark as visitors have them."""

from dataclasses import dataclass

from server.console.contrast_shown import DARK, LIGHT, figure
from server.sites.colours import READABLE, palette
from server.sites.settings import RADIUS, ZOOM, Looks

WIDTH, HEIGHT, EDGE = 240.0, 190.0, 10.0
SCALE = 0.42  # of the picture to what visitors see
PAGES = {"light": ("#f4f6f6", "#d9dfde"), "dark": ("#0e1313", "#2a3232")}  # the page's ground, and its words as bars
PANELS = {"light": (LIGHT, "#14201f", "#566361"), "dark": (DARK, "#e9efee", "#a5b1af")}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture with its corners and its colour."""

    x: float
    y: float
    width: float
    height: float
    round: float
    fill: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One page: `theme` is `light` or `dark`; the boxes lie one upon the other in their order."""

    theme: str
    boxes: tuple[Box, ...]


def scenes(looks: Looks) -> list[Scene]:
    """The page in each theme that visitors may have."""
    themes = ("light", "dark") if looks.theme == "auto" else (looks.theme,)
    return [_scene(looks, theme) for theme in themes]


def too_pale(brand: str) -> str:
    """The contrast of a colour on white where it is too pale for words there; else nothing."""
    ratio = figure(brand, LIGHT)
    return f"{ratio:g}" if ratio < READABLE else ""


def _scene(looks: Looks, theme: str) -> Scene:
    made, zoom = palette(looks.brand), ZOOM.get(looks.size, 1.0) * SCALE
    (ground, bar), (panel, ink, dim) = PAGES[theme], PANELS[theme]
    link = made["link"] if theme == "light" else made["link_dark"]
    lift = looks.lift * SCALE / 2
    margin = 20 * SCALE + lift

    def rounded(usual: float) -> float:
        return min(usual, RADIUS.get(looks.shape, usual)) * zoom

    launcher_width, launcher_height = 150 * zoom, 56 * zoom
    panel_width, panel_height = 300 * zoom, 210 * zoom
    launcher_top = HEIGHT - margin - launcher_height
    panel_top = launcher_top - panel_height - 5

    def left(width: float) -> float:
        return EDGE if looks.corner == "start" else WIDTH - EDGE - width

    at, into = left(panel_width), 20 * zoom
    button_at = left(launcher_width)
    boxes = (
        Box(0, 0, WIDTH, HEIGHT, 0, ground),
        *(Box(16, 18 + 14 * row, 200 - 45 * (row % 3), 6, 3, bar) for row in range(11)),
        *([Box(0, HEIGHT - lift, WIDTH, lift, 0, bar)] if lift else []),
        Box(at, panel_top, panel_width, panel_height, rounded(20), panel),
        Box(at + into, panel_top + into, panel_width * 0.55, 7 * zoom * 2, 2, ink),
        Box(at + into, panel_top + into * 2.1, panel_width * 0.72, 5 * zoom * 2, 2, dim),
        Box(at + into, panel_top + panel_height * 0.42, panel_width - 2 * into, 44 * zoom, rounded(12), dim),
        Box(at + into + 0.6, panel_top + panel_height * 0.42 + 0.6, panel_width - 2 * into - 1.2, 44 * zoom - 1.2,
            max(0.0, rounded(12) - 0.6), panel),
        Box(at + into, panel_top + panel_height * 0.68, panel_width - 2 * into, 44 * zoom, rounded(12), looks.brand),
        Box(at + panel_width / 2 - 30 * zoom, panel_top + panel_height * 0.68 + 18 * zoom, 60 * zoom, 8 * zoom, 2,
            made["on"]),
        Box(at + into, panel_top + panel_height - 14 * zoom, 70 * zoom, 6 * zoom, 1, link),
        Box(button_at, launcher_top, launcher_width, launcher_height, rounded(28), looks.brand),
        Box(button_at + 18 * zoom, launcher_top + 19 * zoom, 18 * zoom, 18 * zoom, 9 * zoom, made["on"]),
        Box(button_at + 48 * zoom, launcher_top + 23 * zoom, 78 * zoom, 10 * zoom, 2, made["on"]),
    )  # fmt: skip
    return Scene(theme, boxes)
