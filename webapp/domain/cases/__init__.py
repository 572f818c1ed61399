"""Cases: what people ask for, on line or on paper, from the draft to the decision.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.cases.drafts import (
    DRAFTS_AT_MOST,
    DraftView,
    TooManyDraftsError,
    attach,
    begin,
    detach,
    draft_for,
    drafts_of,
    forget,
    keep_answers,
)
from webapp.domain.cases.models import CaseState, Channel
from webapp.domain.cases.queries import (
    CaseLine,
    CaseView,
    DocumentView,
    EventView,
    case_of_key,
    cases_of,
    document_for,
    get_for,
    work_list,
)
from webapp.domain.cases.service import (
    AlreadyDecided,
    NotAllowed,
    OtherContent,
    ask_for_more,
    decide,
    grant,
    refuse,
    release,
    submit,
    take,
    withdraw,
)
from webapp.domain.cases.verify import invariants

__all__ = [
    "DRAFTS_AT_MOST",
    "AlreadyDecided",
    "CaseLine",
    "CaseState",
    "CaseView",
    "Channel",
    "DocumentView",
    "DraftView",
    "EventView",
    "NotAllowed",
    "OtherContent",
    "TooManyDraftsError",
    "ask_for_more",
    "attach",
    "begin",
    "case_of_key",
    "cases_of",
    "decide",
    "detach",
    "document_for",
    "draft_for",
    "drafts_of",
    "forget",
    "get_for",
    "grant",
    "invariants",
    "keep_answers",
    "refuse",
    "release",
    "submit",
    "take",
    "withdraw",
    "work_list",
]
