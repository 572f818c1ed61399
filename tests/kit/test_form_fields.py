"""The fields of a printed paper: in reading order, read aloud, and filled in by programs that are not ours."""

from __future__ import annotations

import io

import pikepdf
import pypdf

from tests.kit.test_papers import ON, SHEET, speaking  # noqa: F401 - a fixture that every test here uses
from webapp.kit import papers


def test_every_box_is_a_form_tag_in_reading_order():
    with pikepdf.open(io.BytesIO(papers.blank(SHEET, "fr", made_on=ON))) as document:
        widgets = [box for sheet in document.pages for box in sheet.obj.get("/Annots", ())]
        assert all(box.Subtype == pikepdf.Name.Widget for box in widgets)
        tags = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
        assert {str(tags[int(box.StructParent)].S) for box in widgets} == {"/Form"}
        said = [str(box.TU) for box in widgets]
        assert said == [
            "Revenu attendu", "Depuis quand ?", "Pourquoi ? : Perte d'un client", "Pourquoi ? : Maladie",
            "Expliquez", "Autre chose ?", "C'est exact.",
        ]  # fmt: skip


def test_what_is_filled_in_by_another_program_is_read_back():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(papers.blank(SHEET, "nl", made_on=ON)))
    for sheet in writer.pages:
        if "/Annots" in sheet:
            given = {"income": "13 000,00", "other": "Zoé Été €", "why": "/illness", "true": "/Yes"}
            writer.update_page_form_field_values(sheet, given, auto_regenerate=False)
    filled = io.BytesIO()
    writer.write(filled)
    read = {name: field.get("/V") for name, field in pypdf.PdfReader(filled).get_fields().items()}
    assert read["income"] == "13 000,00"
    assert read["other"] == "Zoé Été €"
    assert read["why"] == "/illness"
    assert read["true"] == "/Yes"


def test_an_optional_and_a_required_field_are_told_apart():
    fields = pypdf.PdfReader(io.BytesIO(papers.blank(SHEET, "fr", made_on=ON))).get_fields()
    assert fields["income"]["/Ff"] & 2
    assert not fields["other"]["/Ff"] & 2
    assert fields["more"]["/Ff"] & (1 << 12)
