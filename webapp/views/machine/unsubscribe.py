"""Leaving the bulletin with one click (RFC 8058): no cookie, no log-in, no question, harmless twice.

Mail programs POST here by themselves. A person who follows the link sees a page with a button, because
machines follow links too.
"""

from __future__ import annotations

from flask import abort, g, render_template

from webapp.domain import bulletins
from webapp.kit import clock
from webapp.views.machine import door
from webapp.views.visitor import links

ADDRESS = f"{bulletins.LEAVE}<token>"


@door.get(ADDRESS)
def unsubscribe(token: str) -> str:
    """The page with the button, in the language of the subscriber."""
    found = bulletins.by_token(token)
    if found is None:
        abort(404)
    left = found.state == bulletins.SubscriberState.LEFT
    return _page("machine/left.html" if left else "machine/leave.html", found)


@door.post(ADDRESS)
def unsubscribe_now(token: str) -> str:
    """Leave at once. Somebody unknown is not subscribed, which is what she wants: the answer is the same."""
    bulletins.unsubscribe(token, at=clock.now())
    return _page("machine/left.html", bulletins.by_token(token))


def _page(template: str, found: bulletins.Subscriber | None) -> str:
    if found is not None:
        g.language = found.language
    return render_template(template, subscriber=found, **links.frame())
