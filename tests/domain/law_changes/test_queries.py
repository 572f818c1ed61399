"""A change as it is read: its lines and values, who read what for it, and what stands before its publication."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.affiliates import an_affiliate
from tests.factories.law_changes import a_change, a_line, a_supervisor, an_editor
from webapp.domain import contributions, identity, law_changes
from webapp.domain.law_changes import State
from webapp.domain.law_changes.models import ProposedLine
from webapp.domain.law_changes.queries import books_of
from webapp.kit import clock
from webapp.kit.db import session
from webapp.rules.units import Quarter

pytestmark = pytest.mark.usefixtures("house")

JULY_OF_2027 = date(2027, 7, 1)
ABOLISHED = "contributions.abolished"


def rewrite(number, revision, **line):
    law_changes.put_lines(number, [a_line(**line)], revision=revision, by=an_editor(), at=clock.now())


def obstacles(number, *, to_read=(), by=None):
    return law_changes.obstacles(law_changes.change(number), to_read=to_read, by=by or a_supervisor())


def test_a_change_is_read_with_its_lines_in_order_and_everybody_who_wrote_in_it():
    first, second = an_editor(), an_editor()
    later, earlier = a_line(since=JULY_OF_2027, value="0.22"), a_line()
    number = a_change(later, by=first)
    law_changes.put_lines(number, [earlier], revision=1, by=second, at=clock.now())
    found = law_changes.change(number)
    assert (found.lines, found.first_day) == ((earlier, later), date(2026, 10, 1))
    assert found.writers == {first.login_id, second.login_id}
    assert law_changes.change(0) is None


def test_all_changes_are_read_the_latest_first_each_with_its_own_lines():
    first, second = a_change(), a_change(a_line(since=JULY_OF_2027))
    assert law_changes.all_changes() == [law_changes.change(second), law_changes.change(first)]


def test_a_change_may_still_go_until_the_eve_of_its_first_day():
    found = law_changes.change(a_change(a_line(), a_line(since=JULY_OF_2027, value="0.22")))
    assert found.may_still_go(date(2026, 9, 30))
    assert not found.may_still_go(date(2026, 10, 1))


def test_a_line_is_looked_up_in_the_files():
    number = a_change()
    assert law_changes.change(number).in_files("new") == (a_line(),)
    for value, place in (("0.205", "taken"), ("0.3", "conflict")):
        line = {"since": date(2018, 1, 1), "value": value}
        session.query(ProposedLine).filter_by(change_id=number).update(line)
        found = law_changes.change(number)
        assert found.in_files(place) == (a_line(**line),)
        assert found.in_files("new") == ()


def test_an_indexed_amount_is_another_value_too_old_beside_new():
    index = a_line("contributions.index_numerator", date(2027, 1, 1), "690")
    values = {one.name: one for one in law_changes.values_of([index])}
    assert {"contributions.index_numerator", "contributions.floor_main"} <= values.keys()
    floor = values["contributions.floor_main"]
    assert (floor.since, floor.before.since.year) == (date(2027, 1, 1), 2026)
    assert floor.after.value > floor.before.value


def test_lines_that_the_files_refuse_are_no_other_values():
    assert law_changes.values_of([a_line(ABOLISHED)]) == ()
    assert law_changes.values_of([]) == ()


def test_a_change_is_compared_with_what_others_published_and_not_with_itself(published):
    published(a_change(a_line(since=JULY_OF_2027)))
    own = a_line()
    before, after = books_of([own])
    assert before.on(JULY_OF_2027)("contributions.rate_1") == after.on(JULY_OF_2027)("contributions.rate_1")
    assert before.on(own.since)("contributions.rate_1") != after.on(own.since)("contributions.rate_1")
    published(a_change(own))
    again, _after = books_of([own])
    assert again.edition == before.edition


def test_published_values_are_read_the_latest_publication_first(published, clock_at):
    first = published(a_change())
    clock_at("2026-09-21T10:00")
    second = published(a_change(a_line(since=JULY_OF_2027, value="0.22")))
    a_change(a_line(since=date(2027, 10, 1), value="0.23"))
    assert [(one.change_id, one.name, one.since) for one in law_changes.published()] == [
        (second, "contributions.rate_1", JULY_OF_2027),
        (first, "contributions.rate_1", date(2026, 10, 1)),
    ]


def test_remarks_are_read_in_their_order_with_the_revision_they_are_about():
    number, by = a_change(), a_supervisor()
    law_changes.remark(number, key="one", words="Which article?", by=by, at=clock.now())
    rewrite(number, 1, value="0.22")
    law_changes.remark(number, key="two", words="Clear now.", by=by, at=clock.now())
    law_changes.remark(a_change(), key="three", words="Of another change", by=by, at=clock.now())
    read = [(one.words, one.revision, one.said_by) for one in law_changes.remarks(number)]
    assert read == [("Which article?", 1, by.login_id), ("Clear now.", 2, by.login_id)]


def test_what_was_read_for_other_figures_is_unread():
    number, reader = a_change(), an_editor()
    law_changes.mark_read(number, ["page:starting"], by=reader, at=clock.now())
    read = {"page:starting": (reader.login_id, clock.now())}
    assert law_changes.read_things(law_changes.change(number)) == read
    rewrite(number, 1, value="0.22")
    assert law_changes.read_things(law_changes.change(number)) == {}


def test_another_source_for_the_same_figures_leaves_what_was_read_read():
    number = a_change()
    law_changes.mark_read(number, ["page:starting"], by=an_editor(), at=clock.now())
    rewrite(number, 1, source="the law as it was printed")
    assert law_changes.read_things(law_changes.change(number)).keys() == {"page:starting"}


def test_another_line_makes_the_reckoning_stale_and_the_old_line_makes_it_fresh_again(reckoned):
    number = a_change()
    first = reckoned(number)
    rewrite(number, 1, value="0.22")
    assert law_changes.reckoning_of(law_changes.change(number)) is None
    assert law_changes.last_reckoning(number) == first
    rewrite(number, 2, value="0.21")
    assert law_changes.reckoning_of(law_changes.change(number)) == first


def test_what_another_change_publishes_makes_the_reckoning_stale(reckoned, published):
    number = a_change()
    reckoned(number)
    published(a_change(a_line(since=JULY_OF_2027, value="0.22")))
    assert law_changes.reckoning_of(law_changes.change(number)) is None


def test_the_last_reckoning_is_the_latest_that_was_finished(reckoned):
    an_affiliate(since=date(2024, 7, 1))
    number = a_change()
    assert law_changes.last_reckoning(number) is None
    finished = reckoned(number)
    rewrite(number, 1, value="0.22")
    law_changes.reckon(number, by=an_editor(), at=clock.now())
    begun = law_changes.reckoning_of(law_changes.change(number))
    assert (begun.ranges, begun.done, begun.ended_at) == (1, 0, None)
    assert law_changes.last_reckoning(number) == finished


def test_a_reckoned_change_of_another_person_has_nothing_in_its_way(reckoned):
    number = a_change()
    reckoned(number)
    assert obstacles(number) == ()


def test_a_change_without_lines_or_reckoning_is_not_published():
    editor = an_editor()
    empty = law_changes.begin(key="empty", title="A title", grounds="", by=editor, at=clock.now())
    assert obstacles(empty) == ("no_lines", "not_reckoned")
    assert obstacles(a_change()) == ("not_reckoned",)


def test_a_reckoning_that_has_not_ended_is_none():
    an_affiliate(since=date(2024, 7, 1))
    number = a_change()
    law_changes.reckon(number, by=an_editor(), at=clock.now())
    assert obstacles(number) == ("not_reckoned",)


def test_a_year_without_the_funds_fee_is_not_opened(reckoned):
    number = a_change(a_line("contributions.index_numerator", date(2037, 1, 1), "800"))
    reckoned(number)
    assert obstacles(number) == ("no_fee",)


def test_a_quarter_that_was_called_is_not_changed_afterwards(reckoned):
    contributions.draw_due(an_affiliate(since=date(2024, 7, 1)), quarter=Quarter(2026, 4), on=clock.today())
    number = a_change()
    assert reckoned(number).changes_called == ("2026Q4",)
    assert obstacles(number) == ("changes_called",)


def test_a_called_quarter_in_which_nobody_pays_another_amount_is_no_obstacle(reckoned):
    affiliate = an_affiliate(since=date(2024, 7, 1), category="spouse_mini")
    contributions.draw_due(affiliate, quarter=Quarter(2026, 4), on=clock.today())
    number = a_change()
    found = reckoned(number)
    assert (found.found["called"], found.changes_called) == (["2026Q4"], ())
    assert obstacles(number) == ()


def test_everything_that_quotes_the_values_must_have_been_read(reckoned):
    number, quoting = a_change(), ("page:starting", "letter:due")
    reckoned(number)
    law_changes.mark_read(number, ["page:starting"], by=an_editor(), at=clock.now())
    assert obstacles(number, to_read=quoting) == ("unread",)
    law_changes.mark_read(number, ["letter:due"], by=an_editor(), at=clock.now())
    assert obstacles(number, to_read=quoting) == ()


def test_who_wrote_a_line_is_in_the_way_herself(reckoned):
    number, both = (
        a_change(),
        identity.Actor(
            login_id=a_supervisor().login_id,
            language="en",
            roles=frozenset({identity.Role.EDITOR, identity.Role.SUPERVISOR}),
        ),
    )
    law_changes.put_lines(number, [a_line(since=JULY_OF_2027)], revision=1, by=both, at=clock.now())
    reckoned(number)
    assert obstacles(number, by=both) == ("own",)
    assert obstacles(number) == ()


def test_published_lines_that_the_files_refuse_are_named(published):
    number = published(a_change())
    assert law_changes.in_the_way() == ""
    session.query(ProposedLine).filter_by(change_id=number).update({"name": ABOLISHED})
    assert law_changes.in_the_way() == f"{ABOLISHED} stands in no file of content/law"
    assert law_changes.change(number).state == State.PUBLISHED
