"""Third part: the companies of the demo, three yearly calls released by two persons, and what was paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from webapp.cli.demo import bank, names
from webapp.cli.demo.story import COMPANIES, DOMAIN, PASSWORD, Demo, Player
from webapp.domain import companies, company_contributions, identity, payments
from webapp.domain.companies import NewCompany
from webapp.domain.company_contributions import Call
from webapp.kit import clock, fund
from webapp.rules.numbers import enterprise_check_digits, written_enterprise_number

ORDER = 30

#: Numbers that the Crossroads Bank has not given out; their check digits are right.
FIRST_NUMBER: Final = 9_980_000
YEARS: Final = 3
#: From this total on, a company is large in every year the law has published so far.
LARGE_CENTS: Final = 95_000_000
CALLED_IN: Final = (10, 1)
FIRST_BANK_PLACE: Final = 500_000
#: How companies pay: share, days before the due day (below zero: after), percent of what is open.
TEMPERS: Final = (
    ("punctual", 66, (3, 40), 100),
    ("late", 14, (-70, -4), 100),
    ("in_parts", 8, (5, 30), 60),
    ("not", 12, (0, 0), 0),
)
TRADES: Final = {
    "fr": ("Menuiserie", "Boulangerie", "Garage", "Studio", "Fleurs", "Toitures", "Librairie"),
    "nl": ("Schrijnwerkerij", "Bakkerij", "Bouwbedrijf", "Drukkerij", "Fietsen", "Tuinen", "Apotheek"),
    "de": ("Tischlerei", "Bäckerei", "Elektro", "Gartenbau", "Metzgerei"),
    "en": ("Harbour Software", "Northfield Consulting", "Linden Design"),
}
FORMS: Final = {
    "fr": ("SRL", "SRL", "SA", "SNC"),
    "nl": ("BV", "BV", "NV", "VOF"),
    "de": ("SRL",),
    "en": ("BV",),
}
SOFIE, BRUNO = COMPANIES
#: The companies with a story: Sofie's own, and three that Bruno keeps the books of.
KNOWN: Final = (
    ("sofie", "De Gouden Garde", "BV", "nl", 31_450_000),
    ("bruno-1", "Menuiserie Grandjean", "SRL", "fr", 101_200_000),
    ("bruno-2", "Tischlerei Lambertz", "SRL", "de", 18_900_000),
    ("bruno-3", "Atelier du Tilleul", "SRL", "fr", 9_200_000),
)


def load(demo: Demo) -> None:
    """Register everybody, draw and release each year's calls, then read the bank's statements."""
    dice = demo.dice("companies")
    for place in range(max(demo.companies, len(KNOWN))):
        _register(demo, dice, place)
    _mandates(demo)
    for year in range(demo.last_quarter.year - YEARS + 1, demo.last_quarter.year + 1):
        _run(demo, year)
    for file in bank.statements(fund.account("companies").iban, _transfers(demo, dice)):
        with clock.frozen(_at(demo.now)):
            payments.import_statement(file, name="companies.xml", by=identity.House, at=clock.now())


def _register(demo: Demo, dice: Random, place: int) -> None:
    known = KNOWN[place] if place < len(KNOWN) else None
    language = known[3] if known else names.a_language(dice)
    street, postcode, town = names.an_address(dice, language)
    incorporated_on = date(dice.randint(1994, demo.last_quarter.year - 1), dice.randint(1, 12), 15)
    key = known[0] if known else f"company-{place}"
    body = f"{FIRST_NUMBER + place:08}"
    demo.company_ids[key] = companies.register(
        NewCompany(
            enterprise_number=body + enterprise_check_digits(body),
            name=known[1] if known else _name(dice, language),
            legal_form=known[2] if known else dice.choice(FORMS[language]),
            street=street,
            postcode=postcode,
            town=town,
            language=language,
            channel="online" if known or dice.random() < 0.8 else "paper",  # noqa: PLR2004 - one in five
            email=f"{key}@{DOMAIN}",
            phone=f"+32 4 110 {place // 100 % 100:02} {place % 100:02}",
            incorporated_on=date(2016, 5, 12) if known else incorporated_on,
        ),
        key=f"demo-{key}",
        by=identity.House,
    )
    total = known[4] if known else _total(dice)
    for year in range(demo.last_quarter.year - YEARS - 1, demo.last_quarter.year - 1):
        if known or dice.random() > 0.03:  # noqa: PLR2004 - three in a hundred forgot to report
            cents = total * dice.randint(96, 104) // 100
            companies.report_balance_sheet(
                demo.company_ids[key],
                year=year,
                total_cents=cents,
                by=identity.House,
                on=date(year + 1, 7, 4),
            )


def _name(dice: Random, language: str) -> str:
    _first, last = names.a_name(dice, language)
    return f"{dice.choice(TRADES[language])} {last}"


def _total(dice: Random) -> int:
    """Most balance sheets are small; one in six is far above every threshold."""
    if dice.random() < 1 / 6:
        return dice.randint(LARGE_CENTS, 9 * LARGE_CENTS)
    return dice.randint(2_000_000, 60_000_000)


def _mandates(demo: Demo) -> None:
    since = date(demo.now.year, 1, 1)
    for player, keys, kind in (
        (SOFIE, ("sofie",), "director"),
        (BRUNO, ("bruno-1", "bruno-2", "bruno-3"), "accountant"),
    ):
        for key in keys:
            identity.grant_mandate(
                login_id=_login(demo, player), by=None, since=since, kind=kind,
                company_id=demo.company_ids[key],
            )  # fmt: skip


def _login(demo: Demo, player: Player) -> int:
    if player.email not in demo.logins:
        demo.logins[player.email] = identity.register(
            email=player.email, name=player.name, language=player.language, password=PASSWORD
        )
    return demo.logins[player.email]


def _run(demo: Demo, year: int) -> None:
    """Marie draws on 1 October, Karim releases three days later; large companies wait for their amount."""
    on = date(year, *CALLED_IN)
    released_on = on + timedelta(days=3)
    if released_on > demo.now:
        return
    runs = company_contributions.runs
    lows = [low for low, _high in companies.ranges(runs.RANGE)]
    with clock.frozen(_at(on)):
        run_id = runs.plan_without_missing(year, by=_actor(demo, "marie"), at=clock.now())
        for low in lows:
            runs.draw_range(run_id, low, on=on, at=clock.now())
    with clock.frozen(_at(released_on)):
        runs.release(run_id, by=_actor(demo, "karim"), at=clock.now())
        for low in lows:
            runs.book_range(run_id, low, on=released_on, at=clock.now())


def _actor(demo: Demo, name: str) -> identity.Actor:
    actor = identity.actor_for(demo.logins[f"{name}@{DOMAIN}"])
    assert actor is not None, "an earlier part made this log-in"
    return actor


def _transfers(demo: Demo, dice: Random) -> Iterator[bank.Transfer]:
    """What the companies paid, each by its temper; this year's call of the known ones is still open."""
    named = companies.names(list(demo.company_ids.values()))
    known = {one[0] for one in KNOWN}
    for place, (key, company_id) in enumerate(demo.company_ids.items()):
        temper = "punctual" if key in known else _temper(dice)
        for call in company_contributions.calls_of(company_id, on=demo.now):
            if key in known and call.year == demo.last_quarter.year:
                continue
            paid = _payment(demo, dice, temper, call)
            if paid is not None:
                yield bank.Transfer(
                    on=paid[0],
                    cents=paid[1],
                    name=named[company_id],
                    iban=bank.account_of(FIRST_BANK_PLACE + place),
                    communication=call.communication,
                )
    yield from _riddles(demo)


