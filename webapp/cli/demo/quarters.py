"""Fourth part: quarters of the past, drawn and released by two persons, with what people chose and paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from webapp.cli.demo import bank
from webapp.cli.demo.story import AFFILIATES, DOMAIN, Demo
from webapp.domain import affiliates, contributions, identity, ledger, payments
from webapp.kit import clock, fund
from webapp.rules.contributions import REFERENCE_YEARS_BACK
from webapp.rules.units import Quarter

ORDER = 40

HISTORY: Final = 6
MINDS_CHANGED: Final = 0.05
#: A very large fund gets a shorter past, so that loading stays a matter of minutes.
LARGE, SHORT_HISTORY = 20_000, 2
JEANNE, KAREL, GRETA, AMINA, TOM = (player.email for player in AFFILIATES)
#: How people pay: share of people, days before the due day (below zero: after), share that is paid.
TEMPERS: Final = (
    ("punctual", 62, (2, 25), 100),
    ("early", 18, (40, 75), 100),
    ("late", 10, (-60, -3), 100),
    ("in_parts", 5, (1, 12), 60),
    ("not", 5, (0, 0), 0),
)


def load(demo: Demo) -> None:
    """Incomes, choices, the runs of each quarter, then the bank's statements, then the past is closed."""
    dice = demo.dice("contributions")
    quarters = list(_quarters(demo))
    _incomes(demo, dice, quarters)
    _choices(demo, dice, quarters)
    _exemptions(demo, dice, quarters)
    for quarter in quarters:
        _run(demo, quarter)
    _changes_of_mind(demo, dice, quarters[-2])
    for file in bank.statements(fund.account("contributions").iban, _transfers(demo, dice)):
        with clock.frozen(_at(demo.now)):
            payments.import_statement(file, name="demo.xml", by=identity.House, at=clock.now())


def _quarters(demo: Demo) -> Iterator[Quarter]:
    length = SHORT_HISTORY if demo.affiliates > LARGE else HISTORY
    return Quarter.range(demo.last_quarter.plus(1 - length), demo.last_quarter)


def _incomes(demo: Demo, dice: Random, quarters: list[Quarter]) -> None:
    """What the tax administration sent: each year's income becomes known two years later in spring."""
    years = range(quarters[0].year - REFERENCE_YEARS_BACK, demo.last_quarter.year - 1)
    for affiliate_id, stretches in affiliates.careers_of(list(demo.affiliate_ids.values())).items():
        usual = _income(dice, stretches)
        for year in years:
            if affiliates.quarters_worked(stretches, year):
                cents = usual * dice.randint(85, 115) // 100
                known_on = date(year + 2, dice.randint(3, 6), dice.randint(1, 28))
                contributions.record_income(affiliate_id, year=year, cents=cents, known_on=known_on)


def _income(dice: Random, stretches: tuple[affiliates.Stretch, ...]) -> int:
    """A usual income in cents: small beside a job, otherwise around the middle with a long tail."""
    if stretches[-1].category in {"secondary", "student", "pensioner", "article_37"}:
        return dice.randint(1_200_00, 14_000_00)
    return int(dice.lognormvariate(10.35, 0.55)) * 100


def _choices(demo: Demo, dice: Random, quarters: list[Quarter]) -> None:
    """Who pays on an own estimate this year; for most established people it is the only known basis."""
    year = demo.last_quarter.year
    first = Quarter(year, 1)
    careers = affiliates.careers_of(list(demo.affiliate_ids.values()))
    for key, affiliate_id in demo.affiliate_ids.items():
        standing = affiliates.standing(careers[affiliate_id], first)
        established = standing is not None and not standing.is_starter
        if key == KAREL:
            _choose(affiliate_id, cents=38_500_00, first=first, key=key)
        elif established and dice.random() < 0.9:  # noqa: PLR2004 - one in ten waits for the coefficient
            _choose(affiliate_id, cents=_income(dice, careers[affiliate_id]), first=first, key=key)
    del quarters


def _choose(affiliate_id: int, *, cents: int, first: Quarter, key: str) -> None:
    on = first.first_day + timedelta(days=2)
    with clock.frozen(_at(on)):
        contributions.grant_reduction(
            affiliate_id,
            year=first.year,
            income_cents=cents,
            key=f"reduction-demo-{key.removesuffix('@' + DOMAIN)}-{first}",
            by=identity.House,
            on=on,
            from_quarter=first,
            requested_on=on - timedelta(days=20),
        )


