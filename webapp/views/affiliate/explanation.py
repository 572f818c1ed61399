"""Why do I pay this? One called quarter explained: a sentence, a drawing, the steps, the years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue

from webapp.domain import affiliates, contributions
from webapp.domain.contributions import QuarterDetail, Version
from webapp.kit import clock, fund, receipts
from webapp.kit.i18n import language
from webapp.kit.receipts import value_words
from webapp.rules.amounts import AMOUNTS
from webapp.rules.careers import Category
from webapp.rules.contributions import Kind
from webapp.rules.law import law_on
from webapp.rules.law_files import Value
from webapp.rules.units import Quarter
from webapp.views.affiliate import door
from webapp.views.affiliate.navigation import address
from webapp.views.contribution_words import basis_words, category_words, state_words
from webapp.views.pictures import Bands, income_bands

#: The picture is drawn twice, for a phone and for a wide page, so that its words stay readable on both.
SIZES = {"small": (340, 150), "large": (700, 230)}


@dataclass(frozen=True, kw_only=True)
class ChangedValue:
    """A value of the law that differs between two amounts."""

    label: str
    before: str
    after: str
    value: Value


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Why an amount differs from the one before it."""

    quarter: Quarter
    before: Version
    difference_cents: int
    values: tuple[ChangedValue, ...]
    basis_changed: bool
    cut_ended: bool
    fee_changed: bool


@door.get("/contributions/<name>", endpoint="quarter")
def explanation(name: str) -> ResponseReturnValue:
    """One quarter: what, why, what changed, what comes next."""
    person = affiliates.get_for(g.actor, g.affiliate_id)
    detail = contributions.quarter(person.id, _quarter(name), on=clock.today())
    if detail is None:
        abort(404)
    return render_template("affiliate/contributions/quarter.html", affiliate=person, **facts(detail))


def facts(detail: QuarterDetail) -> dict[str, Any]:
    """Everything the explanation shows; staff see the same page in their own frame."""
    now = detail.now
    year = detail.quarter.year
    same = contributions.same_quarter_over_years(detail.affiliate_id, detail.quarter)
    return {
        "detail": detail,
        "now": now,
        "kind": Kind(now.basis),
        "category_words": category_words(detail.category),
        "basis_words": basis_words,
        "state_words": state_words(detail.line),
        "quarter_words": receipts.quarter_words,
        "reference_year": now.explained.steps[0].facts.get("year"),
        "lines": _lines(now),
        "income_cents": _income_cents(now),
        "bands": {size: _bands(detail, *room) for size, room in SIZES.items()},
        "comparison": _comparison(detail),
        "years": [
            {
                "label": str(one.quarter.year),
                "amount": one.cents,
                "words": "",
                "chosen": one.quarter.year == year,
            }
            for one in same
        ],
        "fee_percent": fund.management_fee_percent(year) / 100,
        "reduce_url": address("affiliate.request_new", name="reduce_provisional")
        or address("visitor.paper", name="reduce_provisional"),
        "letter": contributions.letter_of(detail),
        "may_ask_cents": _may_ask(detail),
    }


def _quarter(name: str) -> Quarter:
    try:
        return Quarter.parse(name)
    except ValueError:
        abort(404)


def _may_ask(detail: QuarterDetail) -> int | None:
    """What a primostarter may bring her quarter down to on request (art. 12 § 1bis), when she pays more."""
    if detail.category != Category.PRIMOSTARTER or Kind(detail.now.basis) is not Kind.STARTER:
        return None
    return AMOUNTS["primostarter_minimum_quarter"](law_on(detail.quarter.first_day)).value


def _lines(version: Version) -> list[receipts.Line]:
    """The receipt without its last step: the total stands at its foot anyway."""
    lines = receipts.lines(version.explained)
    return lines[:-1] if version.explained.steps[-1].code == "total" else lines


def _income_cents(version: Version) -> int | None:
    """The income the first step names, before anything was done to it."""
    first = version.explained.steps[0]
    return first.cents


def _bands(detail: QuarterDetail, width: int, height: int) -> Bands:
    now = detail.now
    stretches = affiliates.careers_of([detail.affiliate_id])[detail.affiliate_id]
    standing = affiliates.standing(stretches, detail.quarter)
    return income_bands(
        category=Category(detail.category),
        income_cents=now.explained.value.base_income_cents,
        kind=Kind(now.basis),
        law=law_on(now.explained.law_on),
        opt_out=standing is not None and standing.opt_out,
        width=width,
        height=height,
    )


def _comparison(detail: QuarterDetail) -> Comparison | None:
    """The values of the law, the basis and the fee that differ from the quarter before."""
    if detail.previous is None or detail.previous_quarter is None:
        return None
    before, now = detail.previous, detail.now
    old = {value.name: value for value in before.explained.values()}
    changed = tuple(
        ChangedValue(
            label=value.label[language()],
            before=value_words(old[value.name]),
            after=value_words(value),
            value=value,
        )
        for value in now.explained.values()
        if value.name in old and old[value.name].value != value.value
    )
    return Comparison(
        quarter=detail.previous_quarter,
        before=before,
        difference_cents=now.total_cents - before.total_cents,
        values=changed,
        basis_changed=before.basis != now.basis,
        cut_ended=_has_cut(before) and not _has_cut(now),
        fee_changed=_fee(before) != _fee(now),
    )


def _has_cut(version: Version) -> bool:
    return any(step.code == "first_quarter_cut" for step in version.explained.steps)


def _fee(version: Version) -> object:
    return next((step.facts.get("percent") for step in version.explained.steps if step.code == "fee"), None)
