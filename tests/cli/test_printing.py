"""The print room's file: a list on top, every letter on a sheet of its own, readable by its owner only."""

from __future__ import annotations

import io
import stat
from datetime import date

import pikepdf
import pytest
from pypdf import PdfReader

from tests.factories.letters import REAL
from webapp.cli.printing import write
from webapp.domain import notices


@pytest.mark.parametrize(("two_sided", "pages"), [(True, 6), (False, 4)])
def test_a_batch_is_one_file_with_a_list_on_top(app, clock_at, two_sided, pages):
    clock_at("2026-11-22T10:00")
    sheets = [
        notices.Sheet(
            reference=notices.reference_of(letter), kind=letter.kind, language="nl", pdf=notices.pdf(letter)
        )
        for letter in (REAL["starter_due"]("nl"), REAL["case_received"]("nl"))
    ]
    place = write("2026-11-22-1", sheets, two_sided=two_sided)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert not list(place.parent.glob("*.part"))
    with pikepdf.open(place) as document:
        assert len(document.pages) == pages
    cover = PdfReader(io.BytesIO(place.read_bytes())).pages[0].extract_text()
    assert all(sheet.reference in cover for sheet in sheets)
    assert date(2026, 11, 22).strftime("%Y") in cover
    assert "Peeters" not in cover
