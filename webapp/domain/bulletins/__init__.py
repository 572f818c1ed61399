"""Bulletins: subscribers who asked twice, issues written per language, deliveries one row per person.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.bulletins.delivery import (
    Parcel,
    in_doubt,
    next_parcel,
    refused,
    sent,
    tried_in_vain,
)
from webapp.domain.bulletins.issues import (
    AlreadyReleasedError,
    IncompleteError,
    NotAllowedError,
    SecondPersonNeededError,
    begin,
    mark_ready,
    release,
    take_back,
    write,
)
from webapp.domain.bulletins.models import DeliveryState, IssueState, SubscriberState
from webapp.domain.bulletins.queries import (
    DoubtLine,
    IssueView,
    Progress,
    all_issues,
    doubts,
    issue,
    progress,
    published,
    subscriber_counts,
)
from webapp.domain.bulletins.subscribers import (
    Subscriber,
    by_token,
    change,
    confirm,
    confirmation_for,
    subscribe,
    unsubscribe,
)
from webapp.domain.bulletins.verify import invariants
from webapp.domain.bulletins.writing import body_html, written_for

__all__ = [
    "AlreadyReleasedError",
    "DeliveryState",
    "DoubtLine",
    "IncompleteError",
    "IssueState",
    "IssueView",
    "NotAllowedError",
    "Parcel",
    "Progress",
    "SecondPersonNeededError",
    "Subscriber",
    "SubscriberState",
    "all_issues",
    "begin",
    "body_html",
    "by_token",
    "change",
    "confirm",
    "confirmation_for",
    "doubts",
    "in_doubt",
    "invariants",
    "issue",
    "mark_ready",
    "next_parcel",
    "progress",
    "published",
    "refused",
    "release",
    "sent",
    "subscribe",
    "subscriber_counts",
    "take_back",
    "tried_in_vain",
    "unsubscribe",
    "write",
    "written_for",
]
