"""Many files taken over at once read like files registered one by one."""

from __future__ import annotations

from datetime import date

from tests.factories import identity as identities
from tests.factories.affiliates import a_national_number
from webapp.domain import affiliates, identity
from webapp.domain.affiliates import NewPerson, Stretch, TakenOver
from webapp.rules.careers import Category


def test_everybody_gets_a_number_a_career_and_a_sealed_national_number(app):
    born = date(1981, 5, 6)
    stretch = Stretch(
        category=Category.SECONDARY, since=date(2020, 1, 1), until=None, activity="Übersetzungen"
    )
    files = [
        TakenOver(
            key=f"old-{place}",
            person=NewPerson(
                first_name="Greta",
                last_name=f"Müller {place}",
                national_number=a_national_number(born),
                birth_date=born,
                street="Am Markt 1",
                postcode="4700",
                town="Eupen",
                language="de",
            ),
            joined_on=stretch.since,
            stretches=(stretch,),
        )
        for place in range(3)
    ]
    numbers = affiliates.take_over(files)
    assert set(numbers) == {"old-0", "old-1", "old-2"}
    reader = identity.actor_for(identities.a_member_of_staff().id)
    person = affiliates.get_for(reader, numbers["old-1"])
    assert person.national_number == files[1].person.national_number
    assert person.stretches == (stretch,)
