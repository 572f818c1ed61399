"""The catalogue of papers: one file is one form, on line and on paper."""

from __future__ import annotations

from typing import Any


def catalogue() -> dict[str, Any]:
    """Every paper of the fund by its name, which is the name of its file."""
    return {}
