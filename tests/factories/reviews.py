"""Pages and their reviews for tests."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path

from tests.factories import identity as identities
from webapp.domain import identity, reviews
from webapp.domain.identity import Actor, Role
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.guides import Guides, guides
from webapp.kit.texts import Library
from webapp.rules.law import law_book

_numbers = count(1)
PAGE = """owner = "{owner}"
reviewed_on = {reviewed_on}
audience = ["visitor"]
order = 99
icon = "circle-help"
forms = []
[slug]
fr = "{slug}-fr"
nl = "{slug}-nl"
de = "{slug}-de"
en = "{slug}-en"
[title]
fr = "Page"
nl = "Pagina"
de = "Seite"
en = "Page"
[summary]
fr = "Une page."
nl = "Een pagina."
de = "Eine Seite."
en = "A page."
"""


def an_editor(*, language: str = "en") -> Actor:
    found = identity.actor_for(identities.a_member_of_staff(Role.EDITOR, language=language).id)
    assert found is not None
    return found


def a_page_in(
    folder: Path,
    name: str = "own",
    *,
    text: str = "You pay.\n",
    reviewed_on: str = "2026-06-01",
    owner: str = "benefits",
) -> Path:
    """A service page in a fund's own folder, the same text in each language."""
    page = folder / "pages" / name
    page.mkdir(parents=True, exist_ok=True)
    facts = PAGE.format(owner=owner, reviewed_on=reviewed_on, slug=name.replace("_", "-"))
    (page / "page.toml").write_text(facts, encoding="utf-8")
    for code in ("fr", "nl", "de", "en"):
        (page / f"{code}.md").write_text(text, encoding="utf-8")
    return page


def shelves_with(folder: Path) -> Guides:
    """Our pages with those of a fund's folder before them."""
    return guides(Library((folder,)))


def a_review(
    shelves: Guides, name: str, *, by: Actor | None = None, on: date | None = None, note: str = ""
) -> None:
    """Somebody reads a page as it stands."""
    guide = shelves.find(name)
    assert guide is not None
    day = on or clock.today()
    state = reviews.state_of(shelves, guide, book=law_book(), on=day)
    reviews.review(
        name,
        state,
        fingerprint=state.fingerprint,
        law_edition=law_book().edition,
        note=note,
        by=by or an_editor(),
        key=f"review-{next(_numbers)}",
        at=clock.now(),
        on=day,
    )
    session.commit()
