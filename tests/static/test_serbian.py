"""Serbian in Latin letters is the Cyrillic, letter by letter."""

import pytest

from static.serbian import latin


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
