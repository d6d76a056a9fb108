"""What a browser would send of a form, read from its HTML."""

from html.parser import HTMLParser


class Sent(HTMLParser):
    """The fields of a page's forms in their order; what stands in a `<template>` is not there yet."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._templates = 0
        self._text: list[str] | None = None
        self._name = ""
        self._options: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field, or that one begins."""
        found = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._templates += 1
        if tag in ("textarea", "select"):
            self._name, self._text, self._options = found.get("name", ""), [], []
        if tag == "option":
            self._options.append((found.get("value", ""), "selected" in found))
        if tag == "input" and self._is_sent(found):
            self._add(found["name"], found.get("value", "on"))

    def handle_endtag(self, tag: str) -> None:
        """Note what a field holds that has ended."""
        if tag == "template":
            self._templates -= 1
        if tag == "textarea" and self._name:
            self._add(self._name, "".join(self._text or ()).removeprefix("\n").replace("\n", "\r\n"))
        if tag == "select" and self._name:
            chosen = [value for value, selected in self._options if selected] or [self._options[0][0]]
            self._add(self._name, chosen[-1])
        if tag in ("textarea", "select"):
            self._name, self._text = "", None

    def handle_data(self, data: str) -> None:
        """Gather a text."""
        if self._text is not None:
            self._text.append(data)

    def _is_sent(self, found: dict[str, str]) -> bool:
        is_choice = found.get("type") in ("checkbox", "radio")
        return bool(found.get("name")) and (not is_choice or "checked" in found)

    def _add(self, name: str, value: str) -> None:
        if not self._templates:
            self.pairs.append((name, value))


def sent(html: str) -> list[tuple[str, str]]:
    """The names and values that a browser would send."""
    return Sent(html).pairs
