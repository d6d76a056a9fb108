"""Numbers as people read them."""


def figure(number: int) -> str:
    """A large number with its thousands apart."""
    return f"{number:,}".replace(",", "\u202f")
