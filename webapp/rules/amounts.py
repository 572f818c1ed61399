"""Ready-made amounts that texts quote by name: ``AMOUNTS["main_minimum_quarter"](law)``.

Pages write ``{{ amount("main_minimum_quarter") }}`` and get a figure with its receipt. Each entry gives an
`Explained` of whole cents; amounts of contributions never include the fund's management fee.

Contributions per quarter: main_minimum_quarter, main_maximum_quarter, primostarter_minimum_quarter,
primostarter_first_quarter_cut, primostarter_first_quarter, secondary_provisional_quarter,
student_provisional_quarter, spouse_maxi_minimum_quarter, spouse_mini_minimum_quarter,
spouse_mini_maximum_quarter, pensioner_provisional_quarter, pensioner_maximum_quarter.
Incomes per year: main_minimum_income, primostarter_minimum_income, spouse_maxi_minimum_income,
secondary_exempt_income, student_exempt_income, pension_age_exempt_income, article_37_ceiling, threshold_1,
threshold_2.
Companies per year: company_small, company_large, company_balance_threshold.
Birth: maternity_week_first4, maternity_week_from5, maternity_week_first4_half, maternity_week_from5_half,
maternity_rest_total, birth_leave_day, birth_leave_half_day, birth_leave_total, paternity_day,
birth_help_lump_sum, adoption_week, birth_exemption_saving.
Difficulties, care, illness: bridging_right_month_single, bridging_right_month_family,
bridging_right_week_single, bridging_right_week_family, caregiver_month_full, caregiver_month_half,
bereavement_day, bereavement_total, incapacity_day_family, incapacity_day_single, incapacity_day_cohabiting,
late_quarter_on_main_minimum, late_year_end_on_main_minimum, fine_no_affiliation_min, fine_no_affiliation_max,
fine_sham_affiliation.
Supplementary pension per year: pension_premium_ordinary_maximum, pension_premium_social_maximum.

All raise `MissingValue` on a day whose law is not known (company_large in 2026) and `NotInForce` before the
rule existed. For readers, use the law of `webapp.rules.law.law_shown_on`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from webapp.rules.careers import Category, scale_of
from webapp.rules.contributions import CUT, Kind, quarterly
from webapp.rules.explained import Explained, Step, Working
from webapp.rules.law import Law, Value
from webapp.rules.units import Quarter, share_cents

Amount = Callable[[Law], Explained[int]]

NO_FEE: Final = Decimal(0)
#: The first rate of the maternity allowance holds for four weeks; the values are named after it.
FIRST_RATE_WEEKS: Final = 4


def _value(name: str) -> Amount:
    """An amount that the law names as such."""

    def amount(law: Law) -> Explained[int]:
        work = Working(law)
        cents = work.cents(name)
        work.step("amount_of_the_law", cents=cents, article=law.value(name).article)
        return work.result(cents)

    return amount


def _starter(category: Category) -> Amount:
    """What a starter pays for the quarter of the law's day while no income is known."""
    return lambda law: _quarter(law.for_contributions, category, 0, Kind.STARTER)


def _lowest(category: Category, *, first_quarter: bool = False) -> Amount:
    """The smallest contribution of the quarter in which the law's day lies: that on the minimum income."""

    def amount(law: Law) -> Explained[int]:
        law = law.for_contributions
        floor = scale_of(category, law).floor
        if floor is None:
            raise LookupError(f"{category} has no minimum income")
        income = law.cents(floor)
        explained = _quarter(law, category, income, Kind.EXPECTED, first_quarter=first_quarter)
        return _told_shorter(explained, "lowest_contribution", law.value(floor))

    return amount


def _highest(category: Category) -> Amount:
    """The largest contribution of the quarter in which the law's day lies: more income does not raise it."""

    def amount(law: Law) -> Explained[int]:
        law = law.for_contributions
        highest = law.value("contributions.threshold_2")
        explained = _quarter(law, category, law.cents(highest.name), Kind.EXPECTED)
        return _told_shorter(explained, "highest_contribution", highest)

    return amount


