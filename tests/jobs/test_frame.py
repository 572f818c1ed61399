"""The job frame (jobs/__init__.py): every errand is carried out once, whatever breaks, and nothing is half-written."""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType

import pytest
from sqlalchemy.exc import OperationalError

import jobs
from webapp.kit import audit, clock, outbox
from webapp.kit.audit import AuditNote
from webapp.kit.db import session
from webapp.kit.outbox import Errand

RETRY = (60, 300)


def written() -> list[str]:
    """What the trial job has written down, in order."""
    rows = session.query(AuditNote).filter_by(verb="trial.done").order_by(AuditNote.id)
    return [row.thing for row in rows]


def write(word: str) -> None:
    audit.note(None, "trial.done", f"trial:{word}")
    session.flush()


@pytest.fixture
def trial(app, clock_at, monkeypatch):
    """A job of these tests in the catalogue: give it functions, get an errand's number."""
    clock_at("2026-11-22T10:00")
    session.query(Errand).delete()

    def make(**parts) -> int:
        module = ModuleType("jobs.trial")
        vars(module).update({"QUEUE": "now", "RETRY": RETRY, "TIMEOUT": 60} | parts)
        monkeypatch.setitem(jobs.catalogue(), "trial", module)
        outbox.promise("trial", key="trial", number=7)
        session.commit()
        return session.query(Errand.id).filter_by(key="trial").scalar()

    return make


def carry_out(errand_id: int) -> Errand:
    jobs.run(errand_id)
    session.expire_all()
    return session.get_one(Errand, errand_id)


def an_inside_job(**_ids: int) -> None:
    write("inside")


def test_a_promised_errand_is_carried_out_and_closed(trial):
    errand = carry_out(trial(run=lambda *, number: write(f"number-{number}")))
    assert written() == ["trial:number-7"]
    assert (errand.done_at, errand.attempts, errand.lease_until) == (clock.now(), 1, None)


@pytest.mark.parametrize(
    "state",
    [
        {"done_at": timedelta(0)},
        {"failed_at": timedelta(0)},
        {"lease_until": timedelta(seconds=1)},
        {"due_at": timedelta(seconds=1)},
    ],
)
def test_an_errand_that_is_done_failed_leased_or_of_later_is_left_alone(trial, state):
    errand_id = trial(run=an_inside_job)
    errand = session.get_one(Errand, errand_id)
    for name, wait in state.items():
        setattr(errand, name, clock.now() + wait)
    session.commit()
    assert carry_out(errand_id).attempts == 0
    assert written() == []


def test_an_errand_that_never_was_is_no_trouble(app):
    jobs.run(999_999_999)


def test_an_errand_whose_worker_died_is_taken_over_when_its_lease_is_over(trial):
    errand_id = trial(run=an_inside_job)
    errand = session.get_one(Errand, errand_id)
    errand.attempts, errand.lease_until = 1, clock.now()
    session.commit()
    assert carry_out(errand_id).done_at == clock.now()
    assert written() == ["trial:inside"]


def test_try_later_waits_longer_each_time_then_asks_a_person(trial, clock_at):
    def run(**_ids: int) -> None:
        write("half")
        raise jobs.TryLaterError("the mail server is away")

    errand_id = trial(run=run)
    begun = clock.now()
    for waits in RETRY:
        errand = carry_out(errand_id)
        assert errand.due_at == clock.now() + timedelta(seconds=waits)
        assert (errand.failed_at, errand.queued_at, errand.last_error) == (None, None, "the mail server is away")
        clock_at(errand.due_at)
    errand = carry_out(errand_id)
    assert errand.failed_at == begun + timedelta(seconds=sum(RETRY))
    assert errand.last_error == "gave up after 3 attempts: the mail server is away"
    assert written() == []


def test_any_other_error_fails_at_once_and_leaves_nothing_half_written(trial):
    def run(**_ids: int) -> None:
        write("half")
        raise ValueError("85.07.30-033 28")

    errand = carry_out(trial(run=run))
    assert written() == []
    assert errand.failed_at == clock.now()
    assert errand.last_error == "ValueError in trial"
    assert outbox.stuck() == [errand]


def test_a_database_that_cut_a_knot_is_no_reason_to_ask_a_person(trial):
    def run(**_ids: int) -> None:
        write("half")
        raise OperationalError("UPDATE", {}, Exception("deadlock detected"))

    errand = carry_out(trial(run=run))
    assert written() == []
    assert (errand.failed_at, errand.last_error) == (None, "the database was away")
    assert errand.due_at == clock.now() + timedelta(seconds=RETRY[0])


