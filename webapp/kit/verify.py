"""What must hold of the technical tables; the rooms state their own promises."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Final

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from webapp.config import ROOT
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.outbox import Errand

Result = tuple[str, bool, str]
#: Longer than any lease and any wait between two looks of the relay.
TOO_OLD: Final = timedelta(minutes=15)


def invariants() -> list[Result]:
    """Errands are done, failed in sight, or young."""
    late = session.scalar(
        select(func.count())
        .select_from(Errand)
        .where(Errand.done_at.is_(None), Errand.failed_at.is_(None), Errand.due_at < clock.now() - TOO_OLD)
    )
    failed = session.scalar(select(func.count()).select_from(Errand).where(Errand.failed_at.is_not(None)))
    return [
        ("I8 no errand waits longer than 15 minutes", not late, f"{late} waiting"),
        ("no errand failed without a person's decision", not failed, f"{failed} at staff, stuck errands"),
    ]


def database() -> list[Result]:
    """The migrations that the code knows are the ones the database has seen."""
    known = set(ScriptDirectory(str(ROOT / "webapp" / "migrations")).get_heads())
    seen = set(MigrationContext.configure(session.connection()).get_current_heads())
    return [("the database has every migration", known == seen, ", ".join(sorted(seen)) or "none")]


def can_write(folder: Path) -> bool:
    """Whether this process may write into a folder."""
    return folder.is_dir() and os.access(folder, os.W_OK)
