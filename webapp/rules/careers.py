"""Categories of contributors, and the scale by which each of them pays on a day.

A scale is what Royal Decree no. 38 says of one category, as plain numbers: two rates, two thresholds, and
what happens to a low income – raised to a floor, free of contributions, or free in part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from webapp.rules.dated import by_law
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import Quarter, rate_units


class Category(StrEnum):
    """How somebody pays: the contribution categories of the social statute.

    A helper is no category: he pays like a self-employed person, in main or secondary occupation (RD no. 38,
    art. 6 and 9). `ARTICLE_37_MANDATE` is art. 37 § 1 c (ministers, members of parliament, mayors, aldermen).
    `EARLY_PENSION_SUSPENDED`: an early pension not paid because of the income. `SURVIVOR_PENSION`: at pension
    age with a survivor's pension only.
    """

    MAIN = "main"
    PRIMOSTARTER = "primostarter"
    SECONDARY = "secondary"
    STUDENT = "student"
    ARTICLE_37 = "article_37"
    ARTICLE_37_MANDATE = "article_37_mandate"
    SPOUSE_MAXI = "spouse_maxi"
    SPOUSE_MINI = "spouse_mini"
    PENSIONER = "pensioner"
    PENSION_AGE_WITHOUT_PENSION = "pension_age_without_pension"
    EARLY_PENSION_SUSPENDED = "early_pension_suspended"
    SURVIVOR_PENSION = "survivor_pension"


@dataclass(frozen=True, slots=True)
class Scale:
    """What one category pays on one day. Limits are names of values, so that an explanation can quote them.

    `floor`: a lower income is raised to it. `exempt_below`: a lower income owes nothing, from it on the whole
    income counts. `free_up_to`: only the part above counts, until `floor_from`. From `floor_from` on the
    floor applies (student, article 37). `starter_base`: the income assumed while none is known.
    """

    category: Category
    article: str
    starter_base: str
    floor: str | None = None
    exempt_below: str | None = None
    free_up_to: str | None = None
    floor_from: str | None = None
    rate_1: str = "contributions.rate_1"
    rate_2: str = "contributions.rate_2"


MAIN_FLOOR: Final = "contributions.floor_main"
SECONDARY_EXEMPTION: Final = "contributions.exempt_secondary"
PENSION_EXEMPTION: Final = "contributions.exempt_pension_age"
SURVIVOR_EXEMPTION: Final = "contributions.exempt_survivor_on_request"
PENSIONER_RATE_1: Final = "contributions.rate_1_pensioner"
PENSIONER_RATE_2: Final = "contributions.rate_2_pensioner"

_MAIN: Final = Scale(Category.MAIN, "rd38_12_1", MAIN_FLOOR, floor=MAIN_FLOOR)

_SCALES: Final = {
    Category.MAIN: _MAIN,
    Category.PRIMOSTARTER: Scale(
        Category.PRIMOSTARTER, "rd38_12_1bis", MAIN_FLOOR, floor="contributions.floor_primostarter"
    ),
    Category.SECONDARY: Scale(
        Category.SECONDARY, "rd38_12_2", SECONDARY_EXEMPTION, exempt_below=SECONDARY_EXEMPTION
    ),
    Category.STUDENT: Scale(
        Category.STUDENT,
        "rd38_12bis",
        SECONDARY_EXEMPTION,
        free_up_to="contributions.exempt_student",
        floor_from=MAIN_FLOOR,
        floor=MAIN_FLOOR,
    ),
    Category.ARTICLE_37: Scale(
        Category.ARTICLE_37,
        "gr67_37",
        SECONDARY_EXEMPTION,
        exempt_below=SECONDARY_EXEMPTION,
        floor_from="contributions.ceiling_article_37",
        floor=MAIN_FLOOR,
    ),
    Category.ARTICLE_37_MANDATE: Scale(
        Category.ARTICLE_37_MANDATE,
        "gr67_37",
        SECONDARY_EXEMPTION,
        exempt_below=SECONDARY_EXEMPTION,
        floor_from="contributions.ceiling_article_37_mandate",
        floor=MAIN_FLOOR,
    ),
    Category.SPOUSE_MAXI: Scale(
        Category.SPOUSE_MAXI,
        "rd38_12_1ter",
        "contributions.floor_spouse_maxi",
        floor="contributions.floor_spouse_maxi",
    ),
    Category.SPOUSE_MINI: Scale(
        Category.SPOUSE_MINI,
        "gr67_11",
        MAIN_FLOOR,
        floor=MAIN_FLOOR,
        rate_1="contributions.rate_1_spouse_mini",
        rate_2="contributions.rate_2_spouse_mini",
    ),
    Category.PENSIONER: Scale(
        Category.PENSIONER,
        "rd38_13",
        PENSION_EXEMPTION,
        exempt_below=PENSION_EXEMPTION,
        rate_1=PENSIONER_RATE_1,
        rate_2=PENSIONER_RATE_2,
    ),
    Category.EARLY_PENSION_SUSPENDED: Scale(
        Category.EARLY_PENSION_SUSPENDED, "rd38_13", PENSION_EXEMPTION, exempt_below=PENSION_EXEMPTION
    ),
}

_WITHOUT_FLOOR: Final = Scale(
    Category.PENSION_AGE_WITHOUT_PENSION, "rd38_13", PENSION_EXEMPTION, exempt_below=PENSION_EXEMPTION
)
_WITH_FLOOR: Final = Scale(Category.PENSION_AGE_WITHOUT_PENSION, "rd38_13", MAIN_FLOOR, floor=MAIN_FLOOR)

_SURVIVOR: Final = replace(_SCALES[Category.PENSIONER], category=Category.SURVIVOR_PENSION)
_SURVIVOR_WITH_FLOOR: Final = replace(_WITH_FLOOR, category=Category.SURVIVOR_PENSION)
#: The scale of pensioners by request: inferred from art. 37/1, so its values stand in the law as derived.
_SURVIVOR_ON_REQUEST: Final = Scale(
    Category.SURVIVOR_PENSION,
    "gr67_37_1",
    SURVIVOR_EXEMPTION,
    exempt_below=SURVIVOR_EXEMPTION,
    rate_1="contributions.rate_1_survivor_on_request",
    rate_2=PENSIONER_RATE_2,
)


def _until_september_2025(_law: Law, *, opt_out: bool) -> Scale:  # noqa: ARG001 – there was nothing to opt out of
    """RD no. 38, art. 13: nothing below the exemption, from there the normal rates on the whole income."""
    return _WITHOUT_FLOOR


def _from_october_2025(_law: Law, *, opt_out: bool) -> Scale:
    """Programme law of 18 July 2025, art. 235-240: the rules of a main occupation, unless he opts out."""
    return _WITHOUT_FLOOR if opt_out else _WITH_FLOOR


def _survivor_until_september_2025(_law: Law, *, opt_out: bool) -> Scale:  # noqa: ARG001 – see above
    """RD no. 38, art. 13 § 1: a survivor's pension that is paid gives the rates of pensioners."""
    return _SURVIVOR


