"""Many persons at once: the files of another system, or of the demo fund, taken over with few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import insert, select

from webapp.domain.affiliates.careers import Stretch
from webapp.domain.affiliates.models import NATIONAL_NUMBER, Affiliate, Career
from webapp.domain.affiliates.service import NewPerson
from webapp.kit import sealing
from webapp.kit.db import session

CHUNK: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class TakenOver:
    """One file: the person, since when she is with us, her career, who looks after her."""

    key: str
    person: NewPerson
    joined_on: date
    stretches: tuple[Stretch, ...]
    manager_id: int | None = None


def take_over(files: Sequence[TakenOver]) -> dict[str, int]:
    """Write many persons with their careers; gives their numbers by key. Keys must be new."""
    numbers: dict[str, int] = {}
    for start in range(0, len(files), CHUNK):
        chunk = files[start : start + CHUNK]
        session.execute(insert(Affiliate), [_row(one) for one in chunk])
        found = session.execute(
            select(Affiliate.key, Affiliate.id).where(Affiliate.key.in_([one.key for one in chunk]))
        )
        numbers |= {row.key: row.id for row in found}
        session.execute(insert(Career), [row for one in chunk for row in _careers(one, numbers[one.key])])
    return numbers


def _row(one: TakenOver) -> dict[str, Any]:
    person = one.person
    digits = person.national_number.digits
    return {
        "key": one.key,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "national_number": sealing.seal(digits, place=NATIONAL_NUMBER),
        "national_number_index": sealing.blind_index(digits, place=NATIONAL_NUMBER),
        "birth_date": person.birth_date,
        "street": person.street,
        "postcode": person.postcode,
        "town": person.town,
        "country": person.country,
        "language": person.language,
        "channel": person.channel,
        "email": person.email,
        "phone": person.phone,
        "manager_id": one.manager_id,
        "joined_on": one.joined_on,
    }


def _careers(one: TakenOver, affiliate_id: int) -> list[dict[str, Any]]:
    return [
        {
            "affiliate_id": affiliate_id,
            "category": str(stretch.category),
            "activity": stretch.activity,
            "opt_out": stretch.opt_out,
            "since": stretch.since,
            "until": stretch.until,
        }
        for stretch in one.stretches
    ]
