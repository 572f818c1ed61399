"""A change: drafted by one, published by another, withdrawn before its day; nothing over another's head."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import identity as identities
from tests.factories.law_changes import a_change, a_line, a_supervisor, an_editor
from webapp.domain import identity, law_changes
from webapp.domain.identity import Role
from webapp.domain.law_changes import State
from webapp.kit import clock
from webapp.kit.audit import AuditNote
from webapp.kit.db import session
from webapp.rules.law import law_book, law_of_files

pytestmark = pytest.mark.usefixtures("house")


def put(number, *lines, revision=1, by=None):
    law_changes.put_lines(number, lines, revision=revision, by=by or an_editor(), at=clock.now())


def publish(number, *, revision=1, to_read=(), by=None):
    law_changes.publish(number, revision=revision, to_read=to_read, by=by or a_supervisor(), at=clock.now())


def withdraw(number, *, by):
    law_changes.withdraw(number, by=by, at=clock.now(), today=clock.today())


def take_out(number, *, revision):
    line = a_line()
    law_changes.take_out(
        number, name=line.name, since=line.since, revision=revision, by=an_editor(), at=clock.now()
    )


def verbs(number):
    notes = session.query(AuditNote).filter_by(thing=f"law_change:{number}").order_by(AuditNote.id)
    return [note.verb.removeprefix("law_change.") for note in notes]


def test_the_same_key_opens_one_change_and_the_same_line_writes_nothing_anew():
    editor = an_editor()
    first, second = (
        law_changes.begin(key="k", title="A title", grounds="", by=editor, at=clock.now()) for _time in "12"
    )
    assert first == second
    for _time in "12":
        put(first, a_line(), revision=0, by=editor)
    assert law_changes.change(first).revision == 1
    assert verbs(first) == ["begun", "written"]


def test_nobody_writes_over_anothers_line():
    number = a_change()
    with pytest.raises(law_changes.ChangedMeanwhileError):
        put(number, a_line(value="0.22"), revision=0)
    assert law_changes.change(number).lines == (a_line(),)


def test_a_line_is_written_over_by_who_has_seen_it():
    number = a_change()
    put(number, a_line(value="0.22"))
    found = law_changes.change(number)
    assert (found.lines, found.revision) == ((a_line(value="0.22"),), 2)


def test_a_line_that_a_file_has_is_refused():
    number = a_change()
    with pytest.raises(law_changes.StandsAlreadyError):
        put(number, a_line(since=date(2018, 1, 1), value="0.3"))


def test_lines_that_contradict_each_other_are_refused_by_the_reader_of_the_files():
    number = a_change(
        a_line("contributions.index_numerator", date(2027, 1, 1), "690"),
        a_line("contributions.index_three_years_ago", date(2027, 1, 1), "650"),
    )
    with pytest.raises(law_changes.RefusedLinesError, match="is not 690 / 650"):
        put(number, a_line("contributions.revaluation_coefficient", date(2027, 1, 1), "2.5"))


def test_a_line_is_taken_out_once_and_only_by_who_has_seen_the_change_as_it_is():
    number = a_change()
    with pytest.raises(law_changes.ChangedMeanwhileError):
        take_out(number, revision=0)
    for _time in "12":
        take_out(number, revision=1)
    assert (law_changes.change(number).lines, law_changes.change(number).revision) == ((), 2)


def test_a_remark_with_the_same_key_is_said_once():
    number, by = a_change(), an_editor()
    for _time in "12":
        law_changes.remark(number, key="once", words="Which article?", by=by, at=clock.now())
    assert [one.words for one in law_changes.remarks(number)] == ["Which article?"]


def test_what_was_read_twice_stays_with_who_read_it_first():
    number, first = a_change(), an_editor()
    for reader in (first, an_editor()):
        law_changes.mark_read(number, ["page:starting"], by=reader, at=clock.now())
    law_changes.mark_read(number, [], by=first, at=clock.now())
    read = law_changes.read_things(law_changes.change(number))
    assert read == {"page:starting": (first.login_id, clock.now())}


def test_a_publication_keeps_by_whom_and_which_values_it_makes_other_ones(reckoned):
    number, second = a_change(), a_supervisor()
    reckoned(number)
    publish(number, by=second)
    found = law_changes.change(number)
    assert (found.state, found.published_by) == (State.PUBLISHED, second.login_id)
    assert [(one.name, one.since) for one in law_changes.published()] == [
        ("contributions.rate_1", date(2026, 10, 1))
    ]
    assert verbs(number) == ["begun", "written", "reckoned", "published"]


@pytest.mark.parametrize("obstacle", ["not_reckoned", "unread", "own"])
def test_nothing_is_published_past_an_obstacle(reckoned, obstacle):
    number, second = a_change(), a_supervisor()
    if obstacle == "own":
        both = identity.Actor(
            login_id=second.login_id, language="en", roles=second.roles | {identity.Role.EDITOR}
        )
        put(number, a_line(since=date(2027, 10, 1)), by=both)
    if obstacle != "not_reckoned":
        reckoned(number)
    to_read = ("page:starting",) if obstacle == "unread" else ()
    with pytest.raises(law_changes.ObstacleError) as refused:
        publish(number, revision=law_changes.change(number).revision, to_read=to_read, by=second)
    assert refused.value.obstacles == (obstacle,)
    assert law_changes.change(number).state == State.DRAFT


def test_what_was_changed_since_the_page_was_opened_is_not_published(reckoned):
    number = a_change()
    put(number, a_line(value="0.22"))
    reckoned(number)
    with pytest.raises(law_changes.ChangedMeanwhileError):
        publish(number, revision=1)


def test_two_published_changes_never_hold_the_same_line(published):
    first, second = a_change(), a_change()
    published(first)
    with pytest.raises(law_changes.StandsAlreadyError):
        published(second)


def test_a_second_click_publishes_nothing_more_and_a_third_person_is_told(published):
    number, second = a_change(), a_supervisor()
    published(number, by=second)
    publish(number, by=second)
    assert verbs(number).count("published") == 1
    with pytest.raises(law_changes.ChangedMeanwhileError):
        publish(number)


def test_what_is_published_is_a_draft_no_more(published):
    number = published(a_change())
    with pytest.raises(law_changes.ChangedMeanwhileError):
        put(number, a_line(value="0.22"))
    with pytest.raises(law_changes.ChangedMeanwhileError):
        take_out(number, revision=1)
    with pytest.raises(law_changes.ChangedMeanwhileError):
        law_changes.mark_read(number, ["page:starting"], by=an_editor(), at=clock.now())


def test_a_published_change_goes_only_before_its_day(published, clock_at):
    number = published(a_change())
    clock_at("2026-10-02T10:00")
    with pytest.raises(law_changes.ChangedMeanwhileError):
        withdraw(number, by=a_supervisor())
    clock_at("2026-09-25T10:00")
    with pytest.raises(law_changes.NotAllowedError):
        withdraw(number, by=an_editor())
    withdraw(number, by=a_supervisor())
    law_changes.look_again()
    assert law_book() is law_of_files()
    assert law_changes.published() == []


def test_a_draft_is_withdrawn_once_and_a_second_person_is_told():
    number, editor = a_change(), an_editor()
    for _time in "12":
        withdraw(number, by=editor)
    assert verbs(number) == ["begun", "written", "withdrawn"]
    with pytest.raises(law_changes.ChangedMeanwhileError):
        withdraw(number, by=an_editor())


def test_roles_are_asked():
    number, stranger = a_change(), identity.actor_for(identities.a_member_of_staff(Role.CASES).id)
    with pytest.raises(law_changes.NotAllowedError):
        a_change(by=a_supervisor())
    with pytest.raises(law_changes.NotAllowedError):
        publish(number, by=an_editor())
    with pytest.raises(law_changes.NotAllowedError):
        law_changes.remark(number, key="k", words="x", by=stranger, at=clock.now())
    with pytest.raises(law_changes.NotAllowedError):
        law_changes.mark_read(number, ["page:starting"], by=stranger, at=clock.now())
    with pytest.raises(law_changes.NotAllowedError):
        withdraw(number, by=stranger)
