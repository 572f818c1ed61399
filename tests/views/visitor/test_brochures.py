"""Brochures: each theme as one accessible PDF a language, made of the same pages, kept by edition."""

from __future__ import annotations

import io
import re

import page
import pikepdf
import pypdf
import pytest

from webapp.kit import clock
from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES, force_language
from webapp.kit.texts import Library
from webapp.views.visitor import brochures

SHELVES = guides(Library())
THEME = SHELVES.find("payment_difficulties")


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(app, tmp_path, monkeypatch):
    monkeypatch.setattr(brochures, "FOLDER", tmp_path)
    app.extensions.pop("brochures", None)


def address(guide, code):
    return f"/{code}/{brochures.SLUGS[code]}/{guide.slug(code)}.pdf"


#: The brochure of each language as it is made today, made once for all who look into it.
_PRINTED = {}


@pytest.fixture
def printed(visitor, code):
    if code not in _PRINTED:
        _PRINTED[code] = visitor.get(address(THEME, code), buffered=True).data
    return _PRINTED[code]


def without_spaces(words):
    """Words that a line may have broken: without spaces and hyphens of any kind."""
    return re.sub(r"[\s\u00ad\u2010-]", "", words)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_theme_and_the_charter_stand_in_the_list(visitor, code):
    shown = visitor.get(f"/{code}/{brochures.SLUGS[code]}").text
    for guide in (*SHELVES.themes, SHELVES.find("charter")):
        assert f'href="{address(guide, code)}"' in shown


@pytest.mark.parametrize("profile", ["2a", "ua1"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_brochure_is_tagged_and_fit_for_an_archive(printed, profile):
    report = page.validate_pdf_bytes(printed, profile=profile)
    assert report.is_compliant, [failure.message for failure in report.failures][:5]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_brochure_has_every_page_of_its_theme_with_its_amounts_and_day(printed, code):
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert str(document.Root.Lang)[:2] == code
        assert str(document.docinfo["/Title"]) == THEME.title(code)
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages)
    bare = without_spaces(text)
    for guide in (THEME, *SHELVES.pages_of(THEME.name)):
        assert bare.count(without_spaces(guide.title(code))) >= 2, "a chapter and a line of the contents"
    assert "890,42" in text or "890.42" in text
    assert "\ue000" not in text


def test_a_page_shows_the_brochure_of_its_theme(visitor):
    for guide in (THEME, *SHELVES.pages_of(THEME.name)):
        shown = visitor.get("/".join(("", "fr", *SHELVES.path(guide, "fr")))).text
        assert f'href="{address(THEME, "fr")}"' in shown


def test_the_same_file_goes_out_until_something_changes(app, visitor, clock_at):
    clock_at("2026-11-22T10:00")
    first = visitor.get(address(THEME, "nl"), buffered=True)
    clock_at("2026-11-23T10:00")
    next_day = visitor.get(address(THEME, "nl"), buffered=True)
    assert next_day.data == first.data
    assert (
        visitor.get(address(THEME, "nl"), headers={"If-None-Match": next_day.headers["ETag"]}).status_code
        == 304
    )
    clock_at("2025-11-23T10:00")
    assert visitor.get(address(THEME, "nl"), buffered=True).data != first.data


def test_an_unknown_brochure_is_not_found(visitor):
    assert visitor.get("/en/brochures/nothing.pdf").status_code == 404


def test_the_day_of_the_amounts_stands_on_the_cover(app, clock_at):
    clock_at("2026-11-22T10:00")
    with app.test_request_context(), force_language("en"):
        made = brochures.printed(THEME)
        assert clock.today().year == 2026
    cover = pypdf.PdfReader(made).pages[0].extract_text()
    assert "22 November 2026" in cover
