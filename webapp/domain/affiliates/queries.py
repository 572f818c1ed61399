"""What is only read about persons, as frozen facts for pages, letters and runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import func, or_, select

from webapp.domain import identity
from webapp.domain.affiliates.careers import Stretch
from webapp.domain.affiliates.models import NATIONAL_NUMBER, Affiliate, Career, ClientManager
from webapp.kit import sealing
from webapp.kit.db import session
from webapp.kit.errors import NotYoursError
from webapp.rules.careers import Category
from webapp.rules.numbers import NationalNumber, WrongNumber

FOUND_AT_MOST: Final = 50


@dataclass(frozen=True, kw_only=True)
class Manager:
    """The person to ask for by name."""

    name: str
    phone: str
    email: str
    languages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Person:
    """An affiliate as her pages show her. The national number hides itself until it is written on purpose."""

    id: int
    first_name: str
    last_name: str
    national_number: NationalNumber = field(repr=False)
    birth_date: date
    street: str
    postcode: str
    town: str
    country: str
    language: str
    channel: str
    email: str
    phone: str
    joined_on: date
    manager: Manager | None
    stretches: tuple[Stretch, ...]

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, kw_only=True)
class Found:
    """One line of a search."""

    id: int
    name: str
    birth_date: date
    postcode: str
    town: str


def get_for(actor: identity.Actor, affiliate_id: int) -> Person:
    """The affiliate an actor may see: herself, somebody she is mandated for, or anyone for staff.

    Raises:
        NotYoursError: there is none, or it is not hers; the two look the same from outside.
    """
    if not actor.acts_for_affiliate(affiliate_id) and not actor.may(identity.Permission.SEE_PERSONS):
        raise NotYoursError
    row = session.get(Affiliate, affiliate_id)
    if row is None:
        raise NotYoursError
    manager = session.get(ClientManager, row.manager_id) if row.manager_id else None
    return Person(
        id=row.id,
        first_name=row.first_name,
        last_name=row.last_name,
        national_number=NationalNumber(sealing.unseal(row.national_number, place=NATIONAL_NUMBER)),
        birth_date=row.birth_date,
        street=row.street,
        postcode=row.postcode,
        town=row.town,
        country=row.country,
        language=row.language,
        channel=row.channel,
        email=row.email,
        phone=row.phone,
        joined_on=row.joined_on,
        manager=_manager(manager),
        stretches=careers_of([affiliate_id])[affiliate_id],
    )


def addressee(affiliate_id: int) -> identity.Addressee:
    """Where and in which language letters for an affiliate go."""
    return addressees([affiliate_id])[affiliate_id]


def addressees(affiliate_ids: Collection[int]) -> dict[int, identity.Addressee]:
    """The addressees of many affiliates at once, for runs."""
    rows = session.scalars(select(Affiliate).where(Affiliate.id.in_(affiliate_ids)))
    return {
        row.id: identity.Addressee(
            name=f"{row.first_name} {row.last_name}",
            lines=_lines(row),
            language=row.language,
            email=row.email,
            channel="paper" if row.channel == "paper" else "online",
        )
        for row in rows
    }


def careers_of(affiliate_ids: Collection[int]) -> dict[int, tuple[Stretch, ...]]:
    """The careers of many affiliates, each in order of time; who has none gets an empty one."""
    found: dict[int, list[Stretch]] = defaultdict(list)
    rows = session.scalars(
        select(Career).where(Career.affiliate_id.in_(affiliate_ids)).order_by(Career.since, Career.id)
    )
    for row in rows:
        found[row.affiliate_id].append(
            Stretch(
                category=Category(row.category),
                since=row.since,
                until=row.until,
                activity=row.activity,
                opt_out=row.opt_out,
            )
        )
    return {affiliate_id: tuple(found[affiliate_id]) for affiliate_id in affiliate_ids}


def search(text: str) -> list[Found]:
    """The affiliates a member of staff may mean: by national number, file number, or names."""
    words = text.split()
    if not words:
        return []
    question = select(Affiliate).order_by(Affiliate.last_name, Affiliate.first_name, Affiliate.id)
    index = _index_of(text)
    if index is not None:
        question = question.where(Affiliate.national_number_index == index)
    elif len(words) == 1 and words[0].isdigit():
        question = question.where(Affiliate.id == int(words[0][:18]))
    else:
        for word in words:
            begins = word.lower()
            question = question.where(
                or_(
                    func.lower(Affiliate.last_name).startswith(begins, autoescape=True),
                    func.lower(Affiliate.first_name).startswith(begins, autoescape=True),
                    func.lower(Affiliate.last_name).contains(f" {begins}", autoescape=True),
                )
            )
    return [
        Found(
            id=row.id,
            name=f"{row.first_name} {row.last_name}",
            birth_date=row.birth_date,
            postcode=row.postcode,
            town=row.town,
        )
        for row in session.scalars(question.limit(FOUND_AT_MOST))
    ]


def names(affiliate_ids: Collection[int]) -> dict[int, str]:
    """First and last name of several affiliates, for lists of staff."""
    rows = session.execute(
        select(Affiliate.id, Affiliate.first_name, Affiliate.last_name).where(Affiliate.id.in_(affiliate_ids))
    )
    return {row.id: f"{row.first_name} {row.last_name}" for row in rows}


def ranges(size: int) -> list[tuple[int, int]]:
    """The numbers of all affiliates cut into ranges of at most so many, both ends included."""
    numbered = select(Affiliate.id, func.row_number().over(order_by=Affiliate.id).label("place")).subquery()
    group = (numbered.c.place - 1) // size
    rows = session.execute(
        select(func.min(numbered.c.id), func.max(numbered.c.id)).group_by(group).order_by(group)
    )
    return [(low, high) for low, high in rows]


def ids_between(low: int, high: int) -> list[int]:
    """The affiliates of one range."""
    return list(
        session.scalars(select(Affiliate.id).where(Affiliate.id.between(low, high)).order_by(Affiliate.id))
    )


def count() -> int:
    """How many affiliates there are."""
    return session.scalar(select(func.count()).select_from(Affiliate)) or 0


def _lines(row: Affiliate) -> tuple[str, ...]:
    abroad = (row.country,) if row.country != "BE" else ()
    return (row.street, f"{row.postcode} {row.town}", *abroad)


def _index_of(text: str) -> bytes | None:
    try:
        number = NationalNumber.parse(text)
    except WrongNumber:
        return None
    return sealing.blind_index(number.digits, place=NATIONAL_NUMBER)


def manager_of(affiliate_id: int) -> Manager | None:
    """The person to ask for by name on letters to this affiliate."""
    row = session.scalars(
        select(ClientManager)
        .join(Affiliate, Affiliate.manager_id == ClientManager.id)
        .where(Affiliate.id == affiliate_id)
    ).one_or_none()
    return _manager(row)


def _manager(row: ClientManager | None) -> Manager | None:
    if row is None:
        return None
    return Manager(name=row.name, phone=row.phone, email=row.email, languages=tuple(row.languages.split()))
