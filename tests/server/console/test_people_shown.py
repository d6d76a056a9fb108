"""People in the list and on the card."""

from server.clients.field_values import Field
from server.console.faces import tint
from server.console.people_read import Person
from server.console.people_shown import Card, Shown, card, contacts_of, line, title_of, word_of
from server.console.words import read_words

WORDS = read_words()["en"]
SEEN = {"at": "2026-05-14T12:06:00Z"}
AT = 1_778_760_360_000
ROW = {
    "id": "p1",
    "name": "Ivana Lukić",
    "phone": "+381601234567",
    "email": "ivana@post.example",
    "sample": False,
    "last_source": {"referrer": "https://www.google.com/"},
    "created_at": "2026-05-14T12:06:00Z",
    "seen_at": "2026-05-14T12:06:00Z",
    "owner": {"id": "m1", "name": "Anna Petrova"},
    "tags": ["VIP"],
}


def test_a_person_is_one_line_in_the_list():
    assert line(ROW, WORDS) == Shown(
        id="p1",
        title="Ivana Lukić",
        initials="IL",
        tint=tint("p1"),
        contacts=["+381 60 1234567", "ivana@post.example"],
        source="google.com",
        sample=False,
        seen_at=AT,
        created_at=AT,
        tags=["VIP"],
        owner="Anna Petrova",
    )


def test_who_left_no_name_is_called_by_the_best_there_is_and_the_list_names_every_way_to_reach_them():
    nameless, mailed, nobody = (
        ROW | {"name": ""},
        ROW | {"name": "", "phone": ""},
        ROW | {"name": "", "phone": "", "email": ""},
    )
    assert [title_of(row, WORDS) for row in (nameless, mailed, nobody)] == [
        "+381 60 1234567", "ivana@post.example", "Someone",
    ]  # fmt: skip
    assert [contacts_of(row) for row in (nameless, mailed, nobody)] == [
        ["+381 60 1234567", "ivana@post.example"], ["ivana@post.example"], [],
    ]  # fmt: skip


def test_an_address_is_shown_in_its_owners_letters_and_written_to_as_it_is_kept():
    kept = "zoe@xn--80akn5b.xn--p1ai"
    row = ROW | {"name": "", "phone": "", "email": kept}
    full = row | {"first_source": {}, "facts": [], "consents": []}
    full["identities"] = [{"kind": "email", "value": kept, "verified": False}]
    shown = card(Person(full, [], 0, {}, [], [], []), [], WORDS)

    assert (title_of(row, WORDS), contacts_of(row)) == ("zoe@кафе.рф", ["zoe@кафе.рф"])
    assert (shown.email, shown.mail, shown.reach[0]["shown"]) == (kept, "zoe@кафе.рф", "zoe@кафе.рф")


def test_what_is_typed_to_erase_is_the_first_name_or_the_end_of_the_number():
    rows = (ROW, ROW | {"name": ""}, ROW | {"name": "", "phone": ""})
    assert [word_of(row, title_of(row, WORDS)) for row in rows] == ["Ivana", "4567", "ivana@post.example"]


def test_a_card_shows_everything_known_once():
    known = ROW | {
        "first_source": {"utm_source": "newsletter", "landing": "https://shop.example/coffee"},
        "identities": [
            {"kind": "phone", "value": "+381601234567", "verified": False},
            {"kind": "user", "value": "cust-1", "verified": True},
        ],
        "facts": [
            {"name": "name", "value": "Ivana Lukić", "source": "lead", "at": ROW["seen_at"]},
            {"name": "brews_with", "value": "Moka pot", "source": "lead", "at": ROW["seen_at"]},
            {"name": "user.phone", "value": "+381601234567", "source": "user:cust-1", "at": ROW["seen_at"]},
            {"name": "user.email", "value": "i@lukic.example", "source": "user:cust-1", "at": ROW["seen_at"]},
            {"name": "size", "value": "M", "source": "manager:m1", "at": ROW["seen_at"]},
        ],
        "consents": [
            {
                "purpose": "contact",
                "text": "Call me.",
                "version": 3,
                "page": "https://shop.example/a?b",
                "at": ROW["seen_at"],
                "confirmed_at": ROW["seen_at"],
                "withdrawn_at": ROW["seen_at"],
            }
        ],
    }
    fields = [
        Field("f1", "size", {"en": "Size"}, "choice", ["S", "M"]),
        Field("f2", "born", {"en": "Born"}, "date", []),
    ]
    tags, all_tags = [{"id": "t1", "name": "VIP"}], [{"id": "t1", "name": "VIP"}, {"id": "t2", "name": "office"}]
    waiting = {"purpose": "marketing", "text": "Write to me.", "state": "sent", "at": ROW["seen_at"]}
    person = Person(known, [], 14, {"m1": "Anna Petrova", "m2": "adam"}, tags, all_tags, fields, [waiting])
    assert card(person, [], WORDS) == Card(
        id="p1",
        title="Ivana Lukić",
        initials="IL",
        tint=tint("p1"),
        phone="+381601234567",
        email="ivana@post.example",
        mail="ivana@post.example",
        confirm="Ivana",
        sample=False,
        seen_at=AT,
        created_at=AT,
        happened=14,
        reach=[
            {"kind": "phone", "value": "+381601234567", "verified": False, "shown": "+381 60 1234567"},
            {"kind": "user", "value": "cust-1", "verified": True, "shown": "cust-1"},
        ],
        facts=[
            {"name": "brews with", "value": "Moka pot", "by": "", "site": False, "lead": True, "at": AT},
            {"name": "E-mail, once logged in", "value": "i@lukic.example"}
            | {"by": "", "site": True, "lead": False, "at": AT},
        ],
        sources=[
            {"which": "first", "name": "newsletter", "parts": ["to /coffee"]},
            {"which": "last", "name": "google.com", "parts": []},
        ],
        consents=[
            {
                "purpose": "contact",
                "text": "Call me.",
                "version": 3,
                "page": "/a",
                "at": AT,
                "confirmed_at": AT,
                "withdrawn_at": AT,
            }
        ],
        unconfirmed=[{"purpose": "marketing", "text": "Write to me.", "state": "sent", "at": AT}],
        notes=[],
        name="Ivana Lukić",
        owner="m1",
        tags=tags,
        site_tags=all_tags,
        own=[
            {"name": "fields.size", "label": "Size", "kind": "choice", "choices": ["S", "M"], "value": "M"}
            | {"by": "Anna Petrova", "site": False, "lead": False, "at": AT},
            {"name": "fields.born", "label": "Born", "kind": "date", "choices": [], "value": ""}
            | {"by": "", "site": False, "lead": False, "at": None},
        ],
        colleagues=[("m2", "adam"), ("m1", "Anna Petrova")],
    )
