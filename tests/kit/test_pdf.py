"""The press prints data as text, shows every sign, and keeps a fund's own files before ours."""

from __future__ import annotations

import io
import re
import threading
from pathlib import Path

import page
import pikepdf
import pypdf
import pytest

from webapp.kit import pdf
from webapp.kit.texts import Library

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Essai", date: datetime(year: 2026, month: 1, day: 1))
#set text(font: ("Figtree", "Guichet Sans"), lang: "fr")
= Essai
#data.said
"""


@pytest.fixture
def press(tmp_path) -> pdf.Press:
    own = tmp_path / "notices"
    own.mkdir()
    (own / "essai.typ").write_text(TEMPLATE)
    return pdf.press((tmp_path, *Library().folders))


def text_of(printed: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages)


HOSTILE = [
    '#read("/etc/passwd")', "[*gras*] $x^2$ \\ _i_ `c` <label> @ref // comment", '#import "/notices/_letter.typ": *',
    "= titre\n- liste\n+ suite", "\\u{41} #sys.inputs ~ --- https://x.be", "</text><script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("said", HOSTILE)
def test_what_people_write_is_printed_as_they_wrote_it(press, said):
    text = text_of(press.print("notices/essai.typ", {"said": said}))
    assert re.sub(r"\s", "", said) in re.sub(r"\s", "", text)
    assert "root:" not in text


def test_signs_no_font_has_are_shown_as_boxes_and_hidden_signs_vanish(press):
    text = text_of(press.print("notices/essai.typ", {"said": "Łukasz Жуков 漢字 \u202egnp\x00"}))
    assert "Łukasz" in text
    assert "Жуков" in text
    assert "□□" in text
    assert "\u202e" not in text


def test_the_same_data_gives_the_same_bytes(press):
    assert press.print("notices/essai.typ", {"said": "a"}) == press.print("notices/essai.typ", {"said": "a"})


def test_threads_of_one_process_may_print_at_once(press):
    printed: list[bytes] = []
    work = [
        threading.Thread(target=lambda n=n: printed.append(press.print("notices/essai.typ", {"said": str(n)})))
        for n in range(8)
    ]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert len(set(printed)) == 8


def test_a_template_that_is_missing_or_wrong_is_named(press):
    with pytest.raises(pdf.PrintError, match=r"nothing\.typ is missing"):
        press.print("notices/nothing.typ", {})
    with pytest.raises(pdf.PrintError, match="said"):
        press.print("notices/essai.typ", {"other": ""})


def test_a_template_cannot_read_outside_its_folder(tmp_path):
    (tmp_path / "notices").mkdir()
    secret = Path(tmp_path.parent / "secret.txt")
    secret.write_text("secret")
    (tmp_path / "notices" / "essai.typ").write_text(f'#read("../../../{secret.name}")\n#read("{secret}")\n')
    with pytest.raises(pdf.PrintError):
        pdf.press((tmp_path, *Library().folders)).print("notices/essai.typ", {})


def test_one_process_has_one_press_per_set_of_folders():
    folders = Library().folders
    assert pdf.press(folders) is pdf.press(folders)


def test_no_stream_ends_where_its_length_could_be_misread():
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Note = document.make_stream(b"a line\r")
        written = io.BytesIO()
        document.save(written, compress_streams=False)
    assert b"\r\nendstream" in written.getvalue()
    mended = pdf._plain_ends(written.getvalue())
    assert b"\r\nendstream" not in mended
    with pikepdf.open(io.BytesIO(mended)) as document:
        assert document.Root.Note.read_bytes().startswith(b"a line\r")


def test_every_printed_file_counts_its_streams_clearly(press):
    for n in range(60):
        printed = press.print("notices/essai.typ", {"said": f"{n} mots {'a' * n}"})
        assert b"\r\nendstream" not in printed
        assert page.is_pdf_compliant_bytes(printed, profile="2a")
