"""The second factor: good for its half minute and the neighbours, once, and counted."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.factories.identity import TOTP_SECRET, code_of_app, somebody_who_can_sign_in
from webapp.domain import identity
from webapp.domain.identity import second_factor
from webapp.kit.db import session
from webapp.kit.throttle import TooManyTriesError


@pytest.fixture
def person(app):
    return somebody_who_can_sign_in(second_factor=True)


def refused(person, code: str) -> None:
    with pytest.raises(identity.WrongCodeError):
        identity.pass_second_factor(login_id=person.id, code=code)
    session.commit()


@pytest.mark.parametrize(("later", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_clocks_may_differ_by_one_step(person, clock_at, later, good):
    from datetime import UTC, datetime, timedelta

    at = datetime(2026, 11, 22, 10, 0, 15, tzinfo=UTC)
    clock_at(at)
    code = code_of_app()
    clock_at(at + timedelta(seconds=later))
    if good:
        identity.pass_second_factor(login_id=person.id, code=f" {code[:3]} {code[3:]} ")
    else:
        refused(person, code)


def test_a_code_and_all_before_it_are_used_up(person, clock_at):
    clock_at("2026-11-22T10:00:00")
    earlier = code_of_app()
    clock_at("2026-11-22T10:00:30")
    now = code_of_app()
    identity.pass_second_factor(login_id=person.id, code=now)
    session.commit()
    refused(person, now)
    refused(person, earlier)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "000000\n", "½½½½½½"])
def test_what_is_no_code_is_refused(person, code, clock_at):
    clock_at("2026-11-22T10:00:00")
    refused(person, code)


def test_the_sixth_guess_is_refused(person, clock_at):
    clock_at("2026-11-22T10:00:00")
    for _ in range(second_factor.LIMITS[0].most):
        refused(person, "000000")
    with pytest.raises(TooManyTriesError):
        identity.pass_second_factor(login_id=person.id, code=code_of_app())


def test_the_secret_is_sealed_in_the_database(person):
    session.flush()
    kept = session.execute(text("SELECT totp_secret FROM login WHERE id = :id"), {"id": person.id}).scalar()
    assert TOTP_SECRET.encode() not in bytes(kept)


def test_recovery_codes_are_kept_as_hashes_and_work_once(person):
    codes = identity.renew_recovery_codes(login_id=person.id, by=identity.Comer(person.id))
    session.commit()
    kept = session.execute(
        text("SELECT string_agg(encode(code_hash, 'escape'), ' ') FROM recovery_code")
    ).scalar()
    assert all(code not in kept for code in codes)
    identity.pass_second_factor(login_id=person.id, code=codes[0])
    session.commit()
    assert identity.recovery_codes_left(login_id=person.id) == len(codes) - 1
    refused(person, codes[0])


def test_recovery_codes_of_another_open_nothing(person):
    other = somebody_who_can_sign_in(second_factor=True)
    code, *_ = identity.renew_recovery_codes(login_id=other.id, by=identity.Comer(other.id))
    session.commit()
    refused(person, code)


def test_the_secret_offered_is_the_same_within_a_visit_and_another_in_the_next(app):
    offered = [identity.offered_secret(login_id=1, session_id=number) for number in (5, 5, 6)]
    assert offered[0] == offered[1] != offered[2]
    assert len(offered[0]) == 32


def test_nothing_is_set_up_without_a_right_first_code(app):
    person = somebody_who_can_sign_in()
    session.commit()
    with pytest.raises(identity.WrongCodeError):
        identity.enrol(login_id=person.id, secret=TOTP_SECRET, code="000000", by=identity.Comer(person.id))
    assert not identity.has_second_factor(person.id)
