"""What connections hear of, where two doors speak of the same: one spelling for whoever listens and whoever tells."""


def desk(site: str) -> str:
    """What the pages of one site's desk listen to."""
    return f"console:{site}"


def talk(conversation: str) -> str:
    """What a visitor's pages that follow this conversation listen to."""
    return f"{TALK}{conversation}"


def looking(conversation: str) -> str:
    """The room of those of the team who have this conversation open."""
    return f"{LOOKING}{conversation}"


TALK = "talk:"
LOOKING = "looking:"
