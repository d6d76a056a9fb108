"""Two states of a widget over what both began with: only what both have changed otherwise has to be chosen."""

from server.sites.meeting import ListField, meetings, settled

CALL, CHAT, LINK = {"kind": "call"}, {"kind": "chat"}, {"kind": "link"}
LISTS = {"settings.actions": ListField([CALL, CHAT], ("kind",))}


def state(**settings):
    return {"settings": settings, "rules": {}}


def test_what_one_alone_has_changed_holds_and_what_both_have_is_chosen() -> None:
    base = state(title={"en": "A"}, gap=1)
    theirs = state(title={"en": "B"}, gap=2)
    mine = state(title={"en": "C", "ru": "Ц"}, gap=1)
    met = meetings(base, theirs, mine, {}, {})
    assert {each.found.path: each.usual for each in met} == {
        "settings.title.en": "", "settings.title.ru": "mine", "settings.gap": "theirs",
    }  # fmt: skip
    assert settled(theirs, met, {}) is None
    assert settled(theirs, met, {"settings.title.en": "both"}) is None
    chosen = {"settings.title.en": "mine"}
    assert settled(theirs, met, chosen) == state(title={"en": "C", "ru": "Ц"}, gap=2)
    chosen = {"settings.title.en": "theirs", "settings.title.ru": "theirs", "settings.gap": "mine"}
    assert settled(theirs, met, chosen) == state(title={"en": "B"}, gap=1)


def test_lists_go_together_row_by_row_also_over_the_usual_one() -> None:
    theirs, mine = state(actions=[CALL, CHAT, LINK]), state(actions=[CHAT])
    met = meetings(state(), theirs, mine, LISTS, {"settings.actions": [1]})
    assert settled(theirs, met, {}) == state(actions=[CHAT, LINK])
    assert settled(theirs, met, {"settings.actions": "mine"}) == mine
    assert settled(theirs, met, {"settings.actions": "theirs"}) == theirs


def test_a_row_that_both_have_changed_is_chosen_by_its_own_name() -> None:
    theirs, mine = state(actions=[{**CALL, "to": "1"}, CHAT]), state(actions=[{**CALL, "to": "2"}, CHAT])
    met = meetings(state(), theirs, mine, LISTS, {"settings.actions": [0, 1]})
    assert [each.names for each in met] == [("settings.actions.was0",)]
    assert settled(theirs, met, {"settings.actions.was0": "mine"}) == mine
