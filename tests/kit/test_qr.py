"""What the code says is read back from its own drawing by a QR reader."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from webapp.kit import qr

DUE = {"name": "Fonds Guichet été", "iban": "BE68 5390 0754 7034", "cents": 89042, "communication": "+++090/9337/55493+++"}


def read(picture: qr.Picture) -> str:
    """What an app makes of the code."""
    return found(picture).text


def read_bytes(picture: qr.Picture) -> bytes:
    """What stands in the code."""
    return found(picture).bytes


def found(picture: qr.Picture) -> zxingcpp.Barcode:
    """Paint the SVG path and look at it."""
    scale = 4
    image = Image.new("L", (picture.size * scale,) * 2, 255)
    pen = ImageDraw.Draw(image)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", picture.path):
        left, top = int(x) * scale, int(y) * scale
        pen.rectangle((left, top, left + int(width) * scale - 1, top + scale - 1), fill=0)
    seen = zxingcpp.read_barcode(image)
    assert seen is not None
    return seen


def test_letters_with_accents_are_written_in_utf_8_as_the_code_says():
    picture = qr.transfer(**DUE | {"name": "Caisse Éloïse"})
    assert "Caisse Éloïse".encode() in read_bytes(picture)


def test_a_bank_app_reads_payee_account_amount_and_communication():
    assert read(qr.transfer(**DUE, bic="BBRUBEBB")).split("\n") == [
        "BCD", "002", "1", "SCT", "BBRUBEBB", "Fonds Guichet été", "BE68539007547034", "EUR890.42", "", "090933755493",
    ]  # fmt: skip


def test_a_free_communication_goes_to_the_free_line():
    lines = qr.transfer_text(**DUE | {"communication": "Dossier 88"}).split("\n")
    assert lines[4] == ""
    assert lines[9:] == ["", "Dossier 88"]


def test_nothing_but_a_path_is_drawn():
    assert re.fullmatch(r"(M\d+ \d+h\d+v1h-\d+z)+", qr.transfer(**DUE).path)


@settings(max_examples=40)
@given(st.integers(1, 99_999_999_999), st.text(st.characters(categories=("L", "N")), min_size=1, max_size=40))
def test_every_amount_and_name_comes_back(cents, name):
    lines = read(qr.transfer(**DUE | {"cents": cents, "name": name})).split("\n")
    assert lines[7] == f"EUR{cents // 100}.{cents % 100:02d}"
    assert lines[5] == name


@pytest.mark.parametrize(
    "change",
    [{"cents": 0}, {"cents": -1}, {"cents": 10**11}, {"name": " "}, {"name": "x" * 71}, {"iban": "68539"}, {"bic": "BBRU"}],
)
def test_a_transfer_no_bank_could_read_is_refused(change):
    with pytest.raises(qr.BadTransferError):
        qr.transfer(**DUE | change)