def _survivor_from_october_2025(_law: Law, *, opt_out: bool) -> Scale:
    """Programme law of 18 July 2025: the rules of a main occupation; on request those of pensioners again."""
    return _SURVIVOR_ON_REQUEST if opt_out else _SURVIVOR_WITH_FLOOR


#: The categories whose scale changed on a day.
_DATED_SCALES: Final = {
    Category.PENSION_AGE_WITHOUT_PENSION: by_law(
        "the scale at pension age without pension",
        {"2018-01-01": _until_september_2025, "2025-10-01": _from_october_2025},
    ),
    Category.SURVIVOR_PENSION: by_law(
        "the scale with a survivor's pension",
        {"2018-01-01": _survivor_until_september_2025, "2025-10-01": _survivor_from_october_2025},
    ),
}


def scale_of(category: Category, law: Law, *, opt_out: bool = False) -> Scale:
    """The scale of a category on the day of the law.

    `opt_out` is the request of general regulation art. 37/1 (pension age, no retirement pension) and changes
    nothing for the other categories.
    """
    dated = _DATED_SCALES.get(category)
    return _SCALES[category] if dated is None else dated(law, opt_out=opt_out)


@dataclass(frozen=True, slots=True)
class Tariff:
    """A scale with its numbers filled in: cents, and rates in ten-thousandths. Missing limits are None."""

    rate_1: int
    rate_2: int
    threshold_1_cents: int
    threshold_2_cents: int
    starter_base_cents: int
    floor_cents: int | None
    exempt_below_cents: int | None
    free_up_to_cents: int | None
    floor_from_cents: int | None


