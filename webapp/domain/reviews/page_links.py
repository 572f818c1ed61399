"""The links of a page, and whether each leads somewhere; an address outside is judged by its form only."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from webapp.domain.reviews.pages import PageState
from webapp.kit import texts

#: What exists by kind: page, paper, calculator, door.
Known = Mapping[str, Collection[str]]
_LINK: Final = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
_CODE: Final = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_SITE: Final = re.compile(r"https://[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?")
_MAIL: Final = re.compile(r"mailto:[^@\s]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE: Final = re.compile(r"tel:\+?[\d ().-]+")


@dataclass(frozen=True, kw_only=True)
class PageLink:
    """A link as it is written in a text."""

    words: str
    target: str
    leads_somewhere: bool


def links(state: PageState, language: str, known: Known) -> tuple[PageLink, ...]:
    """Every link of a text in its order."""
    source = state.texts[f"{language}.md"]
    return tuple(
        PageLink(words=words, target=target, leads_somewhere=_leads(target, source, known))
        for words, target in _targets(source)
    )


def broken(state: PageState, language: str, known: Known) -> tuple[PageLink, ...]:
    """Those that lead nowhere."""
    return tuple(one for one in links(state, language, known) if not one.leads_somewhere)


@lru_cache(maxsize=2048)
def _targets(source: str) -> tuple[tuple[str, str], ...]:
    return tuple(_LINK.findall(_CODE.sub("", source)))


def _leads(target: str, source: str, known: Known) -> bool:
    kind, colon, name = target.partition(":")
    if target.startswith("#"):
        return target[1:] in _anchors(source)
    if colon and kind in known:
        name, _hash, _anchor = name.partition("#")
        return name in known[kind] or (kind == "door" and name in known.get("page", ()))
    return any(form.fullmatch(target) for form in (_SITE, _MAIL, _TELEPHONE))


@lru_cache(maxsize=2048)
def _anchors(source: str) -> frozenset[str]:
    return frozenset(anchor for _words, anchor, _text in texts.sections(source) if anchor)
