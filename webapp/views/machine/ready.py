"""`/readyz`: what a load balancer asks before it sends people here."""

from __future__ import annotations

from flask import current_app

from webapp.kit import readiness
from webapp.views.machine import door


@door.get("/readyz")
def ready() -> tuple[dict[str, str], int]:
    """200 when database, tables and queue are as they should be, else 503 with what is not."""
    parts = readiness.look(current_app.config["SETTINGS"].redis_url)
    return parts, 200 if set(parts.values()) == {readiness.GOOD} else 503
