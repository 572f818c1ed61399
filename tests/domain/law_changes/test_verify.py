"""What must hold of the published law holds, and each promise is seen to break by the fault it is about."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.law_changes import a_change, a_line, a_supervisor
from webapp.domain import law_changes
from webapp.domain.law_changes.models import LawChange, ProposedLine
from webapp.kit.db import session

pytestmark = pytest.mark.usefixtures("house")

TWO_PERSONS = "nobody published a line of the law that she wrote herself"
AS_THE_FILES = "no file contradicts a published line of the law"
CAN_BE_LAID = "the published lines of the law can be laid into the files"


def broken() -> dict[str, str]:
    return {name: figure for name, holds, figure in law_changes.invariants() if not holds}


def spoil(number: int, **facts: object) -> None:
    """Write over a line behind the back of the service, as a hand in the database would."""
    session.query(ProposedLine).filter_by(change_id=number).update(facts)
    session.flush()


def test_all_three_hold_before_and_after_a_publication(published):
    assert [name for name, _holds, _figure in law_changes.invariants()] == [
        TWO_PERSONS,
        AS_THE_FILES,
        CAN_BE_LAID,
    ]
    assert broken() == {}
    published(a_change())
    assert broken() == {}


def test_a_line_published_by_who_wrote_it_is_found(published):
    second = a_supervisor()
    spoil(published(a_change(), by=second), written_by=second.login_id)
    assert broken() == {TWO_PERSONS: "1 changes"}


def test_a_change_with_several_own_lines_is_one_change(published):
    second = a_supervisor()
    number = a_change(a_line(), a_line(since=date(2027, 4, 1), value="0.22"))
    spoil(published(number, by=second), written_by=second.login_id)
    assert broken() == {TWO_PERSONS: "1 changes"}


def test_a_published_line_that_a_file_says_otherwise_is_found(published):
    spoil(published(a_change()), since=date(2018, 1, 1), value="0.3")
    assert broken() == {AS_THE_FILES: "1 lines"}


def test_a_published_line_that_a_file_has_taken_over_contradicts_nothing(published):
    spoil(published(a_change()), since=date(2018, 1, 1), value="0.205")
    assert broken() == {}


def test_a_published_line_that_no_file_knows_the_name_of_is_found(published):
    spoil(published(a_change()), name="contributions.abolished")
    assert broken() == {CAN_BE_LAID: "contributions.abolished stands in no file of content/law"}


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_only_published_lines_are_held_to_it(state):
    number, second = a_change(), a_supervisor()
    spoil(number, since=date(2018, 1, 1), value="0.3", written_by=second.login_id)
    session.query(LawChange).filter_by(id=number).update({"state": state, "published_by": second.login_id})
    assert broken() == {}
