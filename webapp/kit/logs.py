"""Readable log lines, or JSON ones: event names and ids, never answers, numbers or accounts.

Two nets: words that name personal matter lose their value, and whatever looks like an e-mail address, an
account or a national number is blotted out of every text, tracebacks included.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import Any, Final, Literal

import structlog

log: Any = structlog.get_logger("guichet")

#: Words that may hold personal matter; a line that carries one by mistake loses its value.
HIDDEN: Final = frozenset(
    {"password", "token", "code", "national_number", "iban", "income", "answers", "email", "name", "secret"}
)
#: E-mail addresses, accounts, national numbers with any of the usual signs between.
_PERSONAL: Final = re.compile(
    r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"
    r"|(?<![\w.-])\d{2}[.\s]?\d{2}[.\s]?\d{2}[-\s]?\d{3}[.\s]?\d{2}(?![\w-])"
)
#: What the database and its driver add to a refused row: the values of the row.
_VALUES: Final = re.compile(r"^(?:DETAIL: |CONTEXT: |\[parameters: ).*$", re.MULTILINE)


def start(log_format: Literal["text", "json"]) -> None:
    """Set up the lines of this process: UTC times, to standard error."""
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _hide,
            structlog.processors.format_exc_info,
            _blot,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _hide(_logger: Any, _method: str, line: Any) -> Any:
    for word in HIDDEN & line.keys():
        line[word] = "…"
    return line


def _blot(_logger: Any, _method: str, line: Any) -> Any:
    for word, value in line.items():
        if isinstance(value, str) and word != "timestamp":
            line[word] = blotted(value)
    return line


def blotted(text: str) -> str:
    """A text of the machine without what looks personal, for a log line or a page of the operators."""
    return _PERSONAL.sub("…", _VALUES.sub("…", text))