def _exemptions(demo: Demo, dice: Random, quarters: list[Quarter]) -> None:
    """A few quarters are free: after a birth, during illness, by bridging right."""
    tom = demo.affiliate_ids[TOM]
    free = [(tom, quarters[-2], "birth")]
    for key, affiliate_id in demo.affiliate_ids.items():
        if "@" not in key and dice.random() < 0.04:  # noqa: PLR2004 - four in a hundred
            ground = dice.choice(("birth", "illness", "bridging_right"))
            free.append((affiliate_id, dice.choice(quarters), ground))
    for affiliate_id, quarter, ground in free:
        contributions.exempt_quarter(
            affiliate_id, quarter=quarter, ground=ground, by=identity.House, on=quarter.first_day
        )


def _run(demo: Demo, quarter: Quarter) -> None:
    """Marie draws, Karim releases two days later: as in life, only faster.

    Who waits for a value that is not published is left out by name, as a fund does that must send the others.
    """
    on = quarter.first_day + timedelta(days=4)
    with clock.frozen(_at(on)):
        marie = _actor(demo, "marie")
        run_id = contributions.plan_run_without_missing(quarter, by=marie, at=clock.now())
        lows = [low for low, _high in affiliates.ranges(contributions.RANGE)]
        for low in lows:
            contributions.draw_range(run_id, low, on=on, at=clock.now())
    released_on = on + timedelta(days=2)
    with clock.frozen(_at(released_on)):
        contributions.release_run(run_id, by=_actor(demo, "karim"), at=clock.now())
        for low in lows:
            contributions.book_range(run_id, low, on=released_on, at=clock.now())


def _actor(demo: Demo, name: str) -> identity.Actor:
    actor = identity.actor_for(demo.logins[f"{name}@{DOMAIN}"])
    assert actor is not None, "the part before made this log-in"
    return actor


def _changes_of_mind(demo: Demo, dice: Random, quarter: Quarter) -> None:
    """Some see in the middle of the year that it goes less well, and ask to pay less from then on."""
    for key, affiliate_id in demo.affiliate_ids.items():
        if dice.random() > MINDS_CHANGED:
            continue
        detail = contributions.quarter(affiliate_id, quarter, on=quarter.last_day)
        if detail is not None and "@" not in key and detail.now.basis == "expected":
            income = detail.now.explained.value.base_income_cents * 7 // 10
            _choose(affiliate_id, cents=income, first=quarter, key=key)


def _transfers(demo: Demo, dice: Random) -> Iterator[bank.Transfer]:
    """What people paid of what they were asked, each by her temper, until today."""
    ids = list(demo.affiliate_ids.values())
    accounts = {affiliate_id: ledger.affiliate_account(affiliate_id) for affiliate_id in ids}
    items = ledger.open_items_of(accounts.values())
    references = ledger.references_for([(account, "") for account in accounts.values()])
    named = affiliates.names(ids)
    heroes = {GRETA: "early", JEANNE: "until_now", AMINA: "until_now", TOM: "until_now", KAREL: "until_late"}
    for place, (key, affiliate_id) in enumerate(demo.affiliate_ids.items()):
        account = accounts[affiliate_id]
        temper = (
            heroes.get(key)
            or dice.choices([one[0] for one in TEMPERS], weights=[one[1] for one in TEMPERS])[0]
        )
        for item in items[account]:
            paid = _payment(demo, dice, temper, item)
            if paid is not None:
                yield bank.Transfer(
                    on=paid[0],
                    cents=paid[1],
                    name=named[affiliate_id],
                    iban=bank.account_of(place),
                    communication=references[(account, "")],
                )
    yield from _riddles(demo)


def _payment(demo: Demo, dice: Random, temper: str, item: ledger.OpenItem) -> tuple[date, int] | None:
    last, before_last = demo.last_quarter, demo.last_quarter.previous
    if temper.startswith("until"):
        if item.about == str(last) or (temper == "until_late" and item.about == str(before_last)):
            return None
        temper = "punctual"
    _name, _share, days, percent = next(one for one in TEMPERS if one[0] == temper)
    on = item.due_on - timedelta(days=dice.randint(*days))
    on = max(on, item.booked_on + timedelta(days=3))
    cents = item.open_cents * percent // 100
    return (on, cents) if cents and on <= demo.now else None


def _riddles(demo: Demo) -> Iterator[bank.Transfer]:
    """Money whose owner must be found: no communication, or one that leads nowhere."""
    for place, (name, cents, words) in enumerate(
        (
            ("Desmet K.", 924_26, "sociale bijdrage derde kwartaal"),
            ("Atelier Céramique", 500_00, "cotisations Jeanne"),
            ("M. Keller", 102_25, "Beitrag 2026"),
        )
    ):
        yield bank.Transfer(
            on=demo.now - timedelta(days=3 + place),
            cents=cents,
            name=name,
            iban=bank.account_of(900_000 + place),
            words=words,
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=UTC)
