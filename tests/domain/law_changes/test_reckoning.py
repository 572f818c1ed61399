"""The whole fund by two books: who pays another amount and by how much, done once and for these books only."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from tests.factories.companies import a_company
from tests.factories.law_changes import a_change, a_line, a_supervisor, an_editor
from webapp.domain import contributions, identity, law_changes
from webapp.domain.identity import Role
from webapp.domain.law_changes import reckoning
from webapp.domain.law_changes.models import ProposedLine, ReckoningRange
from webapp.kit import clock
from webapp.kit.audit import AuditNote
from webapp.kit.db import session

pytestmark = pytest.mark.usefixtures("house")


def ask(number, *, by=None):
    law_changes.reckon(number, by=by or an_editor(), at=clock.now())


def test_reckoning_says_who_pays_another_amount_and_by_how_much(reckoned):
    starter = an_affiliate(since=date(2024, 7, 1))
    an_affiliate(since=date(2024, 7, 1), category="secondary")
    found = reckoned(a_change())
    assert found.ended_at == clock.now()
    quarter = found.found["quarters"]["2026Q4"]
    after = 94680  # 21 % of 17,374.08, a quarter of it, and the fee of the fund
    assert quarter["people"] == 2
    assert [starter, "main", 92426, after] in quarter["largest"]
    assert quarter["changed"] == sum(group[1] for group in quarter["groups"].values())
    assert quarter["after"] - quarter["before"] == sum(one[3] - one[2] for one in quarter["largest"])
    assert sum(quarter["bands"]) == 2


def test_the_index_of_a_new_year_is_compared_with_the_last_one_carried_on(reckoned):
    an_affiliate(since=date(2024, 7, 1))
    index = a_line("contributions.index_numerator", date(2027, 1, 1), "690")
    quarter = reckoned(a_change(index)).found["quarters"]["2027Q1"]
    assert (quarter["people"], quarter["more"], quarter["before"]) == (1, 1, 92426)


def test_a_line_from_within_a_quarter_is_reckoned_from_the_next_one(reckoned):
    an_affiliate(since=date(2024, 7, 1))
    for day, quarter in ((date(2026, 10, 1), "2026Q4"), (date(2026, 10, 2), "2027Q1")):
        assert list(reckoned(a_change(a_line(since=day))).found["quarters"]) == [quarter]


def test_a_person_who_could_not_be_reckoned_before_is_counted_apart_and_what_lacks_is_named(reckoned):
    established = an_affiliate(since=date(2015, 1, 1))
    contributions.record_income(established, year=2023, cents=30_000_00, known_on=date(2025, 3, 1))
    lacking = reckoned(a_change()).found["quarters"]["2026Q4"]
    assert lacking["missing"] == {"contributions.revaluation_coefficient": 1}
    coefficient = a_line("contributions.revaluation_coefficient", date(2026, 1, 1), "1.0724")
    known = reckoned(a_change(coefficient)).found["quarters"]["2026Q1"]
    assert (known["people"], known["began"], known["missing"]) == (0, 1, {})
    assert known["began_cents"] > 0


def test_companies_are_reckoned_by_their_own_year(reckoned):
    a_company(totals={2025: 20_000_000})
    lines = [
        a_line("company.small", date(2027, 1, 1), "420"),
        a_line("company.due_day", date(2027, 1, 1), "12-31"),
        a_line("company.balance_threshold", date(2027, 1, 1), "900000"),
    ]
    found = reckoned(a_change(*lines)).found
    assert found["quarters"] == {}
    assert found["years"]["2027"]["groups"] == {"small": [1, 1, 40930, 42000]}
    assert found["years"]["2027"]["missing"] == {}


def test_a_fund_cut_into_ranges_gives_the_figures_of_the_whole(reckoned, monkeypatch):
    for category in ("main", "secondary", "main", "spouse_mini", "pensioner"):
        an_affiliate(since=date(2024, 7, 1), category=category)
    whole = reckoned(a_change())
    monkeypatch.setattr(reckoning, "RANGE", 2)
    parts = reckoned(a_change())
    assert (whole.ranges, parts.ranges, parts.done) == (1, 3, 3)
    assert parts.found == whole.found


def test_it_ends_with_its_last_range_and_not_before(monkeypatch):
    people = [an_affiliate(since=date(2024, 7, 1)) for _person in "12"]
    monkeypatch.setattr(reckoning, "RANGE", 1)
    number = a_change()
    ask(number)
    begun = law_changes.reckoning_of(law_changes.change(number))
    steps = []
    for low in people:
        law_changes.reckon_range(begun.id, "people", low, at=clock.now())
        found = law_changes.reckoning_of(law_changes.change(number))
        steps.append((found.done, found.ended_at))
    assert steps == [(1, None), (2, clock.now())]


def test_a_fund_of_nobody_is_reckoned_at_once():
    number = a_change()
    ask(number)
    assert law_changes.reckoning_of(law_changes.change(number)).ended_at == clock.now()


def test_reckoning_is_promised_once_and_harmless_twice(errands):
    an_affiliate(since=date(2024, 7, 1))
    number = a_change()
    for _time in "12":
        ask(number)
    assert errands() == 1
    assert law_changes.reckoning_of(law_changes.change(number)).found["quarters"]["2026Q4"]["people"] == 1
    asked = session.query(AuditNote).filter_by(thing=f"law_change:{number}", verb="law_change.reckoned")
    assert asked.count() == 1


def test_a_range_of_books_that_are_not_those_of_today_is_left_alone(errands):
    an_affiliate(since=date(2024, 7, 1))
    number = a_change()
    ask(number)
    law_changes.put_lines(number, [a_line(value="0.22")], revision=1, by=an_editor(), at=clock.now())
    assert errands() == 1
    (row,) = session.query(ReckoningRange)
    assert (row.done_at, row.found) == (None, {})


def test_only_a_draft_with_lines_is_reckoned(published):
    empty = law_changes.begin(key="empty", title="A title", grounds="", by=an_editor(), at=clock.now())
    for number in (empty, published(a_change())):
        with pytest.raises(law_changes.ChangedMeanwhileError):
            ask(number)


def test_lines_that_the_files_refuse_are_not_reckoned():
    number = a_change()
    session.query(ProposedLine).filter_by(change_id=number).update({"name": "contributions.abolished"})
    with pytest.raises(law_changes.RefusedLinesError, match="stands in no file"):
        ask(number)


def test_who_prepares_and_who_publishes_may_reckon_and_nobody_else():
    number = a_change()
    with pytest.raises(law_changes.NotAllowedError):
        ask(number, by=identity.actor_for(identities.a_member_of_staff(Role.CASES).id))
    ask(number, by=a_supervisor())
    assert law_changes.reckoning_of(law_changes.change(number)) is not None
