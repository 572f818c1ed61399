"""Numbers with check digits: the right ones pass, the wrong ones say what is wrong."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules import numbers
from webapp.rules.numbers import NationalNumber, WrongNumber


def code_of(call: object, text: str) -> str:
    with pytest.raises(WrongNumber) as caught:
        call(text)  # type: ignore[operator]
    assert "".join(filter(str.isdigit, text)) not in str(caught.value) or not any(map(str.isdigit, text))
    return caught.value.code


def national(body: str, *, born_from_2000: bool = False) -> str:
    return body + numbers.national_check_digits(body, born_from_2000=born_from_2000)


@pytest.mark.parametrize("text", ["85.07.30-033.28", "85073003328", " 85 07 30 033 28 "])
def test_a_national_number_with_or_without_signs(text: str) -> None:
    number = NationalNumber.parse(text)
    assert (number.digits, number.birth_date, number.is_bis) == ("85073003328", date(1985, 7, 30), False)
    assert number.written() == "85.07.30-033.28"


def test_from_2000_on_a_two_stands_before_the_number() -> None:
    assert NationalNumber.parse(national("040229001", born_from_2000=True)).birth_date == date(2004, 2, 29)
    assert NationalNumber.parse(national("040229001")).birth_date == date(1904, 2, 29)


@pytest.mark.parametrize(("month", "bis"), [("07", False), ("27", True), ("47", True)])
def test_a_bis_number_adds_to_the_month(month: str, bis: bool) -> None:
    number = NationalNumber.parse(national(f"85{month}30033"))
    assert (number.is_bis, number.birth_date) == (bis, date(1985, 7, 30))


def test_a_birth_date_may_be_unknown() -> None:
    assert NationalNumber.parse(national("850000001")).birth_date is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("..", "empty"),
        ("85.07.30-033.2x", "characters"),
        ("8507300332", "length"),
        ("850730033288", "length"),
        ("85.07.30-033.29", "check_digit"),
        (national("851330033"), "date"),
        (national("850231033"), "date"),
        (national("856530033"), "date"),
        (national("010229001", born_from_2000=True), "date"),
        ("٨٥٠٧٣٠٠٣٣٢٨", "characters"),
    ],
)
def test_a_wrong_national_number_says_why(text: str, code: str) -> None:
    assert code_of(NationalNumber.parse, text) == code


def test_a_national_number_hides_its_digits() -> None:
    number = NationalNumber.parse("85.07.30-033.28")
    for shown in (repr(number), str(number), f"{number}", repr([number]), f"{number!r}"):
        assert not any(map(str.isdigit, shown))


@pytest.mark.parametrize("text", ["0417.497.106", "BE0417497106", "be 0417 497 106", "417497106"])
def test_an_enterprise_number(text: str) -> None:
    assert numbers.enterprise_number(text) == "0417497106"
    assert numbers.written_enterprise_number("0417497106") == "0417.497.106"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("BE", "empty"),
        ("0417.497.1O6", "characters"),
        ("04174971", "length"),
        ("0417.497.107", "check_digit"),
        ("2417.497.106", "prefix"),
    ],
)
def test_a_wrong_enterprise_number_says_why(text: str, code: str) -> None:
    assert code_of(numbers.enterprise_number, text) == code


@pytest.mark.parametrize(
    "text", ["BE68 5390 0754 7034", "be68539007547034", "LU28 0019 4006 4475 0000", "NL91 ABNA 0417 1643 00"]
)
def test_an_iban(text: str) -> None:
    assert numbers.iban(text) == text.replace(" ", "").upper()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("BE68 5390 0754 703é", "characters"),
        ("BE68 5390 0754 703A", "characters"),
        ("BE68 5390 0754 703", "length"),
        ("XX68 5390 0754 7034", "prefix"),
        ("BE69 5390 0754 7034", "check_digit"),
        ("BE41 5390 0754 7035", "check_digit"),
    ],
)
def test_a_wrong_iban_says_why(text: str, code: str) -> None:
    assert code_of(numbers.iban, text) == code


@given(st.integers(0, 10**10 - 1))
def test_every_made_account_is_right(account: int) -> None:
    made = numbers.belgian_iban(f"{account:010}")
    assert numbers.iban(numbers.written_iban(made)) == made


@given(st.integers(0, 10**10 - 1))
def test_every_made_communication_is_right_and_read_back(body: int) -> None:
    digits = numbers.structured_communication(body)
    written = numbers.written_communication(digits)
    assert len(digits) == 12
    assert numbers.parse_communication(written) == digits
    assert numbers.find_communication(f"merci {written} facture 12") == digits


def test_a_remainder_of_zero_is_written_97() -> None:
    assert numbers.written_communication(numbers.structured_communication(97)) == "+++000/0000/09797+++"
    with pytest.raises(ValueError, match="ten digits"):
        numbers.structured_communication(10**10)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("+++123/4567/8901+++", "length"),
        ("+++090/9337/55494+++", "check_digit"),
        ("abc", "characters"),
    ],
)
def test_a_wrong_communication_says_why(text: str, code: str) -> None:
    assert code_of(numbers.parse_communication, text) == code


def test_no_communication_is_found_in_a_free_text() -> None:
    assert numbers.find_communication("loyer novembre 090/9337/55494 merci") is None


@given(st.text(max_size=40))
def test_nothing_but_a_wrong_number_ever_happens(text: str) -> None:
    for check in (NationalNumber.parse, numbers.enterprise_number, numbers.iban, numbers.parse_communication):
        with suppress(WrongNumber):
            check(text)
