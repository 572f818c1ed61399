"""What every command needs: a house whose tables stand, or one sentence that says how to make them."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import make_database
from webapp.config import ROOT


def test_a_command_on_a_database_without_tables_says_what_to_run_first(worker_id, tmp_path):
    settings = {
        "DATABASE_URL": make_database(f"bare_{worker_id}"), "DATA_DIR": str(tmp_path), "DEMO": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "webapp.cli", "search", "check"],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "guichet db upgrade" in done.stderr
