"""Every kind of link is followed as far as this machine reaches."""

from __future__ import annotations

import pytest

from webapp.domain import reviews
from webapp.domain.reviews import PageState

KNOWN = {
    "page": {"ill"},
    "paper": {"reduce_provisional"},
    "calculator": {"contribution"},
    "door": {"contact"},
}


def found(text):
    state = PageState(texts={"en.md": text}, figures={})
    return reviews.links(state, "en", KNOWN)


@pytest.mark.parametrize(
    "target",
    ["page:ill", "page:ill#in-short", "paper:reduce_provisional", "calculator:contribution", "door:contact", "door:ill",
     "#in-short", "#finer", "https://www.example.be", "https://www.example.be/a?b=1#c", "mailto:info@linde.example", "tel:+32 2 100 20 30"],
)  # fmt: skip
def test_a_good_link_leads_somewhere(target):
    (link,) = found(
        f"## In short\n\n### Finer\n\nSee [this]({target}) today.\n".replace(
            "tel:+32 2 100 20 30", "tel:+3221002030"
        )
    )
    assert link.leads_somewhere, link


@pytest.mark.parametrize(
    "target", ["page:nothing", "paper:none", "calculator:none", "door:none", "#nowhere", "http://example.be", "https://", "example.be", "mailto:me"]
)  # fmt: skip
def test_a_broken_link_is_told(target):
    (link,) = found(f"## In short\n\nSee [this]({target}) today.\n")
    assert (link.words, link.target, link.leads_somewhere) == ("this", target, False)


def test_code_holds_no_links():
    assert not found("```\n[words](page:nothing)\n```\n\nand `[words](page:nothing)`.\n")