def test_an_errand_tried_again_by_a_person_has_all_its_attempts(trial):
    ready: list[bool] = []

    def run(**_ids: int) -> None:
        if not ready:
            raise ValueError
        write("at last")

    errand_id = trial(run=run)
    carry_out(errand_id)
    ready.append(True)
    assert outbox.try_again(errand_id)
    session.commit()
    assert carry_out(errand_id).attempts == 1
    assert written() == ["trial:at last"]


class World:
    """Somebody outside the house who takes parcels; each step of the trial is written down."""

    def __init__(self, parcels: int = 3) -> None:
        self.left, self.got = parcels, 0

    def prepare(self, **_ids: int) -> int | None:
        if not self.left:
            return None
        write(f"sending-{self.left}")
        return self.left

    def send(self, package: int) -> str:
        session.rollback()  # a worker that dies here has lost whatever was not committed
        assert f"trial:sending-{package}" in written(), "what is about to leave is on record before it leaves"
        self.got += 1
        return "taken"

    def settle(self, package: int, result: str) -> None:
        write(f"{result}-{package}")
        self.left -= 1

    def as_job(self) -> dict[str, object]:
        return {"prepare": self.prepare, "send": self.send, "settle": self.settle}


def test_an_outside_job_sends_one_package_at_a_time_each_on_record_first(trial):
    world = World()
    errand = carry_out(trial(**world.as_job()))
    assert world.got == 3
    assert written() == [f"trial:{word}-{number}" for number in (3, 2, 1) for word in ("sending", "taken")]
    assert errand.done_at == clock.now()


def test_what_a_step_wrote_before_it_gave_up_for_now_is_kept(trial):
    world = World()

    def settle(package: int, result: str) -> None:
        world.settle(package, result)
        if package == 2:
            raise jobs.TryLaterError("450 slow down")

    errand_id = trial(**world.as_job() | {"settle": settle})
    errand = carry_out(errand_id)
    assert written()[-1] == "trial:taken-2"
    assert (errand.done_at, errand.last_error) == (None, "450 slow down")


def test_an_error_while_sending_keeps_the_record_that_it_was_being_sent(trial):
    world = World()

    def send(_package: int) -> str:
        raise ConnectionResetError

    errand = carry_out(trial(**world.as_job() | {"send": send}))
    assert written() == ["trial:sending-3"]
    assert errand.last_error == "ConnectionResetError in trial"


def test_a_worker_that_slept_through_its_lease_writes_nothing_more(trial, clock_at):
    world = World()
    numbers: list[int] = []

    def send(package: int) -> str:
        # It sleeps; another worker takes over, as the changed number of attempts tells.
        other = session.get_one(Errand, numbers[0])
        other.attempts += 1
        session.commit()
        clock_at(clock.now() + jobs.STEP)
        return world.send(package)

    errand_id = trial(**world.as_job() | {"send": send})
    numbers.append(errand_id)
    errand = carry_out(errand_id)
    assert world.got == 1
    assert written() == ["trial:sending-3"]
    assert (errand.done_at, errand.failed_at, errand.attempts) == (None, None, 2)


def test_a_long_outside_job_keeps_its_lease(trial, clock_at):
    world = World(parcels=5)
    numbers: list[int] = []

    def send(package: int) -> str:
        clock_at(clock.now() + jobs.STEP / 2)
        errand = session.get_one(Errand, numbers[0], populate_existing=True)
        assert errand.lease_until >= clock.now()
        return world.send(package)

    errand_id = trial(**world.as_job() | {"send": send})
    numbers.append(errand_id)
    assert carry_out(errand_id).done_at is not None
    assert world.got == 5


def test_open_errands_come_in_the_order_they_are_due(app, clock_at):
    clock_at("2026-11-22T10:00")
    session.query(Errand).delete()
    for key, minutes in (("late", 5), ("soon", 1), ("now", 0)):
        outbox.promise("purge", key=key, due_at=clock.now() + timedelta(minutes=minutes))
    keys = [session.get_one(Errand, number).key for number in jobs.open_errands()]
    assert keys == ["now", "soon", "late"]


@pytest.mark.parametrize("name", sorted(jobs.catalogue()))
def test_every_job_says_its_queue_patience_and_shape(name):
    module = jobs.catalogue()[name]
    queue, timeout = jobs.shape_of(name)
    assert queue in {"now", "post", "bulk", "night"}
    assert 0 < timeout <= 3600
    assert list(module.RETRY) == sorted(module.RETRY)
    assert jobs.is_outside(module) is not hasattr(module, "run")
    if jobs.is_outside(module):
        assert callable(module.send)
        assert callable(module.settle)
