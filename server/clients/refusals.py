"""What the client store refuses by a name of its own."""

from server.errors import Refusal


class BelongsToAnother(Refusal):
    """A phone or an e-mail identifies somebody else already: `client` says whom. Nothing was changed."""

    code, status, words = "belongs_to_another", 409, "This belongs to somebody else already."
