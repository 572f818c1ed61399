"""Who may do which verb: one table for the whole house."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a member of staff is for."""

    CASES = "cases"
    PAYMENTS = "payments"
    RUNS = "runs"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"
    OPERATOR = "operator"


class Permission(StrEnum):
    """A verb that a staff page or a service asks for."""

    SEE_WORK = "see_work"
    SEE_PERSONS = "see_persons"
    SEE_COMPANIES = "see_companies"
    DECIDE_CASES = "decide_cases"
    MATCH_PAYMENTS = "match_payments"
    DRAW_RUNS = "draw_runs"
    RELEASE_RUNS = "release_runs"
    WRITE_BULLETINS = "write_bulletins"
    RELEASE_BULLETINS = "release_bulletins"
    SEE_LAW = "see_law"
    PREPARE_LAW = "prepare_law"
    PUBLISH_LAW = "publish_law"
    REVIEW_GUIDANCE = "review_guidance"
    CALL_BACK = "call_back"
    MEND_ERRANDS = "mend_errands"
    INVITE = "invite"
    GIVE_ACCESS = "give_access"


_EVERYBODY: Final = frozenset({Permission.SEE_WORK, Permission.SEE_LAW})

PERMISSIONS: Final[dict[Role, frozenset[Permission]]] = {
    Role.CASES: _EVERYBODY
    | {
        Permission.SEE_PERSONS,
        Permission.SEE_COMPANIES,
        Permission.DECIDE_CASES,
        Permission.INVITE,
        Permission.CALL_BACK,
    },
    Role.PAYMENTS: _EVERYBODY | {Permission.SEE_PERSONS, Permission.SEE_COMPANIES, Permission.MATCH_PAYMENTS},
    Role.RUNS: _EVERYBODY | {Permission.SEE_PERSONS, Permission.SEE_COMPANIES, Permission.DRAW_RUNS},
    Role.EDITOR: _EVERYBODY
    | {Permission.WRITE_BULLETINS, Permission.REVIEW_GUIDANCE, Permission.PREPARE_LAW},
    Role.SUPERVISOR: _EVERYBODY
    | {
        Permission.SEE_PERSONS,
        Permission.SEE_COMPANIES,
        Permission.RELEASE_RUNS,
        Permission.RELEASE_BULLETINS,
        Permission.PUBLISH_LAW,
        Permission.MEND_ERRANDS,
        Permission.INVITE,
        Permission.GIVE_ACCESS,
    },
    Role.OPERATOR: _EVERYBODY | {Permission.MEND_ERRANDS},
}
