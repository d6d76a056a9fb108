"""Where an action leads: what an owner pastes is brought into its plain form, and what cannot be meant is refused."""

import pytest

from server.widget import Unfit
from widgets.multibutton import targets


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("call", "+381 60 1234567", "+381 60 1234567"),
        ("call", "tel:+381601234567", "+381601234567"),
        ("call", "8 (800) 555-35-35", "8 (800) 555-35-35"),
        ("call", "112", "112"),
        ("telegram", "harbour_row", "harbour_row"),
        ("telegram", "@harbour_row", "harbour_row"),
        ("telegram", "https://t.me/harbour_row_bot?start=old", "harbour_row_bot"),
        ("telegram", "t.me/harbour_row/", "harbour_row"),
        ("whatsapp", "+381 60 1234567", "+381 60 1234567"),
        ("whatsapp", "https://wa.me/381601234567?text=Hello", "+381601234567"),
        ("whatsapp", "https://api.whatsapp.com/send?phone=381601234567&text=x", "+381601234567"),
        ("viber", "+7 (999) 123-45-67", "+7 (999) 123-45-67"),
        ("vk", "https://vk.com/harbour.row", "harbour.row"),
        ("vk", "https://m.vk.com/club123", "club123"),
        ("vk", "vk.me/harbour_row", "harbour_row"),
        ("max", "https://max.ru/id7700000000_bot?start=old", "https://max.ru/id7700000000_bot"),
        ("max", "max.ru/u/f9LHodD0cOL_xcVXpSM-q", "https://max.ru/u/f9LHodD0cOL_xcVXpSM-q"),
        ("email", "mailto:hello@shop.example", "hello@shop.example"),
        ("email", "почта@кафе.рф", "почта@кафе.рф"),
        ("download", "https://shop.example/prices.pdf?v=2#p3", "https://shop.example/prices.pdf?v=2#p3"),
        ("link", "http://shop.example/delivery", "http://shop.example/delivery"),
        ("download", "/files/prices.pdf", "/files/prices.pdf"),
        ("link", "/delivery?from=help#costs", "/delivery?from=help#costs"),
        ("link", "#prices", "#prices"),
        ("link", "?page=2", "?page=2"),
        ("section", "#contacts", "#contacts"),
        ("section", "контакты", "#контакты"),
        ("callback", "left over from another kind", ""),
    ],
)
def test_what_an_owner_pastes_is_brought_into_its_plain_form(kind: str, written: str, read: str) -> None:
    assert targets.read(kind, written) == read
    assert targets.read(kind, read) == read


@pytest.mark.parametrize(
    ("kind", "written", "reason"),
    [
        *((kind, "", targets_reason) for kind, targets_reason in (
            ("call", "not_a_number"), ("telegram", "not_telegram"), ("whatsapp", "not_international"),
            ("viber", "not_international"), ("vk", "not_vk"), ("max", "not_max"), ("email", "not_an_email"),
            ("download", "not_web"), ("section", "not_a_section"), ("link", "not_web"),
        )),
        ("call", "call me", "not_a_number"),
        ("call", "tel:javascript:alert(1)", "not_a_number"),
        ("telegram", "@bot", "not_telegram"),
        ("telegram", "*****", "not_telegram"),
        ("telegram", "https://t.me/+AbCdEfGh", "not_telegram"),
        ("telegram", "https://t.me.evil.example/harbour_row", "not_telegram"),
        ("telegram", "javascript:alert(1)//t.me/harbour", "not_telegram"),
        ("whatsapp", "060 1234567", "not_international"),
        ("viber", "+0 60 1234567", "not_international"),
        ("viber", "+381********", "not_international"),
        ("vk", "https://evil.example/harbour", "not_vk"),
        ("vk", "****", "not_vk"),
        ("max", "harbour", "not_max"),
        ("max", "https://max.ru.evil.example/harbour", "not_max"),
        ("max", "javascript:max.ru/harbour", "not_max"),
        ("email", "hello@shop", "not_an_email"),
        ("email", "hello@shop.example?bcc=other@shop.example", "not_an_email"),
        ("email", "***@***.***example*", "not_an_email"),
        ("link", "javascript:alert(1)", "not_web"),
        ("link", "JavaScript:alert(1)", "not_web"),
        ("link", " data:text/html,<script>alert(1)</script>", "not_web"),
        ("link", "//shop.example", "not_web"),
        ("link", "https://anna:secret@shop.example", "not_web"),
        ("download", "file:///etc/passwd", "not_web"),
        ("download", "vbscript:x", "not_web"),
        ("link", "//elsewhere.example/x", "not_web"),
        ("link", "/\\elsewhere.example", "not_web"),
        ("link", "/\t/elsewhere.example", "not_web"),
        ("link", "catalog.html", "not_web"),
        ("section", "#two words", "not_a_section"),
        ("section", "##", "not_a_section"),
    ],
)  # fmt: skip
def test_l10_what_cannot_be_meant_is_refused_with_its_reason(kind: str, written: str, reason: str) -> None:
    with pytest.raises(Unfit) as refused:
        targets.read(kind, written)

    assert refused.value.reason == reason
