"""What happened around a log-in, in the reader's words: one sentence for each verb the house writes down."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

ACTIVITY = {
    "login.signed_in": _l("Signed in"),
    "login.sign_in_failed": _l("Somebody tried to sign in with a wrong password"),
    "login.second_factor_failed": _l("A wrong code was written after the password"),
    "login.second_factor_set": _l("An authenticator app was set up"),
    "login.second_factor_removed": _l("The authenticator app was taken away"),
    "login.recovery_codes_made": _l("Recovery codes were made"),
    "login.recovery_code_used": _l("A recovery code was used"),
    "login.invited": _l("The access was made"),
    "login.registered": _l("The access was made"),
    "login.activation_asked": _l("A code to open the access was asked for"),
    "login.activation_done": _l("The access was opened"),
    "login.new_password_asked": _l("A code for a new password was asked for"),
    "login.new_password_done": _l("A new password was chosen with a code"),
    "login.password_changed": _l("The password was changed"),
    "login.new_email_asked": _l("Another e-mail address was asked for"),
    "login.email_changed": _l("The e-mail address was changed"),
    "login.code_failed": _l("Somebody wrote a wrong code"),
    "login.provider_linked": _l("The access was connected with an identity provider"),
    "login.roles_given": _l("The roles were changed"),
    "login.closed": _l("The access was closed"),
    "login.reopened": _l("The access was opened again"),
    "mandate.granted": _l("A mandate to act for somebody began"),
    "mandate.ended": _l("A mandate to act for somebody ended"),
}
