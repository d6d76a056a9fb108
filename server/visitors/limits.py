"""How much one network may do to one site; thirty honest people behind one address pass."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from server.errors import TooMany
from server.hub.pace import Bucket
from server.networks import network_of

MOST_KEYS = 20_000  # buckets kept at once; the one that was quiet for longest is forgotten first


class Limit:
    """A bucket for each key: a burst, then so many a minute. In memory, and never larger than its bound."""

    def __init__(self, burst: int, per_minute: float, clock: Callable[[], float], most_keys: int = MOST_KEYS) -> None:
        self._burst = burst
        self._per_second = per_minute / 60
        self._clock = clock
        self._most_keys = most_keys
        self._buckets: OrderedDict[Hashable, Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, key: Hashable) -> None:
        """Count one, or refuse it with the seconds to wait."""
        now = self._clock()
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(self._burst, self._per_second, now)
            if len(self._buckets) > self._most_keys:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
        if wait := bucket.take(now):
            raise TooMany(retry_after=wait)


class Limits:
    """The limits of the visitors' door, by network (an address or an IPv6 /64) and site."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._capture = Limit(60, 30, clock)
        self._events = Limit(120, 240, clock)
        self._sockets = Limit(1200, 600, clock)
        self._identities = Limit(120, 120, clock)
        self._previews = Limit(60, 60, clock)
        self._visits = Limit(300, 600, clock)
        self._confirmations = Limit(60, 60, clock)
        self._conversations = Limit(60, 30, clock)
        self._messages = Limit(300, 60, clock)
        self._files = Limit(20, 6, clock)
        self._downloads = Limit(600, 300, clock)
        self._articles = Limit(300, 300, clock)

    def capture(self, address: str, site: str) -> None:
        """Something is left: 60 at once, then 30 a minute."""
        self._capture.take((network_of(address), site))

    def events(self, address: str, site: str) -> None:
        """A batch of events: 120 at once, then 240 a minute."""
        self._events.take((network_of(address), site))

    def visits(self, address: str, site: str) -> None:
        """A page is seen: 300 at once, then 600 a minute; more are not kept, and nobody is told."""
        self._visits.take((network_of(address), site))

    def identities(self, address: str, site: str) -> None:
        """Somebody is identified, on each page of who is logged in: 120 at once, then 120 a minute."""
        self._identities.take((network_of(address), site))

    def previews(self, address: str, site: str) -> None:
        """A preview is fetched: 60 at once, then 60 a minute."""
        self._previews.take((network_of(address), site))

    def confirmations(self, address: str) -> None:
        """A letter's link is opened or answered, of whatever site: 60 at once, then 60 a minute."""
        self._confirmations.take(network_of(address))

    def conversations(self, address: str, site: str) -> None:
        """A conversation is begun: 60 at once, then 30 a minute."""
        self._conversations.take((network_of(address), site))

    def messages(self, address: str, site: str) -> None:
        """A visitor writes: 300 at once, which is thirty people's lively minute, then 60 a minute."""
        self._messages.take((network_of(address), site))

    def files(self, address: str, site: str) -> None:
        """A visitor sends a file: 20 at once, then 6 a minute."""
        self._files.take((network_of(address), site))

    def downloads(self, address: str) -> None:
        """A conversation's file is read, of whatever site: 600 at once, then 300 a minute."""
        self._downloads.take(network_of(address))

    def articles(self, address: str, site: str) -> None:
        """Articles are looked for or read: 300 at once, then 300 a minute."""
        self._articles.take((network_of(address), site))

    def sockets(self, address: str) -> None:
        """A socket is opened, at whatever site: 1,200 at once (a whole town behind one address), then 600 a minute."""
        self._sockets.take(network_of(address))