def _quarter(
    law: Law, category: Category, income_cents: int, kind: Kind, *, first_quarter: bool = False
) -> Explained[int]:
    explained = quarterly(
        category=category,
        income_cents=income_cents,
        quarter=Quarter.of(law.day),
        fee_percent=NO_FEE,
        law=law,
        kind=kind,
        first_quarter=first_quarter,
    )
    return explained.map(lambda contribution: contribution.quarterly_cents)


def _told_shorter(explained: Explained[int], code: str, base: Value) -> Explained[int]:
    """The same receipt for everybody: no income of a person, but one line that says on what it is counted."""
    place = [step.code for step in explained.steps].index("band_1")
    head = Step(code, cents=explained.steps[0].cents, values=(base,), article=base.article)
    return replace(explained, steps=(head, *explained.steps[place:]))


def _part(name: str, share: str) -> Amount:
    """A share that the law fixes, of an amount that the law names: a half day, a week of a month."""

    def amount(law: Law) -> Explained[int]:
        work = Working(law)
        whole, part = work.cents(name), work.decimal(share)
        cents = share_cents(whole, part)
        work.step("share_of_amount", cents=cents, article=law.value(name).article, share=part, amount=whole)
        return work.result(cents)

    return amount


def _half(name: str) -> Amount:
    """Half of an amount, where practice pays half days."""

    def amount(law: Law) -> Explained[int]:
        work = Working(law)
        whole = work.cents(name)
        cents = share_cents(whole, Decimal("0.5"))
        work.step("half_of_amount", cents=cents, article=law.value(name).article, amount=whole)
        return work.result(cents)

    return amount


def _times(name: str, count: str) -> Amount:
    """An amount per day or week, times the number of days or weeks of the law."""

    def amount(law: Law) -> Explained[int]:
        work = Working(law)
        each, times = work.cents(name), work.count(count)
        work.step("times", cents=each * times, article=law.value(name).article, count=times, amount=each)
        return work.result(each * times)

    return amount


def maternity_rest_total(law: Law) -> Explained[int]:
    """Twelve weeks of full rest: four at the first rate, the others at the second (one child)."""
    work = Working(law)
    weeks = work.count("benefits.maternity_weeks")
    first, then = work.cents("benefits.maternity_week_first4"), work.cents("benefits.maternity_week_from5")
    cents = first * FIRST_RATE_WEEKS + then * (weeks - FIRST_RATE_WEEKS)
    work.step("maternity_weeks", cents=cents, article="rd_maternity", weeks=weeks, first=first, then=then)
    return work.result(cents)


def _main_minimum_times(count: str) -> Amount:
    """The smallest contribution of a main occupation, for a number of quarters that the law names."""

    def amount(law: Law) -> Explained[int]:
        work = Working(law)
        quarter = work.include(_lowest(Category.MAIN)(law))
        quarters = work.count(count)
        cents = quarter * quarters
        work.step("times", cents=cents, article=law.value(count).article, count=quarters, amount=quarter)
        return work.result(cents)

    return amount


def _surcharge_on_main_minimum(*rates: str) -> Amount:
    """What lateness costs on the smallest contribution of a main occupation."""

    def amount(law: Law) -> Explained[int]:
        work = Working(law)
        quarter = work.include(_lowest(Category.MAIN)(law))
        total = 0
        for rate in rates:
            share = work.decimal(rate)
            cents = share_cents(quarter, share)
            work.step(
                "share_of_amount", cents=cents, article=law.value(rate).article, share=share, amount=quarter
            )
            total += cents
        if len(rates) > 1:
            work.step("increases_total", cents=total)
        return work.result(total)

    return amount


