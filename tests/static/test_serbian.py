"""Serbian in Latin letters is the Cyrillic, letter by letter."""

import pytest

from static.serbian import in_both_scripts, latin


@pytest.mark.parametrize(
    ("cyrillic", "said"),
    [
        ("Зовемо вас за 28 секунди", "Zovemo vas za 28 sekundi"),
        ("Љубав, Његош и Џез", "Ljubav, Njegoš i Džez"),
        ("ЉУБАВ ЊЕГОШ ЏЕЗ", "LJUBAV NJEGOŠ DŽEZ"),
        ("коњ, људи, џем; ђак и ћуп", "konj, ljudi, džem; đak i ćup"),
        ("КОЊ", "KONJ"),
        ("Љ", "Lj"),
        ("{n} {n|секунду|секунде|секунди}", "{n} {n|sekundu|sekunde|sekundi}"),
        ("абвгдђежзијклљмнњопрстћуфхцчџш", "abvgdđežzijklljmnnjoprstćufhcčdžš"),
        ("Already Latin, 100 % – «да»", "Already Latin, 100 % – «da»"),
    ],
)
def test_each_letter_has_its_own(cyrillic: str, said: str) -> None:
    assert latin(cyrillic) == said


def test_words_in_serbian_come_in_both_scripts_and_what_somebody_wrote_in_latin_stays() -> None:
    assert in_both_scripts({"en": {"go": "Go"}}) == {"en": {"go": "Go"}}
    assert in_both_scripts({"sr": {"go": "Иди"}})["sr-Latn"] == {"go": "Idi"}
    assert in_both_scripts({"sr": {"go": "Иди"}, "sr-Latn": {"go": "Hajde"}})["sr-Latn"] == {"go": "Hajde"}
