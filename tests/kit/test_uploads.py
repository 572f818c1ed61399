"""Only true PDFs, JPEGs and PNGs get in, and only rewritten."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from webapp.kit import uploads
from webapp.kit.uploads import UploadRefusedError, examine, shown_name


def a_pdf(pages: int = 1, **save) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        written = io.BytesIO()
        pdf.save(written, **save)
    return written.getvalue()


def an_image(kind: str = "PNG", size=(30, 20), mode="RGB", **save) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, "red").save(written, kind, **save)
    return written.getvalue()


def a_png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 60_000)) + chunk(b"IEND", b"")


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(UploadRefusedError) as caught:
        examine(content, name)
    assert caught.value.code in uploads.CODES
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "name", "shown", "media_type"),
    [
        (a_pdf(), "Preuve été.PDF", "Preuve été.pdf", "application/pdf"),
        (an_image("JPEG"), "C:\\scans\\photo.jpeg", "photo.jpg", "image/jpeg"),
        (an_image("PNG", mode="RGBA"), "../a.png", "a.png", "image/png"),
    ],
)
def test_good_documents_are_taken_and_rewritten(content, name, shown, media_type):
    upload = examine(content, name)
    assert (upload.name, upload.media_type) == (shown, media_type)
    assert examine(upload.content, upload.name).media_type == media_type


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "empty"),
        (b"plain words", "a.pdf", "type_not_allowed"),
        (b"<html><script>alert(1)</script>", "a.png", "type_not_allowed"),
        (b"GIF89a/*" + b"\0" * 60 + b"*/=1;alert(1)", "a.png", "type_not_allowed"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.svg", "type_not_allowed"),
        (b"PK\x03\x04" + b"\0" * 100, "a.pdf", "type_not_allowed"),
        (a_pdf(), "a.png", "type_differs"),
        (an_image(), "a.pdf", "type_differs"),
        (a_pdf(), "a", "type_differs"),
        (a_pdf(), "a.pdf.exe", "type_differs"),
        (b"%PDF-1.7\n" + b"junk" * 50, "a.pdf", "unreadable"),
        (an_image()[:60], "a.png", "unreadable"),
        (an_image("JPEG", (500, 500))[:400], "a.jpg", "unreadable"),
        (a_pdf(201), "a.pdf", "too_many_pages"),
        (a_pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "a.pdf", "locked"),
        (a_png_that_claims(20_001, 20_001), "a.png", "too_many_pixels"),
        (a_png_that_claims(7_000, 7_000), "a.png", "too_many_pixels"),
    ],
)
def test_what_is_not_wanted_is_refused_with_its_reason(content, name, code):
    assert refusal(content, name) == code


def test_a_document_above_the_limit_is_refused_before_it_is_read():
    assert refusal(b"%PDF-" + b"0" * uploads.MOST_BYTES, "a.pdf") == "too_large"


def test_a_photograph_loses_its_camera_data_and_keeps_its_way_up():
    data = Image.Exif()
    data[0x0112] = 6  # turned
    data[0x010E] = "rue du Secret 1"
    upload = examine(an_image("JPEG", (30, 20), exif=data), "a.jpg")
    read = Image.open(io.BytesIO(upload.content))
    assert read.size == (20, 30)
    assert not read.getexif()
    assert b"Secret" not in upload.content


def test_what_hides_behind_a_document_is_dropped():
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = pdf.make_indirect(script)
        pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("a"), script]))
        pdf.attachments["evil.exe"] = b"MZ evil"
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script)
        page.Annots = pdf.make_indirect([pdf.make_indirect(link)])
        written = io.BytesIO()
        pdf.save(written)
    polyglot = written.getvalue() + b"<script>alert('tail')</script>"
    clean = examine(polyglot, "a.pdf").content
    with pikepdf.open(io.BytesIO(clean)) as read:
        assert len(read.pages) == 1
        assert not read.attachments
        everything = b"".join(thing.unparse(resolved=True) for thing in read.objects)
    assert b"JavaScript" not in everything
    assert b"alert" not in clean


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"]))
def test_rubbish_is_refused_never_a_crash(tail, start):
    for name in ("a.pdf", "a.jpg", "a.png"):
        refusal(start + tail, name)


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("a\u202efdp.exe", "afdp.exe"),
        ("..\\..\\boot.pdf", "boot.pdf"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ("", "document"),
        ("...", "document"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(declared, shown):
    assert shown_name(declared) == shown


@given(st.text(max_size=300))
def test_no_name_breaks_a_line_or_climbs_a_folder(declared):
    name = shown_name(declared)
    assert 0 < len(name) <= uploads.LONGEST_NAME
    assert name.isprintable()
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith(".")
