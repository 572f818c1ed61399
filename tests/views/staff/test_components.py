"""The gallery shows every component in every language, and the layouts hold."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask import g, render_template

from webapp.kit.i18n import LANGUAGES, force_language
from webapp.views.staff.components import sample

VOID = {"meta", "link", "input", "br", "hr", "img", "path", "use", "rect", "circle"}


class Balance(HTMLParser):
    """Finds elements that are opened and never closed, and ids used twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag, f"</{tag}> closes another element"


@pytest.fixture(params=LANGUAGES)
def page(request, app) -> str:
    with app.test_request_context(f"/{request.param}/"), force_language(request.param):
        g.language = request.param
        return render_template("staff/components.html", **sample())


def test_the_gallery_is_whole(page):
    balance = Balance()
    balance.feed(page)
    assert balance.open == []
    assert len(balance.ids) == len(set(balance.ids)), "an id is used twice"


def test_every_reference_finds_its_element(page):
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    for attribute in ("for", "aria-labelledby", "popovertarget"):
        for target in re.findall(rf'\s{attribute}="([^"]+)"', page):
            assert target in ids, f'{attribute}="{target}" leads nowhere'
    for targets in re.findall(r'\saria-describedby="([^"]+)"', page):
        assert set(targets.split()) <= ids


def test_the_error_summary_leads_to_the_fields(page):
    summary = re.search(r"data-error-summary.*?</ul>", page, flags=re.DOTALL)
    assert summary
    for target in re.findall(r'href="#([^"]+)"', summary[0]):
        assert f'id="{target}"' in page


def test_staff_can_open_it(staff):
    assert staff.get("/staff/-/components").status_code == 200
