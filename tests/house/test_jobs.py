"""Every job states how it runs, has one shape, and carries ids only."""

from __future__ import annotations

import inspect

import pytest

import jobs
from webapp.kit.queue import QUEUES

NAMES = sorted(jobs.catalogue())


@pytest.mark.parametrize("name", NAMES)
def test_a_job_states_its_queue_retries_and_time_out(name):
    module = jobs.catalogue()[name]
    assert module.QUEUE in QUEUES
    assert all(isinstance(wait, int) for wait in module.RETRY)
    assert 0 < module.TIMEOUT <= 3600
    assert "twice" in (module.__doc__ or "") or "again" in (module.__doc__ or ""), (
        f"jobs/{name}.py: its docstring says why it may run twice"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_job_has_one_shape(name):
    module = jobs.catalogue()[name]
    inside = hasattr(module, "run")
    outside = all(hasattr(module, step) for step in ("prepare", "send", "settle"))
    assert inside != outside, f"jobs/{name}.py is either inside (run) or outside (prepare, send, settle)"


@pytest.mark.parametrize("name", NAMES)
def test_a_job_takes_ids_and_dates_only(name):
    module = jobs.catalogue()[name]
    entry = module.prepare if jobs.is_outside(module) else module.run
    for argument in inspect.signature(entry).parameters.values():
        assert argument.annotation in {"int", "str"}, f"jobs/{name}.py: {argument.name} is {argument.annotation}"
        assert argument.kind is argument.KEYWORD_ONLY, f"jobs/{name}.py: arguments by name"


@pytest.mark.parametrize("name", NAMES)
def test_a_job_has_a_test(name):
    from webapp.config import ROOT

    assert (ROOT / "tests" / "jobs" / f"test_{name}.py").is_file(), f"write tests/jobs/test_{name}.py"
