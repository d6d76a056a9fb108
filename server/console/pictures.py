"""Pictures of kinds for whoever chooses among them: a room may have one, `picture.svg`, and needs none."""

from functools import cache
from pathlib import Path

from markupsafe import Markup

from server.registry import Kind

FILE = "picture.svg"


def picture(kind: Kind) -> Markup:
    """The room's own picture, ready to stand in a page; empty where it has none.

    It is drawn with `currentColor` and classes of its own house, without styles or scripts: the page's policy
    takes none.
    """
    return _read(kind.folder / FILE)


@cache
def _read(path: Path) -> Markup:
    return Markup(path.read_text("utf-8")) if path.is_file() else Markup("")  # noqa: S704 - a file of our own house
