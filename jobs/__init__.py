"""The catalogue of jobs and the job frame: one file is one job, and every job may run twice.

Two shapes, told apart by what the file defines:

- *inside* (only our database): `run(**ids)`, carried out in one transaction.
- *outside* (talks to the world): `prepare(**ids)` gives a package or None, `send(package)` does the
  deed with no transaction open, `settle(package, result)` writes down what came of it. The frame asks
  `prepare` again and again until it answers None, and commits between the steps: what is about to be
  sent is on record before it is sent, so that a crash leaves exactly one package in doubt.

Each file states QUEUE, RETRY (seconds to wait after each failed attempt) and TIMEOUT (seconds) at its
top. `TryLaterError` is retried, and so is a database that was away; any other error marks the errand
failed for staff to see.
"""

from __future__ import annotations

import importlib
import pkgutil
from datetime import timedelta
from functools import cache
from types import ModuleType
from typing import Any, Final

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import OperationalError

from webapp.domain import law_changes
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.logs import blotted, log
from webapp.kit.outbox import Errand

#: How long one outside step may take before another worker may think this one dead.
STEP: Final = timedelta(seconds=30)
NOT_JOBS: Final = frozenset({"schedule"})


class TryLaterError(Exception):
    """The world did not answer now; the errand waits and is tried again."""


class LeaseLostError(Exception):
    """Another worker took over while this one slept; it must stop without writing anything."""


@cache
def catalogue() -> dict[str, ModuleType]:
    """Every job of the house by its name, which is the name of its file."""
    names = (found.name for found in pkgutil.iter_modules(__path__) if found.name not in NOT_JOBS)
    return {name: importlib.import_module(f"jobs.{name}") for name in sorted(names)}


def shape_of(job: str) -> tuple[str, int]:
    """The queue and the time-out in seconds of a job; what the relay needs to hand it over."""
    module = catalogue()[job]
    return module.QUEUE, module.TIMEOUT


def is_outside(module: ModuleType) -> bool:
    """Whether a job touches somebody outside the house."""
    return hasattr(module, "prepare")


def run(errand_id: int) -> None:
    """Carry out one errand: the job frame, called by RQ with one number.

    May run twice: an errand that is done, failed, or leased to a living worker is left alone.
    """
    try:
        taken = _take(errand_id)
        if taken is None:
            return
        job, args, attempt = taken
        module = catalogue()[job]
        try:
            if is_outside(module):
                _run_outside(module, args, errand_id=errand_id, attempt=attempt)
            else:
                module.run(**args)
            _close(errand_id, attempt=attempt)
        except LeaseLostError:
            session.rollback()
            log.warning("errand.lease_lost", errand_id=errand_id, job=job)
        except TryLaterError as reason:
            session.rollback()
            _postpone(errand_id, attempt=attempt, waits=module.RETRY, reason=str(reason))
        except OperationalError:
            # The database was away or cut a knot: what was begun is undone, as after a crash.
            session.rollback()
            log.warning("errand.database_away", errand_id=errand_id, job=job)
            _postpone(errand_id, attempt=attempt, waits=module.RETRY, reason="the database was away")
        except Exception as error:  # noqa: BLE001 - whatever a job does wrong must be seen by staff
            session.rollback()
            log.exception("errand.failed", errand_id=errand_id, job=job)
            _fail(errand_id, attempt=attempt, reason=f"{type(error).__name__} in {job}")
    finally:
        session.remove()


def _take(errand_id: int) -> tuple[str, dict[str, Any], int] | None:
    at = clock.now()
    # Wait for the lock: the relay holds it until its commit, a moment after the queue woke us.
    errand = session.get(Errand, errand_id, with_for_update=True, populate_existing=True)
    leased = errand is not None and errand.lease_until is not None and errand.lease_until > at
    if errand is None or errand.done_at or errand.failed_at or leased or errand.due_at > at:
        session.rollback()
        return None
    module = catalogue()[errand.job]
    law_changes.look_again()
    errand.attempts += 1
    errand.lease_until = at + (STEP if is_outside(module) else timedelta(seconds=module.TIMEOUT))
    taken = errand.job, dict(errand.args), errand.attempts
    session.commit()
    return taken


def _run_outside(module: ModuleType, args: dict[str, Any], *, errand_id: int, attempt: int) -> None:
    renew_at = clock.now() + STEP / 3
    while (package := module.prepare(**args)) is not None:
        if clock.now() >= renew_at:
            _renew(errand_id, attempt=attempt)
            renew_at = clock.now() + STEP / 3
        session.commit()
        result = module.send(package)
        try:
            module.settle(package, result)
        except TryLaterError:
            # What the step wrote down before it gave up for now is kept.
            _renew(errand_id, attempt=attempt)
            session.commit()
            raise
    # The last settlement is committed together with the errand's end.


def _renew(errand_id: int, *, attempt: int) -> None:
    _change(errand_id, attempt=attempt, lease_until=clock.now() + STEP)


def _close(errand_id: int, *, attempt: int) -> None:
    _change(errand_id, attempt=attempt, done_at=clock.now(), lease_until=None, last_error=None)
    session.commit()


def _postpone(errand_id: int, *, attempt: int, waits: tuple[int, ...], reason: str) -> None:
    if attempt > len(waits):
        _fail(errand_id, attempt=attempt, reason=f"gave up after {attempt} attempts: {reason}")
        return
    due_at, reason = clock.now() + timedelta(seconds=waits[attempt - 1]), blotted(reason)
    _change(errand_id, attempt=attempt, due_at=due_at, queued_at=None, lease_until=None, last_error=reason)
    session.commit()


def _fail(errand_id: int, *, attempt: int, reason: str) -> None:
    at, reason = clock.now(), blotted(reason)
    _change(errand_id, attempt=attempt, failed_at=at, lease_until=None, last_error=reason)
    session.commit()


def _change(errand_id: int, *, attempt: int, **values: Any) -> None:
    """Write to the errand while the lease is still ours.

    Raises:
        LeaseLostError: another attempt has begun.
    """
    done = session.execute(
        update(Errand).where(Errand.id == errand_id, Errand.attempts == attempt).values(**values)
    )
    if isinstance(done, CursorResult) and done.rowcount == 0:
        raise LeaseLostError


def open_errands() -> list[int]:
    """The numbers of all errands that are neither done nor failed, in the order they are due."""
    return list(
        session.scalars(
            select(Errand.id)
            .where(Errand.done_at.is_(None), Errand.failed_at.is_(None))
            .order_by(Errand.due_at, Errand.id)
        )
    )
