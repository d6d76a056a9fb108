"""What comes in is looked at before it is kept: how large it is, what it is, and what a picture hides."""

from server.errors import TooLarge
from server.files.keeping import Kept
from server.files.kinds import kind_of, name_of
from server.files.pictures import Pictures

MOST_BYTES = 10 * 1024 * 1024


class Incoming:
    """One way in for files of either side."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures

    async def looked_at(self, site: str, member: str | None, name: str, data: bytes) -> Kept:
        """The file as it may be kept; raises `TooLarge` over 10 MiB, `Invalid` with a reason for the field `file`."""
        if len(data) > MOST_BYTES:
            raise TooLarge
        kind = kind_of(data)
        if not kind.is_picture:
            return Kept(site, member, name_of(name, kind), kind.type, data)
        drawn = await self._pictures.redraw(data)
        named = name_of(name, kind_of(drawn.data))
        return Kept(site, member, named, drawn.type, drawn.data, drawn.width, drawn.height)
