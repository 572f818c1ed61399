"""The machine: the counter of a social insurance fund for the self-employed."""

from __future__ import annotations

__version__ = "0.1.0"
