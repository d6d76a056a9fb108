"""Conditions as a part of a sentence, groups within groups included: to visitors from Serbia, but not on Sundays."""

from collections.abc import Iterable, Mapping
from typing import Any

from server.console.conditions_plain import All, Either, Leaf, Node, Not, plain
from server.console.leaves_said import (
    DAYS,
    FROM,
    HOURS,
    PAGES,
    WHERE,
    WHILE,
    WHO,
    both,
    numbers,
    said,
    said_days,
    said_hours,
    slot,
)
from server.console.words import Words
from server.sites.rules import Rules
from server.widget import InvalidSettings


def in_words(condition: object, t: Words) -> str:
    """Where and to whom a widget shows; what this release does not understand is "by conditions of its own"."""
    try:
        rules = Rules.read({"where": condition or {}})
    except InvalidSettings:
        return t("where.own")
    return of_group(rules.where.model_dump(by_alias=True, exclude_unset=True), t)


def of_group(condition: Mapping[str, Any], t: Words) -> str:
    """The same of a condition that holds what the model asks for."""
    node = plain(condition)
    match node:
        case All(members=()):
            return t("said.everywhere")
        case Either(members=members) if any(isinstance(each, All) for each in members):
            cases = [f"({at}) {_said(each, t)}" for at, each in enumerate(members, 1)]
            return t("said.cases", cases="; ".join(cases))
        case Not():
            return _together((node,), t, t("said.everywhere"))
        case All(members=members):
            nowhere_named = all(isinstance(each, Not) for each in members)
            return _together(members, t, t("said.everywhere") if nowhere_named else "")
    return _said(node, t)


def _said(node: Node, t: Words) -> str:
    match node:
        case Leaf():
            return _together((node,), t)
        case All(members=()):
            return t("said.always")
        case Either(members=()):
            return t("said.never")
        case All(members=members):
            return _together(members, t)
        case Either(members=members) if pages := _pages_alone(members):
            return _pages(pages, t, "said.or")
        case Either(members=members):
            return t("said.either", cases=t("said.either.or").join(_one(each, t) for each in members))
        case Not(of=of):
            return t("said.except", case=_one(of, t))


def _one(node: Node, t: Words) -> str:
    """A part among others of its kind: what holds a comma or a choice of its own stands in brackets."""
    words = _said(node, t)
    return f"({words})" if isinstance(node, All | Either) and len(node.members) > 1 else words


def _together(members: Iterable[Node], t: Words, begin: str = "") -> str:
    """Everything that holds at once: to whom, on which pages, when, and what is left out."""
    members = tuple(members)
    leaves: dict[str, list[Leaf]] = {}
    for each in members:
        if isinstance(each, Leaf):
            leaves.setdefault(slot(each), []).append(each)
    parts = [
        begin,
        _people(leaves, t),
        _pages(leaves.get(PAGES, ()), t),
        _moments(leaves, t),
        *(_joined(leaves.get(name, ()), t) for name in (WHILE, WHERE)),
        *(_said(each, t) for each in members if isinstance(each, Either)),
    ]
    refused = _refused([each.of for each in members if isinstance(each, Not)], t)
    words = ", ".join(part for part in parts if part)
    if not refused:
        return words
    if not words:
        return t("said.except", case=t("said.or").join(refused))
    return t("said.but_not", words=words, refused=t("said.and_not").join(refused))


def _people(leaves: Mapping[str, Iterable[Leaf]], t: Words) -> str:
    come, who = ([said(each, t) for each in leaves.get(name, ())] for name in (FROM, WHO))
    if not come and not who:
        return ""
    people = " ".join((t("said.visitors"), *come))
    return t("said.people", people=people, who=both(who, t)) if who else people


def _refused(nodes: Iterable[Leaf | All], t: Words) -> list[str]:
    """What is left out, the pages together."""
    nodes = tuple(nodes)
    pages = [each for each in nodes if isinstance(each, Leaf) and slot(each) == PAGES]
    others = [_one(each, t) for each in nodes if each not in pages]
    return [*([_pages(pages, t, "said.or")] if pages else []), *others]


def _pages(leaves: Iterable[Leaf], t: Words, join: str = "said.and") -> str:
    words = t(join).join(said(each, t) for each in leaves)
    return t("said.pages_that", which=words) if words else ""


def _pages_alone(members: Iterable[Node]) -> list[Leaf]:
    """The members where every one of them names pages; else nothing."""
    pages = [each for each in members if isinstance(each, Leaf) and slot(each) == PAGES]
    return pages if len(pages) == len(tuple(members)) else []


def _moments(leaves: Mapping[str, Iterable[Leaf]], t: Words) -> str:
    found = []
    for name, words in ((DAYS, said_days), (HOURS, said_hours)):
        taken = [numbers(each) for each in leaves.get(name, ())]
        if taken:
            found.append(words(set.intersection(*taken), t))
    return " ".join(found)


def _joined(leaves: Iterable[Leaf], t: Words) -> str:
    return t("said.and").join(said(each, t) for each in leaves)
