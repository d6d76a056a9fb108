"""Ports of this machine, taken before anybody is told of them; what keeps us from one is said in words."""

import errno
import socket
from collections.abc import Sequence

BACKLOG = 100  # until the server takes over, with a backlog of its own


class CannotListen(Exception):
    """We cannot listen there; the words say what to do. `port` is the one that was asked for."""

    def __init__(self, host: str, port: int, code: int | None) -> None:
        self.host, self.port, self._code = host, port, code
        super().__init__(f"cannot listen on {host}, port {port}")

    def words(self, option: str = "--port") -> str:
        """One line for whoever started us; `option` is the one that names the port."""
        if self._code == errno.EADDRINUSE:
            return f"Port {self.port} is taken by another program. Stop it, or choose another port with {option}."
        if self._code in (errno.EACCES, errno.EPERM):
            return f"Port {self.port} is not for this user. Choose one from 1024 on with {option}."
        return f"{self.host} is no address of this machine. Choose another with --host."


def listen(port: int, hosts: Sequence[str]) -> list[socket.socket]:
    """Take a port of this machine on each of these addresses; one that the machine does not have is left out."""
    taken: list[socket.socket] = []
    for host in hosts:
        try:
            for family, address in _addresses(host, port):
                taken.append(_listen(family, (address, port)))
                port = taken[-1].getsockname()[1]
        except OSError as error:
            if taken and error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                continue
            for each in taken:
                each.close()
            raise CannotListen(host, port, None if isinstance(error, socket.gaierror) else error.errno) from error
    return taken


def _addresses(host: str, port: int) -> list[tuple[int, str]]:
    """Every address that a name has on this machine, with its family; an empty name means all of them."""
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return list(dict.fromkeys((int(family), str(address[0])) for family, _, _, _, address in found))


def _listen(family: int, address: tuple[str, int]) -> socket.socket:
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind(address)
        opened.listen(BACKLOG)
    except OSError:
        opened.close()
        raise
    return opened
