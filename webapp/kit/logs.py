"""Readable log lines, or JSON ones: event names and ids, never answers, numbers or accounts."""

from __future__ import annotations

import logging
import sys
from typing import Any, Final, Literal

import structlog

log: Any = structlog.get_logger("guichet")

#: Words that may hold personal matter; a line that carries one by mistake loses its value.
HIDDEN: Final = frozenset(
    {"password", "token", "code", "national_number", "iban", "income", "answers", "email", "name", "secret"}
)


def start(log_format: Literal["text", "json"]) -> None:
    """Set up the lines of this process: UTC times, to standard error."""
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _hide,
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def _hide(_logger: Any, _method: str, line: Any) -> Any:
    for word in HIDDEN & line.keys():
        line[word] = "…"
    return line