def _temper(dice: Random) -> str:
    return dice.choices([one[0] for one in TEMPERS], weights=[one[1] for one in TEMPERS])[0]


def _payment(demo: Demo, dice: Random, temper: str, call: Call) -> tuple[date, int] | None:
    days, percent = next(one[2:] for one in TEMPERS if one[0] == temper)
    on = max(call.due_on - timedelta(days=dice.randint(*days)), call.booked_on + timedelta(days=4))
    cents = call.cents * percent // 100
    return (on, cents) if cents and on <= demo.now else None


def _riddles(demo: Demo) -> Iterator[bank.Transfer]:
    """Money whose owner must be found: by its payer's account, by a number in the text, by nothing at all."""
    number = f"{FIRST_NUMBER + 3:08}"
    written = written_enterprise_number(number + enterprise_check_digits(number))
    for days, place, name, cents, words in (
        (2, FIRST_BANK_PLACE, "De Gouden Garde", 40_930, "vennootschapsbijdrage"),
        (4, 910_001, "Atelier du Tilleul", 20_000, f"cotisation sociétés {written}"),
        (6, 910_002, "Holding Verbruggen", 99_847, "bijdrage"),
    ):
        yield bank.Transfer(
            on=demo.now - timedelta(days=days),
            cents=cents,
            name=name,
            iban=bank.account_of(place),
            words=words,
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=UTC)
