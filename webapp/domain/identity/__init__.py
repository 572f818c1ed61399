"""Identity: log-ins, roles, permissions, mandates to act for someone.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.identity.actor import Actor, Addressee, Hat, House
from webapp.domain.identity.permissions import Permission, Role
from webapp.domain.identity.queries import actor_for

__all__ = ["Actor", "Addressee", "Hat", "House", "Permission", "Role", "actor_for"]
