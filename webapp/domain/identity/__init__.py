"""Identity: log-ins, roles, permissions, mandates to act for someone.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.identity.actor import Actor, Addressee, Comer, Hat, House
from webapp.domain.identity.codes import (
    CodeToSend,
    WrongCodeEntryError,
    answer_password_request,
    ask_email_change,
    ask_new_password,
    change_password,
    choose_password,
    code_was_sent,
    confirm_email_change,
    make_code,
    waiting_email,
)
from webapp.domain.identity.coming_in import (
    CameIn,
    WrongPasswordError,
    check_password,
    remember_device,
    sign_in,
)
from webapp.domain.identity.passwords import LONGEST as LONGEST_PASSWORD
from webapp.domain.identity.passwords import SHORTEST as SHORTEST_PASSWORD
from webapp.domain.identity.passwords import WeakPasswordError
from webapp.domain.identity.people import (
    MandateKind,
    close_login,
    end_mandate,
    give_roles,
    grant_mandate,
    invite,
    register,
    reopen_login,
)
from webapp.domain.identity.permissions import Permission, Role
from webapp.domain.identity.queries import (
    ActivityLine,
    LoginLine,
    MandateLine,
    activity,
    actor_for,
    email_of,
    has_second_factor,
    login_by_email,
    login_line,
    mandates_for_company,
    staff_people,
)
from webapp.domain.identity.second_factor import (
    WrongCodeError,
    address_of,
    enrol,
    offered_secret,
    pass_second_factor,
    recovery_codes_left,
    remove_second_factor,
    renew_recovery_codes,
)
from webapp.domain.identity.warnings import SecurityWarning, next_warning, warning_was_sent

__all__ = [
    "LONGEST_PASSWORD",
    "SHORTEST_PASSWORD",
    "ActivityLine",
    "Actor",
    "Addressee",
    "CameIn",
    "CodeToSend",
    "Comer",
    "Hat",
    "House",
    "LoginLine",
    "MandateKind",
    "MandateLine",
    "Permission",
    "Role",
    "SecurityWarning",
    "WeakPasswordError",
    "WrongCodeEntryError",
    "WrongCodeError",
    "WrongPasswordError",
    "activity",
    "actor_for",
    "address_of",
    "answer_password_request",
    "ask_email_change",
    "ask_new_password",
    "change_password",
    "check_password",
    "choose_password",
    "close_login",
    "code_was_sent",
    "confirm_email_change",
    "email_of",
    "end_mandate",
    "enrol",
    "give_roles",
    "grant_mandate",
    "has_second_factor",
    "invite",
    "login_by_email",
    "login_line",
    "make_code",
    "mandates_for_company",
    "next_warning",
    "offered_secret",
    "pass_second_factor",
    "recovery_codes_left",
    "register",
    "remember_device",
    "remove_second_factor",
    "renew_recovery_codes",
    "reopen_login",
    "sign_in",
    "staff_people",
    "waiting_email",
    "warning_was_sent",
]
