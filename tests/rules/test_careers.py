"""Categories, their scales and when a change takes effect."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.rules.careers import Category, category_change_takes_effect, scale_of, tariff_of
from webapp.rules.law import NotInForce, law_on


@pytest.mark.parametrize("category", Category)
def test_every_category_has_a_scale_and_its_article(category: Category) -> None:
    law = law_on(date(2026, 1, 1))
    scale = scale_of(category, law)
    assert scale.category is category
    assert tariff_of(scale, law).starter_base_cents > 0


def test_the_primostarter_exists_since_april_2018() -> None:
    before = law_on(date(2018, 3, 31))
    with pytest.raises(NotInForce):
        tariff_of(scale_of(Category.PRIMOSTARTER, before), before)


def test_opting_out_changes_nothing_for_others() -> None:
    law = law_on(date(2026, 1, 1))
    assert scale_of(Category.MAIN, law, opt_out=True) == scale_of(Category.MAIN, law)


@pytest.mark.parametrize(
    ("event", "becomes", "from_day"),
    [
        (date(2026, 4, 1), Category.SECONDARY, date(2026, 4, 1)),
        (date(2026, 4, 2), Category.SECONDARY, date(2026, 7, 1)),
        (date(2026, 6, 30), Category.MAIN, date(2026, 4, 1)),
    ],
)
def test_a_change_takes_effect_with_a_quarter(event: date, becomes: Category, from_day: date) -> None:
    assert category_change_takes_effect(event, becomes=becomes).first_day == from_day
