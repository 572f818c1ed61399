"""Signing out from the company door; the security pages stand at the affiliate door."""

from __future__ import annotations

from webapp.views.company import door
from webapp.views.entrance import for_everybody
from webapp.views.own_security import sign_out

door.add_url_rule("/sign-out", endpoint="sign_out", view_func=for_everybody(sign_out), methods=("POST",))