AMOUNTS: Final[Mapping[str, Amount]] = {
    "main_minimum_quarter": _lowest(Category.MAIN),
    "main_maximum_quarter": _highest(Category.MAIN),
    "primostarter_minimum_quarter": _lowest(Category.PRIMOSTARTER),
    "primostarter_first_quarter_cut": _value(CUT),
    "primostarter_first_quarter": _lowest(Category.PRIMOSTARTER, first_quarter=True),
    "secondary_provisional_quarter": _starter(Category.SECONDARY),
    "student_provisional_quarter": _starter(Category.STUDENT),
    "spouse_maxi_minimum_quarter": _lowest(Category.SPOUSE_MAXI),
    "spouse_mini_minimum_quarter": _lowest(Category.SPOUSE_MINI),
    "spouse_mini_maximum_quarter": _highest(Category.SPOUSE_MINI),
    "pensioner_provisional_quarter": _starter(Category.PENSIONER),
    "pensioner_maximum_quarter": _highest(Category.PENSIONER),
    "main_minimum_income": _value("contributions.floor_main"),
    "primostarter_minimum_income": _value("contributions.floor_primostarter"),
    "spouse_maxi_minimum_income": _value("contributions.floor_spouse_maxi"),
    "secondary_exempt_income": _value("contributions.exempt_secondary"),
    "student_exempt_income": _value("contributions.exempt_student"),
    "pension_age_exempt_income": _value("contributions.exempt_pension_age"),
    "article_37_ceiling": _value("contributions.ceiling_article_37"),
    "threshold_1": _value("contributions.threshold_1"),
    "threshold_2": _value("contributions.threshold_2"),
    "company_small": _value("company.small"),
    "company_large": _value("company.large"),
    "company_balance_threshold": _value("company.balance_threshold"),
    "maternity_week_first4": _value("benefits.maternity_week_first4"),
    "maternity_week_from5": _value("benefits.maternity_week_from5"),
    "maternity_week_first4_half": _part(
        "benefits.maternity_week_first4", "benefits.maternity_half_time_share"
    ),
    "maternity_week_from5_half": _part("benefits.maternity_week_from5", "benefits.maternity_half_time_share"),
    "maternity_rest_total": maternity_rest_total,
    "birth_leave_day": _value("benefits.birth_leave_day"),
    "birth_leave_half_day": _half("benefits.birth_leave_day"),
    "birth_leave_total": _times("benefits.birth_leave_day", "benefits.birth_leave_days"),
    "paternity_day": _value("benefits.birth_leave_day"),
    "birth_help_lump_sum": _value("benefits.birth_help_lump_sum"),
    "adoption_week": _value("benefits.adoption_week"),
    "birth_exemption_saving": _main_minimum_times("benefits.birth_exemption_quarters"),
    "bridging_right_month_single": _value("benefits.bridging_right_month_single"),
    "bridging_right_month_family": _value("benefits.bridging_right_month_family"),
    "bridging_right_week_single": _part(
        "benefits.bridging_right_month_single", "benefits.bridging_right_week_share"
    ),
    "bridging_right_week_family": _part(
        "benefits.bridging_right_month_family", "benefits.bridging_right_week_share"
    ),
    "caregiver_month_full": _value("benefits.caregiver_month_full"),
    "caregiver_month_half": _value("benefits.caregiver_month_half"),
    "bereavement_day": _value("benefits.bereavement_day"),
    "bereavement_total": _times("benefits.bereavement_day", "benefits.bereavement_days"),
    "incapacity_day_family": _value("benefits.incapacity_day_family"),
    "incapacity_day_single": _value("benefits.incapacity_day_single"),
    "incapacity_day_cohabiting": _value("benefits.incapacity_day_cohabiting"),
    "late_quarter_on_main_minimum": _surcharge_on_main_minimum("contributions.late_quarterly"),
    "late_year_end_on_main_minimum": _surcharge_on_main_minimum(
        "contributions.late_quarterly", "contributions.late_on_1_january"
    ),
    "pension_premium_ordinary_maximum": _part(
        "contributions.plci_income_cap", "contributions.plci_ordinary_rate"
    ),
    "pension_premium_social_maximum": _part(
        "contributions.plci_income_cap", "contributions.plci_social_rate"
    ),
    "fine_sham_affiliation": _main_minimum_times("contributions.fine_sham_quarters"),
    "fine_no_affiliation_min": _value("contributions.fine_no_affiliation_min"),
    "fine_no_affiliation_max": _value("contributions.fine_no_affiliation_max"),
}


def amount_named(name: str) -> Amount:
    """A ready amount by its name, or any amount of money of the law by the name of its value.

    Raises:
        KeyError: no ready amount bears the name.
    """
    return _value(name) if "." in name else AMOUNTS[name]