def tariff_of(scale: Scale, law: Law) -> Tariff:
    """Fill in the numbers of a scale from the law. Raises `MissingValue` for a year not published yet."""

    def limit(name: str | None) -> int | None:
        return None if name is None else law.cents(name)

    return Tariff(
        rate_1=rate_units(law.decimal(scale.rate_1)),
        rate_2=rate_units(law.decimal(scale.rate_2)),
        threshold_1_cents=law.cents("contributions.threshold_1"),
        threshold_2_cents=law.cents("contributions.threshold_2"),
        starter_base_cents=law.cents(scale.starter_base),
        floor_cents=limit(scale.floor),
        exempt_below_cents=limit(scale.exempt_below),
        free_up_to_cents=limit(scale.free_up_to),
        floor_from_cents=limit(scale.floor_from),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """An event from which somebody belongs to another category; the first one is the start."""

    on: date
    becomes: Category


def category_change_takes_effect(on: date, *, becomes: Category, was: Category | None = None) -> Quarter:
    """The first quarter in a new category (general regulation, art. 39 and 39bis).

    Towards a secondary occupation, and from another occupation towards that of an assisting spouse: the
    quarter after the event, or its own when the event falls on the first day. In every other case, also out
    of the mini-statute: the quarter of the event.
    """
    quarter = Quarter.of(on)
    spouse = becomes is Category.SPOUSE_MAXI and was not in {None, Category.SPOUSE_MINI}
    if (becomes is Category.SECONDARY or spouse) and on != quarter.first_day:
        return quarter.next
    return quarter


def categories_of_year(
    year: int, changes: Iterable[Change], law: Law
) -> Explained[tuple[Category | None, ...]]:
    """The category of each quarter of a year after what happened, None before the start (art. 39 and 39bis).

    A later event overrides an earlier one that would only take effect after it.
    """
    work = Working(law.book.on(Quarter(year, 1).first_day))
    since: list[tuple[Quarter, Category]] = []
    for change in sorted(changes, key=lambda one: one.on):
        was = since[-1][1] if since else None
        quarter = (
            category_change_takes_effect(change.on, becomes=change.becomes, was=was)
            if since
            else Quarter.of(change.on)
        )
        since = [(first, category) for first, category in since if first < quarter]
        since.append((quarter, change.becomes))
        if was is not None and quarter.year == year:
            article = _change_article(change.becomes)
            work.step("category_changes", article=article, day=change.on, quarter=quarter)
    found = tuple(
        next((category for first, category in reversed(since) if first <= quarter), None)
        for quarter in Quarter.of_year(year)
    )
    for category in dict.fromkeys(one for one in found if one is not None):
        first = Quarter(year, found.index(category) + 1)
        work.step(f"as_{category}", article="gr67_39", count=found.count(category), first=first)
    return work.result(found)


def _change_article(becomes: Category) -> str:
    return "gr67_39bis" if becomes in {Category.SPOUSE_MAXI, Category.SPOUSE_MINI} else "gr67_39"
