"""What only some categories have, and only since a day: asked of others it is refused, never ignored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from flask_babel import gettext as _

from webapp.kit import i18n
from webapp.rules.careers import Category, scale_of
from webapp.rules.law import LawBook, law_book, law_on
from webapp.rules.units import Quarter
from webapp.views.api.fields import first_year, last_year
from webapp.views.api.refusals import Wrong


def misplaced(
    category: Category,
    counted: Sequence[Quarter],
    *,
    first_quarter: bool,
    opt_out: bool,
    artist: bool = False,
) -> Iterator[Wrong]:
    """Each advantage that is true although the category, or every quarter counted, does not know it."""
    if category is not Category.PRIMOSTARTER:
        sentence = _("Only the category primostarter has this; for others leave it out or write false.")
        asked = {"first_quarter": first_quarter, "artist": artist}
        yield from (Wrong(field=name, message=sentence) for name, is_true in asked.items() if is_true)
    if opt_out and not any(one in quarters_of_request(category) for one in counted):
        yield Wrong(field="opt_out", message=_no_request(category))


def _no_request(category: Category) -> str:
    known = quarters_of_request(category)
    if known:
        return str(
            _(
                "The request of article 37/1 exists since %(since)s. For quarters before leave it out or "
                "write false.",
                since=i18n.day(known[0].first_day),
            )
        )
    names = ", ".join(one for one in Category if quarters_of_request(one))
    return str(
        _(
            "The request of article 37/1 exists only for: %(categories)s. For others leave it out or write "
            "false.",
            categories=names,
        )
    )


def quarters_of_request(category: Category) -> tuple[Quarter, ...]:
    """The quarters in which the request of general regulation art. 37/1 changes the scale of a category."""
    return _quarters_of_request(category, law_book())


@lru_cache(maxsize=len(Category))
def _quarters_of_request(category: Category, _book: LawBook) -> tuple[Quarter, ...]:
    held = Quarter.range(Quarter(first_year(), 1), Quarter(last_year(), 4))
    return tuple(one for one in held if _request_counts(category, one))


def _request_counts(category: Category, quarter: Quarter) -> bool:
    law = law_on(quarter.first_day)
    return scale_of(category, law, opt_out=True) != scale_of(category, law)
