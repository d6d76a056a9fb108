"""A network that writes down whom it was asked to connect to, and answers from nowhere."""

from httpcore2 import AsyncNetworkBackend, ConnectError


class NoNetwork(AsyncNetworkBackend):
    """Every connection is written down in `asked` and fails."""

    def __init__(self):
        self.asked = []

    async def connect_tcp(self, host, port, *_how, **_more):
        """Write it down."""
        self.asked.append((host, port))
        raise ConnectError


def names(*answers):
    """A lookup that answers with these lists of addresses, one after the other, the last one for ever."""
    left = list(answers)

    async def lookup(_host, _port):
        return left.pop(0) if len(left) > 1 else left[0]

    return lookup
