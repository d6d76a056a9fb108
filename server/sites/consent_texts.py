"""The words that visitors agree to, by purpose and language, and whether they have changed between two versions."""

from collections.abc import Iterable, Mapping

from server.registry import Kind
from server.widget import Purpose, Settings, Text

ConsentTexts = Mapping[str, Mapping[str, str]]  # by purpose, then by language
EVERYWHERE = "en"  # every kind has its words in this language
ELSEWHERE = "*"  # a language that nobody has words in: the kind's own English, where the owner's English is other


def offered(kind: Kind, settings: Settings) -> tuple[Purpose, ...]:
    """The purposes that the form asks for: those of the kind that these settings take, less what needs the owner's
    words and has none."""
    taken = (each for each in kind.widget.purposes if each.asked is None or each.asked(settings))
    return tuple(each for each in taken if each.offered_by_default or _owners_words(each, settings))


def effective(kind: Kind, settings: Settings) -> dict[str, dict[str, str]]:
    """The words of each purpose as visitors read them: the owner's, or else the widget's own.

    They are worked out for every language that somebody has words in, so that a language which the site takes on later
    has its words in the snapshot already.
    """
    said: dict[str, dict[str, str]] = {}
    for purpose in offered(kind, settings):
        written = _owners_words(purpose, settings)
        spoken = sorted({EVERYWHERE, *kind.texts, *written})
        said[purpose.name] = {each: _found(written, each) or kind.words(purpose.text, each) for each in spoken}
        if written.get(EVERYWHERE):
            said[purpose.name][ELSEWHERE] = kind.words(purpose.text, EVERYWHERE)
    return said


def in_language(texts: ConsentTexts, purpose: str, language: str) -> str | None:
    """The words of one purpose as a visitor of this language reads them; None where it is not asked for."""
    words = texts.get(purpose)
    return None if words is None else _read(words, language)


def consent_changed_since(
    versions: Mapping[int, ConsentTexts],
    version: int,
    present: int,
    purposes: Iterable[str],
    language: str | None = None,
) -> list[str]:
    """The purposes whose words differ between the version that a visitor read and the present one.

    Without a language any language that both versions have words in counts. What was not asked for then, or stands in
    a version that nobody knows, has changed: nobody can have agreed to it.
    """
    then, now = versions.get(version, {}), versions[present]
    return [each for each in purposes if each in now and _differs(then.get(each), now[each], language)]


def _differs(then: Mapping[str, str] | None, now: Mapping[str, str], language: str | None) -> bool:
    if then is None:
        return True
    if language is not None:
        return _read(then, language) != _read(now, language)
    return any(then[each] != now[each] for each in then.keys() & now.keys())


def _read(words: Mapping[str, str], language: str) -> str:
    return _found(words, language) or words.get(ELSEWHERE) or words[EVERYWHERE]


def _found(words: Mapping[str, str], language: str) -> str | None:
    """As a browser looks: this very language, or else the wide one that it belongs to."""
    return words.get(language) or words.get(language[:2])


def _owners_words(purpose: Purpose, settings: Settings) -> dict[str, str]:
    words = getattr(settings, purpose.setting, None)
    return {language: text for language, text in words.root.items() if text} if isinstance(words, Text) else {}
