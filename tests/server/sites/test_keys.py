"""Keys and secrets are long, random and of a known shape."""

import re

from server.sites.keys import hashed, secret, site_key


def test_a_site_key_is_sixteen_letters_that_nobody_misreads() -> None:
    keys = {site_key() for _ in range(200)}
    assert len(keys) == 200
    assert all(re.fullmatch(r"[a-km-np-z2-9]{16}", key) for key in keys)


def test_a_secret_has_256_bits_after_its_prefix() -> None:
    assert re.fullmatch(r"fd_[A-Za-z0-9_-]{43}", secret("fd_"))
    assert len({secret() for _ in range(200)}) == 200


def test_what_is_kept_does_not_tell_the_secret() -> None:
    assert hashed("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(hashed("\ud800")) == 64
