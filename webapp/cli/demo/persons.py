"""Second part: the self-employed of the demo, five of them with a story and a log-in."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from webapp.cli.demo import names
from webapp.cli.demo.story import AFFILIATES, COMPANIES, DOMAIN, PASSWORD, Demo, Player
from webapp.domain import affiliates, identity
from webapp.domain.affiliates import NewPerson, Stretch, TakenOver
from webapp.rules.careers import Category
from webapp.rules.numbers import NationalNumber, national_check_digits

ORDER = 20

#: How the careers of the demo are spread; the first four quarters of a starter are her own category.
CATEGORIES: Final = {
    Category.MAIN: 56,
    Category.PRIMOSTARTER: 9,
    Category.SECONDARY: 20,
    Category.STUDENT: 4,
    Category.ARTICLE_37: 2,
    Category.SPOUSE_MAXI: 4,
    Category.PENSIONER: 4,
    Category.PENSION_AGE_WITHOUT_PENSION: 1,
}
OLDEST_CAREER: Final = 2012


def load(demo: Demo) -> None:
    """Write everybody with few statements, then open the log-ins of those who have one."""
    dice = demo.dice("affiliates")
    register = Register()
    files = [_hero(demo, player, register) for player in AFFILIATES]
    files += [_somebody(demo, dice, place, register) for place in range(demo.affiliates - len(files))]
    demo.affiliate_ids = affiliates.take_over(files)
    for player in AFFILIATES:
        _open(demo, player, kind="self", affiliate_id=demo.affiliate_ids[player.email])
    accountant = COMPANIES[1]
    _open(demo, accountant, kind="accountant", affiliate_id=demo.affiliate_ids[AFFILIATES[1].email])


def _open(demo: Demo, player: Player, *, kind: identity.MandateKind, affiliate_id: int) -> None:
    login_id = demo.logins.get(player.email) or identity.register(
        email=player.email, name=player.name, language=player.language, password=PASSWORD
    )
    demo.logins[player.email] = login_id
    identity.grant_mandate(
        login_id=login_id, by=None, since=date(demo.now.year, 1, 1), kind=kind, affiliate_id=affiliate_id
    )


def _hero(demo: Demo, player: Player, register: Register) -> TakenOver:
    """The careers behind the stories that the log-ins are printed with."""
    year = demo.last_quarter.year
    careers: dict[str, tuple[Stretch, ...]] = {
        "jeanne": (_stretch(Category.MAIN, date(year - 2, 7, 1), activity="céramique"),),
        "karel": (_stretch(Category.MAIN, date(2014, 1, 1), activity="schrijnwerkerij"),),
        "greta": (_stretch(Category.SECONDARY, date(year - 2, 10, 1), activity="Übersetzungen"),),
        "amina": (_stretch(Category.PRIMOSTARTER, date(year, 4, 1), activity="pâtisserie"),),
        "tom": (_stretch(Category.MAIN, date(year - 3, 9, 1), activity="software consulting"),),
    }
    first, _space, last = player.name.partition(" ")
    dice = demo.dice(player.email)
    street, postcode, town = names.an_address(dice, player.language)
    stretches = careers[player.email.partition("@")[0]]
    person = NewPerson(
        first_name=first,
        last_name=last,
        national_number=register.number(date(1988, 3, 14)),
        birth_date=date(1988, 3, 14),
        street=street,
        postcode=postcode,
        town=town,
        language=player.language,
        email=player.email,
        phone="+32 2 100 20 99",
    )
    return TakenOver(
        key=player.email,
        person=person,
        joined_on=stretches[0].since,
        stretches=stretches,
        manager_id=_manager(demo, player.language),
    )


def _somebody(demo: Demo, dice: Random, place: int, register: Register) -> TakenOver:
    language = names.a_language(dice)
    category = dice.choices(list(CATEGORIES), weights=list(CATEGORIES.values()))[0]
    born = _birth(demo, dice, category)
    first, last = names.a_name(dice, language)
    street, postcode, town = names.an_address(dice, language)
    stretches = _career(demo, dice, category, language)
    on_paper = dice.random() < (0.5 if born.year < 1960 else 0.12)  # noqa: PLR2004 - born before
    person = NewPerson(
        first_name=first,
        last_name=last,
        national_number=register.number(born),
        birth_date=born,
        street=street,
        postcode=postcode,
        town=town,
        language=language,
        channel="paper" if on_paper else "online",
        email="" if on_paper else f"person{place}@{DOMAIN}",
        phone=f"+32 4 100 {place // 100 % 100:02} {place % 100:02}",
    )
    return TakenOver(
        key=f"demo-{place}",
        person=person,
        joined_on=stretches[0].since,
        stretches=stretches,
        manager_id=_manager(demo, language),
    )


def _birth(demo: Demo, dice: Random, category: Category) -> date:
    year = demo.last_quarter.year
    ages = {
        Category.STUDENT: (19, 24),
        Category.PENSIONER: (67, 78),
        Category.PENSION_AGE_WITHOUT_PENSION: (67, 72),
        Category.PRIMOSTARTER: (22, 45),
    }
    youngest, oldest = ages.get(category, (24, 64))
    return date(year - dice.randint(youngest, oldest), dice.randint(1, 12), dice.randint(1, 28))


def _career(demo: Demo, dice: Random, category: Category, language: str) -> tuple[Stretch, ...]:
    """When the work began, and whether it ended; a primostarter becomes a main occupation after a year."""
    year = demo.last_quarter.year
    activity = dice.choice(names.ACTIVITIES[language])
    if category in {Category.PRIMOSTARTER, Category.STUDENT}:
        since = date(year - dice.choice((0, 0, 1)), dice.choice((1, 4, 7)), 1)
    elif dice.random() < 0.45:  # noqa: PLR2004 - nearly half are starters, as the law means it
        since = date(year - dice.choice((1, 2, 2)), dice.choice((1, 4, 7, 10)), 1)
    else:
        since = date(dice.randint(OLDEST_CAREER, year - 4), dice.choice((1, 4, 7, 10)), 1)
    until = None
    if dice.random() < 0.05:  # noqa: PLR2004 - a few have stopped
        until = date(year, 3, 31) if since < date(year, 1, 1) else None
    if category is Category.PRIMOSTARTER and since.year < year:
        later = date(since.year + 1, since.month, 1)
        return (
            _stretch(category, since, later - timedelta(days=1), activity=activity),
            _stretch(Category.MAIN, later, activity=activity),
        )
    return (_stretch(category, since, until, activity=activity),)


def _stretch(category: Category, since: date, until: date | None = None, *, activity: str) -> Stretch:
    return Stretch(category=category, since=since, until=until, activity=activity)


def _manager(demo: Demo, language: str) -> int:
    return demo.managers[0 if language in {"nl", "en"} else 1]


class Register:
    """The National Register of the demo: nobody gets a number twice."""

    def __init__(self) -> None:
        """An empty register."""
        self._next: dict[date, int] = {}

    def number(self, born: date) -> NationalNumber:
        """The next free number of a day of birth."""
        order = self._next[born] = self._next.get(born, 0) + 1
        body = f"{born:%y%m%d}{order:03}"
        return NationalNumber.parse(body + national_check_digits(body, born_from_2000=born.year >= 2000))  # noqa: PLR2004
