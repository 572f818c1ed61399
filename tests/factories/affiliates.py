"""Affiliates for tests: persons with a career, a client manager and a log-in of their own."""

from __future__ import annotations

from datetime import date
from itertools import count

from tests.factories import identity as identities
from webapp.domain import affiliates, identity
from webapp.domain.identity.models import Login
from webapp.rules.careers import Category
from webapp.rules.numbers import NationalNumber, national_check_digits

_numbers = count(1)


def a_national_number(born: date = date(1985, 7, 30)) -> NationalNumber:
    """A valid number that nobody had before in this run."""
    body = f"{born:%y%m%d}{next(_numbers) % 998 + 1:03}"
    return NationalNumber.parse(body + national_check_digits(body, born_from_2000=born.year >= 2000))


def an_affiliate(
    *,
    category: Category | str = Category.MAIN,
    since: date = date(2024, 7, 1),
    until: date | None = None,
    language: str = "fr",
    channel: str = "online",
    first_name: str = "Jeanne",
    last_name: str = "Peeters",
    manager_id: int | None = None,
) -> int:
    """A person who works in one category since a day; gives her number."""
    n = next(_numbers)
    born = date(1960 + n % 40, 1 + n % 12, 1 + n % 28)
    affiliate_id = affiliates.register(
        affiliates.NewPerson(
            first_name=first_name,
            last_name=last_name,
            national_number=a_national_number(born),
            birth_date=born,
            street="Rue du Moulin 12",
            postcode="4000",
            town="Liège",
            language=language,
            channel=channel,
            email=f"person{n}@example.be",
            phone="+32 4 100 20 30",
        ),
        key=f"test-{n}",
        by=identity.House,
        on=since,
        manager_id=manager_id,
    )
    affiliates.begin_career(affiliate_id, category=Category(category), since=since, by=identity.House)
    if until:
        affiliates.end_career(affiliate_id, until=until, by=identity.House)
    return affiliate_id


def a_login_of(affiliate_id: int, *, language: str = "fr") -> Login:
    """The log-in with which an affiliate sees her own account."""
    login = identities.a_login(language=language)
    identities.a_mandate(login, affiliate_id=affiliate_id)
    return login
