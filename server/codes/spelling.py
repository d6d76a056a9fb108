"""How a code is written, how two are compared, and how one is drawn that nobody guesses."""

import re
import secrets
from unicodedata import normalize

from server.codes.tables import LONGEST_NORMAL
from server.widget import one_line

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read for another: no I, L, O, 0 or 1
LEAST, LONGEST = 3, 40
# Spaces, and whatever a keyboard makes of a dash.
APART = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+")
WITHIN = frozenset(" -_.+*!")
FIT = f"from {LEAST} to {LONGEST} letters and digits; spaces and - _ . + * ! may stand between them"
HOPELESS = 10_000_000  # guesses for one hit, even when every code of the pool is out


def normal(said: str) -> str:
    """What two writings of one code share: no matter the case, the spaces and the dashes."""
    return APART.sub("", normalize("NFKC", said)).casefold()


def read_code(said: str) -> str:
    """A code as it is written; raises `ValueError` for what cannot be one."""
    written = str(one_line(said))
    signs = [sign for sign in written if sign.isalnum()]
    others = {sign for sign in written if not sign.isalnum()}
    if not len(signs) >= LEAST or len(written) > LONGEST or others - WITHIN or len(normal(written)) > LONGEST_NORMAL:
        raise ValueError(FIT)
    return written


def looked_up(said: str) -> str:
    """The normal form of what somebody types in; empty for what is no code whatever it finds."""
    return normal(said) if len(said) <= 4 * LONGEST and len(normal(said)) <= LONGEST_NORMAL else ""


def drawn(prefix: str, length: int) -> str:
    """A new code: the prefix, then `length` random letters and digits."""
    return prefix + "".join(secrets.choice(LETTERS) for _ in range(length))


def guesses(length: int, most: int) -> int:
    """How many guesses one hit takes where `most` codes of this length are out."""
    return int(len(LETTERS) ** length // max(most, 1))


def shortest(most: int) -> int:
    """The least length of the random part with which guessing one of `most` codes is hopeless."""
    return next(length for length in range(1, 40) if guesses(length, most) >= HOPELESS)
