"""A line is typed by its unit, or several are pasted; what is wrong is refused with its reason and place."""

from __future__ import annotations

import pytest

from webapp.domain.law_changes import BadTextError, BadValueError, read_toml_lines, read_value
from webapp.rules.law_lines import toml_of


@pytest.mark.parametrize(
    ("name", "typed", "written"),
    [
        ("contributions.rate_1", "20,5 %", "0.205"),
        ("contributions.rate_1", "20.5%", "0.205"),
        ("contributions.rate_1", "0,205", "0.205"),
        ("company.small", "1.234,56", "1234.56"),
        ("company.small", "1 234,50 €", "1234.5"),
        ("company.small", "409.30", "409.3"),
        ("contributions.floor_main", "3666,15", "3666.15"),
        ("contributions.index_numerator", "690", "690"),
        ("contributions.revaluation_coefficient", "1,072432", "1.072432"),
        ("company.due_day", "31/12", "12-31"),
        ("company.due_day", "12-31", "12-31"),
        ("deadlines.appeal_months", "3", "3"),
    ],
)
def test_a_value_is_read_by_its_unit(name, typed, written):
    assert read_value(name, typed) == written


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("contributions.rate_1", "20,5"),
        ("contributions.rate_1", "much"),
        ("contributions.rate_1", "-5 %"),
        ("company.small", "12,345"),
        ("company.small", "-12"),
        ("company.due_day", "31/2"),
        ("company.due_day", "tomorrow"),
        ("deadlines.appeal_months", "2,5"),
        ("deadlines.appeal_months", ""),
        ("contributions.index_numerator", "9" * 30),
    ],
)
def test_what_is_no_value_of_the_unit_is_refused(name, typed):
    with pytest.raises(BadValueError):
        read_value(name, typed)


GOOD = """
[contributions.rate_1]
2027-01-01 = { value = 0.21, source = "a law", confidence = "derived", note = "an example" }

[company.due_day]
2027-01-01 = { value = "12-31", source = "a \\"law\\"" }
"""


def test_pasted_lines_are_what_the_export_prints():
    lines = read_toml_lines(GOOD)
    assert [(one.name, one.value) for one in lines] == [
        ("contributions.rate_1", "0.21"),
        ("company.due_day", "12-31"),
    ]
    printed = toml_of(lines)
    assert (
        '[rate_1]\n2027-01-01 = { value = 0.21, source = "a law", confidence = "derived", note = "an example" }'
        in printed
    )
    again = printed.replace("[rate_1]", "[contributions.rate_1]").replace("[due_day]", "[company.due_day]")
    assert sorted(read_toml_lines(again)) == sorted(lines)


@pytest.mark.parametrize(
    ("text", "because", "line"),
    [
        ("[contributions.rate_1\n", "no_toml", 1),
        ("", "no_lines", None),
        ("[rate_1]\n2027-01-01 = 1", "no_whole_name", 1),
        ("[contributions.nothing]\n2027-01-01 = 1", "unknown_name", 1),
        ("\n[contributions.rate_1]\nlater = { value = 0.2, source = 'a law' }", "no_day", 3),
        ("[contributions.rate_1]\n2027-01-01 = 0.2", "no_source", 2),
        ("[contributions.rate_1]\n2027-01-01 = { value = 'much', source = 'a law' }", "no_value", 2),
        ("[company.small]\n2027-01-01 = { value = 1.234, source = 'a law' }", "no_value", 2),
        (
            "[contributions.rate_1]\n2027-01-01 = { value = 0.2, source = 'a law', confidence = 'unknown' }",
            "confidence",
            2,
        ),
        (
            "[contributions.rate_1]\n2027-01-01 = { value = 0.2, source = 'a law', since = 1 }",
            "unknown_key",
            2,
        ),
    ],
)
def test_a_bad_text_is_refused_whole_with_the_line(text, because, line):
    with pytest.raises(BadTextError) as refused:
        read_toml_lines(text)
    assert (refused.value.because, refused.value.line) == (because, line)
