"""Health for those who watch the house: alive, and figures that are not public."""

from __future__ import annotations

from flask import abort, request
from sqlalchemy import text

from webapp.kit import clock
from webapp.kit.db import session
from webapp.views.machine import door


@door.get("/healthz")
def alive() -> dict[str, str]:
    """The process answers; asks nobody else."""
    return {"status": "alive", "at": clock.now().isoformat()}


@door.get("/metrics")
def metrics() -> tuple[str, int, dict[str, str]]:
    """Open errands and their age for a monitor on the same machine; others get 404."""
    if request.remote_addr not in {"127.0.0.1", "::1"} or "X-Forwarded-For" in request.headers:
        abort(404)
    waiting, failed, oldest = session.execute(
        text(
            "SELECT count(*) FILTER (WHERE done_at IS NULL AND failed_at IS NULL),"
            " count(*) FILTER (WHERE failed_at IS NOT NULL),"
            " coalesce(extract(epoch FROM :at - min(due_at) FILTER (WHERE done_at IS NULL"
            " AND failed_at IS NULL AND due_at <= :at)), 0) FROM errand"
        ),
        {"at": clock.now()},
    ).one()
    lines = [
        "# TYPE guichet_errands_open gauge",
        f"guichet_errands_open {waiting}",
        "# TYPE guichet_errands_failed gauge",
        f"guichet_errands_failed {failed}",
        "# TYPE guichet_errands_oldest_seconds gauge",
        f"guichet_errands_oldest_seconds {float(oldest):.1f}",
        "",
    ]
    return "\n".join(lines), 200, {"Content-Type": "text/plain; version=0.0.4"}
