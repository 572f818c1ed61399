"""Remarks: whether a page was useful to whoever read it, and what she missed; of nobody in particular.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.remarks.masking import masked
from webapp.domain.remarks.models import LONGEST
from webapp.domain.remarks.queries import RemarkView, Share, remark_by, shares, with_words
from webapp.domain.remarks.service import answer, close, explain, forget

__all__ = [
    "LONGEST",
    "RemarkView",
    "Share",
    "answer",
    "close",
    "explain",
    "forget",
    "masked",
    "remark_by",
    "shares",
    "with_words",
]
