"""The journal in sentences: every act that the house writes down has words, in both languages."""

import ast
import re
from pathlib import Path

import pytest

from server.audit.journal import Entry
from server.console.journal_read import JournalRead
from server.console.journal_shown import GROUPS, show_lines
from server.console.kinds_shown import Kinds
from server.console.words import read_words
from tests.server.console.at_work import CALLING, KINDS

SERVER = Path(__file__).parents[3] / "server"
WORDS = read_words()
ACT = re.compile(r"[a-z_]+\.[a-z_]+")
ELSEWHERE = {
    "lead.created",
    "callback.created",
    "callback.taken",
    "callback.ended",
}  # what is delivered, not written down


def line(act: str, thing: str = "t" * 26, member: str | None = "m" * 26, address: str = "", **data: object) -> Entry:
    return Entry("e" * 26, member, "Anna Petrova" if member else "", act, thing, data, address, 1_700_000_000_000)


def said(entry: Entry, language: str = "en", names: dict[str, str] | None = None) -> str:
    (shown,) = show_lines(JournalRead([entry], None, names or {}, []), WORDS[language], Kinds(KINDS, language))
    return f"{shown.who}{shown.before}{shown.thing}{shown.after}" + "".join(f" | {more}" for more in shown.more)


def acts() -> set[str]:
    """Every act that some room of the house writes down."""
    found: set[str] = set()
    for path in SERVER.rglob("*.py"):
        text = path.read_text("utf-8")
        if ("journal" not in text and "tell(" not in text) or path.parts[-2] in ("console", "audit", "demo"):
            continue
        values = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
        found |= {value for value in values if isinstance(value, str) and ACT.fullmatch(value)}
    nouns = {noun for group in GROUPS.values() for noun in group}
    return {act for act in found if act.partition(".")[0] in nouns} - ELSEWHERE


def test_every_act_has_its_words_and_its_group() -> None:
    assert acts() >= {"widget.published", "member.invited", "client.erased", "login.failed", "site.changed"}
    assert [act for act in sorted(acts()) if WORDS["en"].known(f"act.{act}") is None] == []


def test_a_line_reads_as_a_sentence_in_both_languages() -> None:
    published = line("widget.published", name="Call me back", version=3)
    assert said(published) == "Anna Petrova published the widget “Call me back” | version 3"
    assert said(published, "ru") == "Anna Petrova: опубликован виджет «Call me back» | версия 3"
    assert said(line("target.created", name="CRM")) == "Anna Petrova set up the receiver “CRM”"
    assert said(line("field.created", name="Размер"), "ru") == "Anna Petrova: создано поле «Размер»"
    assert said(line("tag.merged", name="VIP"), "ru") == "Anna Petrova: объединение меток – метка «VIP»"
    assert said(line("tag.created")) == "Anna Petrova made a tag"  # of an earlier release, which kept no name
    role = line("role.changed", **{"from": "manager", "to": "admin"})
    assert said(role, names={"t" * 26: "Boris"}) == "Anna Petrova changed the role of Boris | Manager → Admin"
    failed = line("login.failed", member=None, address="192.0.2.0")
    assert said(failed, names={"t" * 26: "Boris"}) == (
        "Somebody gave a wrong password for Boris | from the network 192.0.2.0"
    )
    assert said(line("clients.exported", people=2)) == "Anna Petrova exported people | 2 people"
    assert said(line("site.changed", fields=["name", "memory"])) == "Anna Petrova changed the site | name, memory"
    assert said(line("target.disabled", member=None)) == "Frontdesk switched a receiver off"


def test_a_widget_that_nobody_has_named_is_called_as_the_console_calls_it() -> None:
    made = line("widget.created", name=CALLING.capitalize(), kind=CALLING)
    assert said(made, "ru") == "Anna Petrova: размещён виджет «Обратный звонок»"
    assert said(line("widget.changed", name="Звонок"), "ru") == "Anna Petrova: изменён черновик – виджет «Звонок»"


def test_what_is_listed_stands_in_the_readers_words() -> None:
    token = line("token.created", scopes=["all"])
    assert said(token) == "Anna Petrova made a token | Everything its member may"
    some = line("token.created", scopes=["leads:read", "moon:land"])
    assert said(some, "ru") == "Anna Petrova: создан ключ для программ | Читать обращения, moon:land"
    assert said(line("site.changed", fields=["time_zone"]), "ru") == "Anna Petrova: изменён сайт | часовой пояс"
    assert (
        said(line("clients.export_began", filters=["q", "tag"]))
        == "Anna Petrova began to export people | by words, tag"
    )


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{0}{thing}", "‮gnihtemos", "%s", "\0"])
def test_a_name_is_never_read_as_anything_else(name: str) -> None:
    read = JournalRead([line("widget.renamed", name=name)], None, {}, [])
    (shown,) = show_lines(read, WORDS["en"], Kinds(KINDS, "en"))
    assert (shown.thing, shown.before, shown.after) == (name, " renamed the widget “", "”")


def test_what_is_still_there_has_a_link_and_what_is_gone_has_none() -> None:
    thing = "t" * 26
    places = {
        act: show_lines(JournalRead([line(act)], None, {}, []), WORDS["en"], Kinds(KINDS, "en"))[0].place
        for act in ("widget.published", "widget.deleted", "client.erased", "member.removed", "login.done")
    }
    assert places == {
        "widget.published": f"/console/widgets/{thing}",
        "widget.deleted": "",
        "client.erased": "",
        "member.removed": "/console/members",
        "login.done": "",
    }


def test_an_act_of_another_release_is_named_as_it_is_kept() -> None:
    assert said(line("moon.landed")) == "Anna Petrova did moon.landed"
