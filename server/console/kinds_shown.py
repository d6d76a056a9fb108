"""Kinds of widgets as people call them: by the room's own words, in the reader's language."""

from server.registry import Kind, Registry

NAME = "kind"  # the key of a room's texts that holds what its kind is called
ICON = "widgets"


class Kinds:
    """The kinds that this server can deliver, named in one language."""

    def __init__(self, registry: Registry, language: str) -> None:
        self._registry = registry
        self._language = language

    def all(self) -> list[tuple[str, str]]:
        """Every kind with what it is called."""
        return [(kind.name, self.name(kind.name)) for kind in self._registry]

    def name(self, kind: str) -> str:
        """What a kind is called; one without words for it, or that is gone from the server, by its folder's name."""
        return (self._words(self._registry.kind(kind)) if kind in self._registry else "") or kind.capitalize()

    def widget(self, kind: str, name: str) -> str:
        """A widget's name; one that nobody has named carries its kind's, and so it is said in every language."""
        return self.name(kind) if name in (kind, kind.capitalize()) else name

    def told(self, kind: str, name: str) -> str:
        """The same with its kind behind it, where the name is not the kind's own."""
        said, of_kind = self.widget(kind, name), self.name(kind)
        return said if said == of_kind else f"{said} · {of_kind}"

    def unnamed(self, name: str) -> str:
        """A widget's name where its kind is not told: the same for what some kind is called before anybody names it."""
        return next((self.name(kind.name) for kind in self._registry if name == kind.name.capitalize()), name)

    def _words(self, kind: Kind) -> str:
        return kind.texts.get(self._language, {}).get(NAME) or kind.texts["en"].get(NAME, "")
