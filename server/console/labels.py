"""What settings and rules are called: by the room's own words, by the console's, or by their names in the model."""

from collections.abc import Callable

from server.console.words import Words
from server.registry import Kind

Label = Callable[[str], str | None]


def of_kind(kind: Kind, t: Words) -> Label:
    """The words of a kind's settings: `setting.title`, `setting.title.help`, `choice.mode.fixed`, `group.looks`."""
    return lambda key: kind.label(key, t.language) or (t.known(key) if key.startswith("group.") else None)


def of_rules(t: Words) -> Label:
    """The words of the rules, which are the same for every kind: `rule.start`, `rule.when.kind.delay`."""

    def label(key: str) -> str | None:
        first, _, rest = key.partition(".")
        return t.known(f"rule.{rest}") if first in ("setting", "choice") else t.known(key)

    return label


def spelled(name: str) -> str:
    """A field's name as words, where nobody has given it any."""
    return name.replace("_", " ").strip().capitalize()


def plain_pattern(words: str) -> str:
    """A widget's own words as an example of what may be written: `{n|second|seconds}` is said in its last form."""
    out, rest = "", words
    while "{" in rest:
        before, _, rest = rest.partition("{")
        inside, closed, rest = rest.partition("}")
        out += before + (inside.rpartition("|")[2] if "|" in inside else f"{{{inside}}}" if closed else inside)
    return out + rest
