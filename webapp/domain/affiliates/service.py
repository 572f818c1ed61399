"""What changes about a person: joining, working, moving, and how she wants to be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.domain.affiliates.models import NATIONAL_NUMBER, Affiliate, Career, ClientManager
from webapp.kit import audit, sealing
from webapp.kit.audit import Doer
from webapp.kit.db import session
from webapp.rules.careers import Category
from webapp.rules.numbers import NationalNumber


class KnownPersonError(ValueError):
    """Somebody with this national number is an affiliate already; nobody is one twice."""


class OverlapError(ValueError):
    """A career stretch begins before the one before it."""


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """What a declaration of affiliation says about a person."""

    first_name: str
    last_name: str
    national_number: NationalNumber
    birth_date: date
    street: str
    postcode: str
    town: str
    language: str
    country: str = "BE"
    channel: str = "online"
    email: str = ""
    phone: str = ""


def register(person: NewPerson, *, key: str, by: Doer, on: date, manager_id: int | None = None) -> int:
    """Make a person an affiliate and give her number; a known key gives the number of the first time.

    Raises:
        KnownPersonError: another key made an affiliate with this national number.
    """
    known = session.scalars(select(Affiliate.id).where(Affiliate.key == key)).one_or_none()
    if known is not None:
        return known
    index = sealing.blind_index(person.national_number.digits, place=NATIONAL_NUMBER)
    if session.scalar(select(Affiliate.id).where(Affiliate.national_number_index == index)) is not None:
        raise KnownPersonError("this person is an affiliate already")
    row = Affiliate(
        key=key,
        first_name=person.first_name,
        last_name=person.last_name,
        national_number=sealing.seal(person.national_number.digits, place=NATIONAL_NUMBER),
        national_number_index=index,
        birth_date=person.birth_date,
        street=person.street,
        postcode=person.postcode,
        town=person.town,
        country=person.country,
        language=person.language,
        channel=person.channel,
        email=person.email,
        phone=person.phone,
        manager_id=manager_id,
        joined_on=on,
    )
    session.add(row)
    session.flush()
    audit.note(by, "affiliate.registered", f"affiliate:{row.id}")
    return row.id


def begin_career(
    affiliate_id: int, *, category: Category, since: date, by: Doer, activity: str = "", opt_out: bool = False
) -> None:
    """Begin a stretch in a category; the one before it ends on the day before. Told twice, begun once.

    Raises:
        OverlapError: a later stretch exists already.
    """
    session.get_one(Affiliate, affiliate_id, with_for_update=True)
    stretches = list(
        session.scalars(
            select(Career).where(Career.affiliate_id == affiliate_id).order_by(Career.since.desc())
        )
    )
    if stretches and stretches[0].since == since and stretches[0].category == category:
        return
    if stretches and stretches[0].since >= since:
        raise OverlapError("a later stretch of this career exists already")
    if stretches and (stretches[0].until is None or stretches[0].until >= since):
        stretches[0].until = date.fromordinal(since.toordinal() - 1)
    session.add(
        Career(affiliate_id=affiliate_id, category=category, activity=activity, opt_out=opt_out, since=since)
    )
    session.flush()
    audit.note(by, "career.begun", f"affiliate:{affiliate_id}", category=str(category), since=str(since))


def end_career(affiliate_id: int, *, until: date, by: Doer) -> None:
    """Close the running stretch on its last day; nothing to do when none runs."""
    running = session.scalars(
        select(Career).where(Career.affiliate_id == affiliate_id, Career.until.is_(None)).with_for_update()
    ).one_or_none()
    if running is not None and running.since <= until:
        running.until = until
        session.flush()
        audit.note(by, "career.ended", f"affiliate:{affiliate_id}", until=str(until))


def change_contact(
    affiliate_id: int, *, by: Doer, email: str, phone: str, language: str, channel: str
) -> None:
    """Change how a person is reached; the note names what changed, not the old or new value."""
    row = session.get_one(Affiliate, affiliate_id, with_for_update=True)
    new = {"email": email, "phone": phone, "language": language, "channel": channel}
    changed = sorted(name for name, value in new.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, new[name])
    if changed:
        session.flush()
        audit.note(by, "affiliate.contact_changed", f"affiliate:{affiliate_id}", changed=changed)


def change_address(
    affiliate_id: int, *, by: Doer, street: str, postcode: str, town: str, country: str
) -> None:
    """Move a person to a new address."""
    row = session.get_one(Affiliate, affiliate_id, with_for_update=True)
    row.street, row.postcode, row.town, row.country = street, postcode, town, country
    session.flush()
    audit.note(by, "affiliate.moved", f"affiliate:{affiliate_id}")


def add_manager(*, name: str, phone: str, email: str, languages: str, login_id: int | None = None) -> int:
    """Name a client manager and give her number; languages as "fr nl"."""
    row = ClientManager(login_id=login_id, name=name, phone=phone, email=email, languages=languages)
    session.add(row)
    session.flush()
    return row.id
