"""What the client store refuses by a name of its own."""

from server.clients.refusals import BelongsToAnother


def test_whoever_has_it_is_told():
    refusal = BelongsToAnother(errors={"phone": "belongs to somebody else already"}, client="c")
    assert (refusal.status, refusal.body()["code"], refusal.body()["client"]) == (409, "belongs_to_another", "c")
