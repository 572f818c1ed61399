"""A change: drafted by one, reckoned for everybody, published by another; nothing over another's head."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.affiliates import an_affiliate
from tests.factories.companies import a_company
from tests.factories.law_changes import a_change, a_clean_shelf, a_line, a_supervisor, an_editor, fees_until
from webapp.domain import company_contributions, contributions, identity, law_changes
from webapp.domain.law_changes import State
from webapp.kit import clock
from webapp.rules.law import law_book, law_of_files, law_on
from webapp.rules.units import Quarter

JULY_OF_2027 = date(2027, 7, 1)


@pytest.fixture(autouse=True)
def _house(app, clock_at):
    clock_at("2026-09-20T10:00")
    with a_clean_shelf():
        yield


def reckoned(number, errands):
    law_changes.reckon(number, by=an_editor(), at=clock.now())
    errands()
    return law_changes.reckoning_of(law_changes.change(number))


def published(number, errands, *, by=None):
    reckoned(number, errands)
    revision = law_changes.change(number).revision
    law_changes.publish(number, revision=revision, to_read=(), by=by or a_supervisor(), at=clock.now())
    law_changes.look_again()


def test_the_same_key_opens_one_change_and_the_same_line_writes_nothing_anew():
    editor = an_editor()
    first, second = (
        law_changes.begin(key="k", title="A title", grounds="", by=editor, at=clock.now()) for _time in "12"
    )
    assert first == second
    for _time in "12":
        law_changes.put_lines(first, [a_line()], revision=0, by=editor, at=clock.now())
    assert law_changes.change(first).revision == 1


def test_nobody_writes_over_anothers_line():
    number = a_change()
    with pytest.raises(law_changes.ChangedMeanwhileError):
        law_changes.put_lines(number, [a_line(value="0.22")], revision=0, by=an_editor(), at=clock.now())
    assert law_changes.change(number).lines[0].value == "0.21"


def test_a_line_that_a_file_has_is_refused():
    number = a_change()
    with pytest.raises(law_changes.StandsAlreadyError):
        law_changes.put_lines(
            number, [a_line(since=date(2018, 1, 1), value="0.3")], revision=1, by=an_editor(), at=clock.now()
        )


def test_lines_that_contradict_each_other_are_refused_by_the_reader_of_the_files():
    coefficient = a_line("contributions.revaluation_coefficient", date(2027, 1, 1), "2.5")
    parts = (
        a_line("contributions.index_numerator", date(2027, 1, 1), "690"),
        a_line("contributions.index_three_years_ago", date(2027, 1, 1), "650"),
    )
    number = a_change(*parts)
    with pytest.raises(law_changes.RefusedLinesError, match="is not 690 / 650"):
        law_changes.put_lines(number, [coefficient], revision=1, by=an_editor(), at=clock.now())


def test_reckoning_says_who_pays_another_amount_and_by_how_much(errands):
    starter, earlier = (
        an_affiliate(since=date(2024, 7, 1)),
        an_affiliate(since=date(2024, 7, 1), category="secondary"),
    )
    found = reckoned(a_change(), errands)
    assert found.ended_at is not None
    quarter = found.found["quarters"]["2026Q4"]
    after = 94680  # 21 % of 17,374.08, a quarter of it, and the fee of the fund
    assert quarter["people"] == 2
    assert [starter, "main", 92426, after] in quarter["largest"]
    assert quarter["changed"] == sum(group[1] for group in quarter["groups"].values())
    assert quarter["after"] - quarter["before"] == sum(one[3] - one[2] for one in quarter["largest"])
    assert sum(quarter["bands"]) == 2
    assert earlier


def test_the_index_of_a_new_year_is_compared_with_the_last_one_carried_on(errands):
    an_affiliate(since=date(2024, 7, 1))
    quarter = reckoned(
        a_change(a_line("contributions.index_numerator", date(2027, 1, 1), "690")), errands
    ).found["quarters"]["2027Q1"]
    assert (quarter["people"], quarter["more"], quarter["before"]) == (1, 1, 92426)


def test_a_person_who_could_not_be_reckoned_before_is_counted_apart_and_what_lacks_is_named(errands):
    established = an_affiliate(since=date(2015, 1, 1))
    contributions.record_income(established, year=2023, cents=30_000_00, known_on=date(2025, 3, 1))
    lacking = reckoned(a_change(), errands).found["quarters"]["2026Q4"]
    assert lacking["missing"] == {"contributions.revaluation_coefficient": 1}
    coefficient = a_line("contributions.revaluation_coefficient", date(2026, 1, 1), "1.0724")
    known = reckoned(a_change(coefficient), errands).found["quarters"]["2026Q1"]
    assert (known["people"], known["began"], known["missing"]) == (0, 1, {})
    assert known["began_cents"] > 0


def test_companies_are_reckoned_by_their_own_year(errands):
    a_company(totals={2025: 20_000_000})
    lines = [
        a_line("company.small", date(2027, 1, 1), "420"),
        a_line("company.due_day", date(2027, 1, 1), "12-31"),
    ]
    threshold = a_line("company.balance_threshold", date(2027, 1, 1), "900000")
    year = reckoned(a_change(*lines, threshold), errands).found["years"]["2027"]
    assert year["groups"] == {"small": [1, 1, 40930, 42000]}
    assert year["missing"] == {}


def test_another_line_makes_the_reckoning_stale(errands):
    number = a_change()
    assert reckoned(number, errands).ended_at
    law_changes.put_lines(number, [a_line(value="0.22")], revision=1, by=an_editor(), at=clock.now())
    assert law_changes.reckoning_of(law_changes.change(number)) is None
    law_changes.put_lines(number, [a_line(value="0.21")], revision=2, by=an_editor(), at=clock.now())
    assert law_changes.reckoning_of(law_changes.change(number)).ended_at


def test_reckoning_is_promised_once_and_harmless_twice(errands):
    an_affiliate(since=date(2024, 7, 1))
    number = a_change()
    for _time in "12":
        law_changes.reckon(number, by=an_editor(), at=clock.now())
    assert errands() == 1
    assert law_changes.reckoning_of(law_changes.change(number)).found["quarters"]["2026Q4"]["people"] == 1


def test_published_by_a_second_person_it_holds_from_its_day_and_not_before(errands):
    number = a_change(a_line(since=JULY_OF_2027))
    before = law_on(date(2026, 12, 31))("contributions.rate_1")
    published(number, errands)
    assert law_on(JULY_OF_2027)("contributions.rate_1") != before
    assert law_on(date(2027, 6, 30))("contributions.rate_1") == before
    assert law_book() is not law_of_files()
    assert [(one.name, one.since) for one in law_changes.published()] == [
        ("contributions.rate_1", JULY_OF_2027)
    ]


def test_a_year_without_the_funds_fee_is_not_opened(errands):
    number = a_change(a_line("contributions.index_numerator", date(2037, 1, 1), "800"))
    with pytest.raises(law_changes.ObstacleError) as refused:
        published(number, errands)
    assert refused.value.obstacles == ("no_fee",)


def test_old_years_stay_the_same_to_the_cent(errands, monkeypatch):
    fees_until(monkeypatch, 2027)
    known = {name: law_of_files().entry(name).lines for name in law_of_files().names()}
    published(a_change(a_line("contributions.index_numerator", date(2027, 1, 1), "690")), errands)
    for name, lines in known.items():
        old, new = (
            [(one.since, one.until, one.value) for one in history if one.since.year < 2027]
            for history in (lines, law_book().entry(name).lines)
        )
        assert new == old, name
    touched = {one.name for one in law_changes.published()}
    assert {"contributions.index_numerator", "contributions.floor_main"} <= touched


@pytest.mark.parametrize("obstacle", ["not_reckoned", "unread", "own"])
def test_nothing_is_published_past_an_obstacle(errands, obstacle):
    number, second = a_change(), a_supervisor()
    if obstacle == "own":
        both = identity.actor_for(second.login_id)
        both = identity.Actor(
            login_id=both.login_id, language="en", roles=both.roles | {identity.Role.EDITOR}
        )
        law_changes.put_lines(number, [a_line(since=date(2027, 10, 1))], revision=1, by=both, at=clock.now())
    if obstacle != "not_reckoned":
        reckoned(number, errands)
    to_read = ("page:starting",) if obstacle == "unread" else ()
    revision = law_changes.change(number).revision
    with pytest.raises(law_changes.ObstacleError) as refused:
        law_changes.publish(number, revision=revision, to_read=to_read, by=second, at=clock.now())
    assert refused.value.obstacles == (obstacle,)
    assert law_changes.change(number).state == State.DRAFT


def test_what_was_read_for_other_figures_is_unread(errands):
    number = a_change()
    law_changes.mark_read(number, ["page:starting"], by=an_editor(), at=clock.now())
    assert law_changes.read_things(law_changes.change(number)).keys() == {"page:starting"}
    law_changes.put_lines(number, [a_line(value="0.22")], revision=1, by=an_editor(), at=clock.now())
    assert not law_changes.read_things(law_changes.change(number))


def test_a_quarter_that_was_called_is_not_changed_afterwards(errands):
    affiliate = an_affiliate(since=date(2024, 7, 1))
    contributions.draw_due(affiliate, quarter=Quarter(2026, 4), on=clock.today())
    number = a_change()
    assert reckoned(number, errands).changes_called == ("2026Q4",)
    with pytest.raises(law_changes.ObstacleError) as refused:
        law_changes.publish(number, revision=1, to_read=(), by=a_supervisor(), at=clock.now())
    assert refused.value.obstacles == ("changes_called",)


def test_two_published_changes_never_hold_the_same_line(errands):
    first, second = a_change(), a_change()
    published(first, errands)
    with pytest.raises(law_changes.StandsAlreadyError):
        published(second, errands)


def test_a_second_click_publishes_nothing_more_and_a_third_person_is_told(errands):
    number, second = a_change(), a_supervisor()
    published(number, errands, by=second)
    law_changes.publish(number, revision=1, to_read=(), by=second, at=clock.now())
    with pytest.raises(law_changes.ChangedMeanwhileError):
        law_changes.publish(number, revision=1, to_read=(), by=a_supervisor(), at=clock.now())


def test_a_published_change_goes_only_before_its_day(errands, clock_at):
    number = a_change()
    published(number, errands)
    clock_at("2026-10-02T10:00")
    with pytest.raises(law_changes.ChangedMeanwhileError):
        law_changes.withdraw(number, by=a_supervisor(), at=clock.now(), today=clock.today())
    clock_at("2026-09-25T10:00")
    with pytest.raises(law_changes.NotAllowedError):
        law_changes.withdraw(number, by=an_editor(), at=clock.now(), today=clock.today())
    law_changes.withdraw(number, by=a_supervisor(), at=clock.now(), today=clock.today())
    law_changes.look_again()
    assert law_book() is law_of_files()
    assert law_changes.published() == []


def test_roles_are_asked():
    with pytest.raises(law_changes.NotAllowedError):
        a_change(by=a_supervisor())
    with pytest.raises(law_changes.NotAllowedError):
        law_changes.publish(a_change(), revision=1, to_read=(), by=an_editor(), at=clock.now())


def test_its_promises_hold(errands):
    published(a_change(), errands)
    assert all(holds for _name, holds, _detail in law_changes.invariants())


def test_a_published_change_is_what_dues_are_drawn_by(errands):
    affiliate = an_affiliate(since=date(2024, 7, 1))
    published(a_change(), errands)
    contributions.draw_due(affiliate, quarter=Quarter(2026, 4), on=clock.today())
    assert contributions.quarter_totals(Quarter(2026, 4)).cents == 94680
    assert company_contributions.runs.called_years(since=2026) == []
