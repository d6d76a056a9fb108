"""Serbian in Latin letters, made from the Cyrillic letter by letter."""

from collections.abc import Mapping

CYRILLIC = "абвгдђежзијклмнопрстћуфхцчш"
LATIN = "abvgdđežzijklmnoprstćufhcčš"
LETTERS = dict(zip(CYRILLIC, LATIN, strict=True)) | {"љ": "lj", "њ": "nj", "џ": "dž"}


def latin(words: str) -> str:
    """The same words in Latin letters; LJ, NJ and DŽ are capitals altogether only within a word in capitals."""
    said = []
    for at, sign in enumerate(words):
        letter = LETTERS.get(sign.lower())
        if letter is None or sign.islower():
            said.append(letter or sign)
            continue
        beside = words[at + 1 : at + 2] or words[max(at - 1, 0) : at]
        if not beside.isalpha():
            beside = words[max(at - 1, 0) : at]
        said.append(letter.upper() if beside.isupper() else letter.capitalize())
    return "".join(said)


def in_both_scripts(texts: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """Words by language, with Serbian in Latin letters beside the Cyrillic: what is drawn and what is kept are one."""
    made = {"sr-Latn": {key: latin(words) for key, words in texts["sr"].items()}} if "sr" in texts else {}
    return {**made, **texts}
