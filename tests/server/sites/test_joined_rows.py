"""Two people change one list: what each has done to different rows goes together, and nobody's row is lost unasked."""

from server.sites.joined_rows import GONE, Dispute, join

CALL, CHAT, LINK, MAIL = ({"kind": kind, "to": kind} for kind in ("call", "chat", "link", "email"))
WAS = [CALL, CHAT, LINK]


def said(row, **more):
    return {**row, **more}


def test_different_rows_go_together_by_themselves() -> None:
    theirs = [said(CALL, note="theirs"), CHAT, LINK, MAIL]
    mine = [CALL, said(CHAT, note="mine"), MAIL | {"to": "another"}]
    joined = join(WAS, theirs, mine, [0, 1, None])
    assert joined.asks == ()
    rows = joined.rows({})
    assert rows == [said(CALL, note="theirs"), said(CHAT, note="mine"), MAIL | {"to": "another"}, MAIL]


def test_different_fields_of_one_row_go_together_unless_others_hang_on_one_of_them() -> None:
    was = [said(CALL, label={"en": "Call"})]
    theirs, mine = [said(CALL, label={"en": "Ring"})], [said(CALL, label={"en": "Call", "ru": "Звонок"}, note="mine")]
    assert join(was, theirs, mine).rows({}) == [said(CALL, label={"en": "Ring", "ru": "Звонок"}, note="mine")]
    other_kind = [said(CHAT, label={"en": "Call"})]
    assert join(was, theirs, other_kind, [0], ("kind",)).asks == ("was0",)


def test_the_same_row_changed_otherwise_is_asked_and_so_is_one_taken_out_by_one_of_both() -> None:
    theirs, mine = [said(CALL, to="1"), CHAT], [said(CALL, to="2"), said(CHAT, note="mine"), said(LINK, note="mine")]
    joined = join(WAS, theirs, mine, [0, 1, 2])
    assert joined.disputes == (
        Dispute("was0", 0, CALL, mine[0], theirs[0]),
        Dispute("was2", 2, LINK, mine[2], GONE),
    )
    assert joined.rows({"was0": "mine", "was2": "theirs"}) == mine[:2]
    assert joined.rows({"was0": "theirs", "was2": "mine"}) == [theirs[0], *mine[1:]]


def test_who_alone_has_moved_rows_is_followed_and_two_orders_are_asked() -> None:
    assert join(WAS, [LINK, CALL, CHAT], [*WAS, MAIL]).rows({}) == [LINK, MAIL, CALL, CHAT]
    assert join(WAS, [*WAS, MAIL], [LINK, CALL, CHAT], [2, 0, 1]).rows({}) == [LINK, MAIL, CALL, CHAT]
    joined = join(WAS, [LINK, CALL, CHAT], [CHAT, CALL, LINK], [1, 0, 2])
    assert joined.asks == ("order",)
    assert joined.rows({"order": "mine"}) == [CHAT, CALL, LINK]


def test_what_both_have_added_or_taken_out_alike_is_one() -> None:
    assert join(WAS, [CALL, LINK, MAIL], [MAIL, CALL, LINK], [None, 0, 2]).rows({}) == [CALL, LINK, MAIL]
