"""A port is ours before anybody is told of it, and what keeps us from one is said in words."""

import errno
import socket

import pytest

from server.ports import CannotListen, listen


def test_a_port_that_is_taken_is_named_with_the_option_that_helps() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotListen) as refused:
            listen(port, ("127.0.0.1",))

    assert refused.value.port == port
    assert refused.value.words("--shop-port") == (
        f"Port {port} is taken by another program. Stop it, or choose another port with --shop-port."
    )


def test_every_address_of_localhost_gets_the_same_port_or_is_not_there() -> None:
    taken = listen(0, ("127.0.0.1", "::1"))

    assert len({each.getsockname()[1] for each in taken}) == 1
    for each in taken:
        each.close()


def test_a_name_of_this_machine_is_looked_up() -> None:
    taken = listen(0, ("localhost",))

    assert {each.getsockname()[0] for each in taken} <= {"127.0.0.1", "::1"}
    for each in taken:
        each.close()


@pytest.mark.parametrize("host", ["198.51.100.7", "nowhere.invalid"])
def test_an_address_that_is_not_this_machine_s_is_told(host: str) -> None:
    with pytest.raises(CannotListen) as refused:
        listen(0, (host,))

    assert refused.value.words() == f"{host} is no address of this machine. Choose another with --host."


def test_a_port_that_this_user_may_not_have_is_told() -> None:
    words = CannotListen("127.0.0.1", 80, errno.EACCES).words()

    assert words == "Port 80 is not for this user. Choose one from 1024 on with --port."
