"""Law that somebody typed into a text: amounts of euro, percentages and days, which belong to content/law.

A typed figure is right on the day it is typed and wrong on the day the law changes; a live one says since
when it holds. Months, ages and numbers of the fund's own practice are words of the text, and so is code.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SPACE: Final = r"[\s\u00a0\u202f]"
_NUMBER: Final = r"\d[\d.,'’\u00a0\u202f ]*"
_MONTH: Final = (
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|januar|jänner|februar|märz|august|dezember"
    r"|january|february|march|may|june|july|october)"
)
PATTERNS: Final = (
    # 890,42 euro; 1 234 €; 12 million euro; EUR 1.234; € 5
    re.compile(
        rf"{_NUMBER}(?:\w+ )?(?:€|EUR\b|euros?\b)|(?:€|\bEUR\b|\beuros?)[\s\u00a0\u202f]?\d", re.IGNORECASE
    ),
    # 20,5 %; 14 percent, pour cent, procent, Prozent
    re.compile(
        r"\d+(?:[.,]\d+)?[\s\u00a0\u202f]?(?:%|per\s?cent\b|procent\b|pour\scent\b|prozent\b)", re.IGNORECASE
    ),
    # 31/12, 31.12., 31-12-2026, 2026-12-31
    re.compile(
        r"\b(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?:/\d{2,4})?\b"
        r"|\b(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?!\d)"
        r"|\b\d{1,2}[.-]\d{1,2}[.-]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b"
    ),
    # 31 December, 31 décembre, 1er juillet, 31. Dezember, 31st of December
    re.compile(rf"\b\d{{1,2}}(?:er|st|nd|rd|th|\.)?{_SPACE}+(?:of )?{_MONTH}\b", re.IGNORECASE),
    # December 31; with its capital, because "may" is a verb too
    re.compile(
        rf"\b(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber){_SPACE}\d{{1,2}}\b(?!\d)"
    ),
)
#: What looks like law and is none.
_NO_LAW: Final = re.compile(
    r"\b200 (?:percent|pour cent|procent|Prozent)\b"  # the enlargement that the accessibility statement names
    r"|\b26\.? (?:December|décembre|december|Dezember)\b"  # a day on which European banks do not settle
)
_CODE: Final = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LIVE: Final = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)


@lru_cache(maxsize=2048)
def typed(source: str) -> tuple[str, ...]:
    """What of a text of content/ looks like law that was typed; empty when every figure is alive."""
    text = _NO_LAW.sub("…", _LIVE.sub("…", _CODE.sub("", source)))
    return tuple(match[0].strip() for pattern in PATTERNS for match in pattern.finditer(text))
