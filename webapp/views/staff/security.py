"""One's own security at the staff door."""

from __future__ import annotations

from webapp.domain.identity import Permission
from webapp.views import own_security
from webapp.views.staff import door, needs

own_security.open_on(door, needs(Permission.SEE_WORK))
