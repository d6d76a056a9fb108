"""An authenticator's codes are those of RFC 6238, and recovery codes are read as people write them."""

import pyotp

from server.sites import codes

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890", the example of RFC 6238


def test_codes_are_those_of_the_standard() -> None:
    eight_figures = {59: "94287082", 1111111109: "07081804", 1234567890: "89005924", 2000000000: "69279037"}
    assert {at: codes.code_at(SECRET, at // 30) for at in eight_figures} == {
        at: figures[2:] for at, figures in eight_figures.items()
    }


def test_a_code_fits_in_its_own_half_minute_and_in_the_ones_beside_it() -> None:
    now = 1_111_111_111_000
    present = now // 30_000
    found = {
        step - present: codes.matching_step(SECRET, codes.code_at(SECRET, step), now)
        for step in range(present - 3, present + 4)
    }
    assert found == {-3: None, -2: None, -1: present - 1, 0: present, 1: present + 1, 2: None, 3: None}


def test_what_is_no_code_fits_nowhere() -> None:
    assert [codes.matching_step(SECRET, wrong, 59_000) for wrong in ("", "00000", "٢٨٧٠٨٢", "\ud800", "2870820")] == [
        None
    ] * 5


def test_an_authenticator_reads_whose_it_is_and_where() -> None:
    address = codes.enrolment(SECRET, "anna@shop.example")
    read = pyotp.parse_uri(address)
    assert (read.secret, read.name, read.issuer) == (SECRET, "anna@shop.example", "Frontdesk")
    assert codes.in_groups(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"


def test_secrets_and_recovery_codes_are_drawn_anew_each_time() -> None:
    assert len({codes.new_secret() for _ in range(50)}) == 50
    made = [codes.recovery_code() for _ in range(50)]
    assert len(set(made)) == 50
    assert {tuple(map(len, each.split("-"))) for each in made} == {(4, 4, 4, 4)}
    assert set("".join(made)) <= set(codes.RECOVERY_LETTERS + "-")


def test_a_code_is_read_however_it_is_spaced() -> None:
    assert [codes.plain(each) for each in (" 123 456 ", "K3FM-w8xa 2bhr-TQ6E\n")] == ["123456", "k3fmw8xa2bhrtq6e"]
    kinds = [codes.is_from_authenticator(each) for each in ("123456", "12345", "k3fmw8", "١٢٣٤٥٦", "²23456")]
    assert kinds == [True, False, False, False, False]
