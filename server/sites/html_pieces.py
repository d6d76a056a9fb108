"""Takes a page of HTML apart in one pass, in time that grows with its length only, however broken or hostile it is."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from html import unescape

OPENS = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][^\s/>]*))")
ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
# The same for a whole tag that nobody asks for; it gives nothing back, so its time grows with the tag's length only.
SKIPPED = re.compile(
    r"""(?>[\s/]*[^\s/>=]+(?>\s*=\s*(?>"[^"]*"|'[^']*'|[^\s>]*))?)*+[\s/=]*+>?""",
)
REST = re.compile(r"[\s/=]*")
RAW = {"script", "style", "textarea", "title", "xmp", "iframe"}  # what stands in these is no markup
LINE = re.compile(r"/s/[a-z0-9]{16}\.js")
EDGE = re.compile(r"""[\s"'<>=]""")
LONGEST_ADDRESS = 300
LONGEST_VALUE = 4000  # of an attribute; what is longer is cut
MOST_ATTRIBUTES = 200
MOST_MENTIONS = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page: `kind` is `tag` or `end` (`text` is the tag's name), `comment` or `text`."""

    kind: str
    text: str
    given: Mapping[str, str] = field(default_factory=dict)


def pieces(html: str, wanted: Set[str] | None = None) -> Iterator[Piece]:
    """The pieces in their order; what stands within scripts and styles is left out.

    With `wanted` only tags of these names come, and of the text only what may hold a line's address: a large page
    then takes a third of the time.
    """
    lowered, at = html.lower(), 0
    while match := OPENS.search(html, at):
        if match.start() > at and (wanted is None or html.find("/s/", at, match.start()) >= 0):
            yield Piece("text", html[at : match.start()])
        if match[1]:
            end = html.find("-->", match.end())
            yield Piece("comment", html[match.end() : end if end >= 0 else None])
            at = end + 3 if end >= 0 else len(html)
            continue
        name = match[3].lower()
        if wanted is None or name in wanted:
            given, at = _attributes(html, match.end())
            yield Piece("end" if match[2] else "tag", name, given)
        else:
            skipped = SKIPPED.match(html, match.end())
            at = skipped.end() if skipped else match.end()
        if name in RAW and not match[2]:
            end = lowered.find(f"</{name}", at)
            at = end if end >= 0 else len(html)
    if at < len(html) and (wanted is None or html.find("/s/", at) >= 0):
        yield Piece("text", html[at:])


def _attributes(html: str, at: int) -> tuple[Mapping[str, str], int]:
    """The attributes of a tag, each by its first value, and where the tag ends."""
    given: dict[str, str] = {}
    while match := ATTRIBUTE.match(html, at):
        value = match[2] or ""
        if len(given) < MOST_ATTRIBUTES:
            said = value[1:-1] if value[:1] in ("'", '"') else value
            given.setdefault(match[1].lower(), _unescaped(said[:LONGEST_VALUE]))
        at = match.end()
    rest = REST.match(html, at)
    at = rest.end() if rest else at
    return given, at + 1 if html[at : at + 1] == ">" else at


def _unescaped(text: str) -> str:
    """The text with its references resolved; as it stands where one of them is a number beyond Python's own limit."""
    try:
        return unescape(text)
    except ValueError:
        return text


def mentions(text: str) -> list[str]:
    """The addresses in a text that read like the line's script, 20 at most."""
    found: list[str] = []
    for match in LINE.finditer(text):
        head = EDGE.split(_unescaped(text[max(0, match.start() - LONGEST_ADDRESS) : match.start()]))[-1]
        if "//" in head and len(found) < MOST_MENTIONS:
            found.append(head + match[0])
    return found
