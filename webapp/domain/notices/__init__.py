"""Notices: letters drawn with their facts, rendered, archived and delivered; and the runs that draw many.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.notices import runs
from webapp.domain.notices.models import State

__all__ = ["State", "runs"]
