"""Let in only what is truly a PDF, a JPEG or a PNG, rewritten by us, of a bearable size.

A declared type is not believed: the content is recognised, really parsed, and written anew. Rewriting drops
whatever was hidden behind the document (scripts, embedded files, camera data) and ends polyglots.
"""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from dataclasses import dataclass
from typing import Final

import pikepdf
import puremagic
from PIL import Image, ImageOps

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
MOST_PAGES: Final = 200
LONGEST_NAME: Final = 100
#: Extension by recognised type: the whole allow-list.
ALLOWED: Final = {"application/pdf": ("pdf",), "image/jpeg": ("jpg", "jpeg"), "image/png": ("png",)}
#: Every reason for a refusal; the words for people stand at the doors.
CODES: Final = frozenset(
    {
        "empty",
        "too_large",
        "type_not_allowed",
        "type_differs",
        "unreadable",
        "locked",
        "too_many_pages",
        "too_many_pixels",
    }
)
_ACTIVE: Final = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"}
)


class UploadRefusedError(ValueError):
    """An upload that is not taken; `code` is one of CODES, `limit` the figure that was passed, if any."""

    def __init__(self, code: str, limit: int = 0) -> None:
        self.code = code
        self.limit = limit
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that was checked and rewritten: keep `content`, show `name`, serve as `media_type`."""

    content: bytes
    name: str
    media_type: str


def examine(content: bytes, declared_name: str) -> Upload:
    """Check and rewrite what a person sends; raises UploadRefusedError with a code.

    The name is for showing only: folders, control signs and direction marks are taken out of it.
    """
    if not content:
        raise UploadRefusedError("empty")
    if len(content) > MOST_BYTES:
        raise UploadRefusedError("too_large", MOST_BYTES)
    media_type = _recognised(content)
    name = shown_name(declared_name)
    stem, _, extension = name.rpartition(".")
    if extension.lower() not in ALLOWED[media_type]:
        raise UploadRefusedError("type_differs")
    rewritten = (
        _rewritten_pdf(content) if media_type == "application/pdf" else _rewritten_image(content, media_type)
    )
    return Upload(rewritten, f"{stem}.{ALLOWED[media_type][0]}", media_type)


def shown_name(declared: str) -> str:
    """A file name that can be shown, mailed and downloaded: one line, no folders, no hidden signs."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", declared))[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] not in "CZ" or sign == " ")
    kept = " ".join(kept.split()).strip(". ")
    stem, dot, extension = kept.rpartition(".")
    if not dot or not stem:
        return kept[:LONGEST_NAME] or "document"
    return f"{stem[: LONGEST_NAME - len(extension) - 1].rstrip()}.{extension}"


def _recognised(content: bytes) -> str:
    try:
        found = {match.mime_type for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        found = set()
    for media_type, start in (
        ("application/pdf", b"%PDF-"),
        ("image/jpeg", b"\xff\xd8\xff"),
        ("image/png", b"\x89PNG"),
    ):
        if media_type in found and content.startswith(start):
            return media_type
    raise UploadRefusedError("type_not_allowed")


def _rewritten_image(content: bytes, media_type: str) -> bytes:
    kind = "JPEG" if media_type == "image/jpeg" else "PNG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            image: Image.Image = Image.open(io.BytesIO(content), formats=(kind,))
        if image.width * image.height > MOST_PIXELS:
            raise UploadRefusedError("too_many_pixels", MOST_PIXELS)
        image.load()
        image = ImageOps.exif_transpose(image)
        written = io.BytesIO()
        if kind == "JPEG":
            image.convert("L" if image.mode == "L" else "RGB").save(written, "JPEG", quality=90)
        else:
            image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB").save(
                written, "PNG"
            )
    except Image.DecompressionBombError:
        raise UploadRefusedError("too_many_pixels", MOST_PIXELS) from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        if isinstance(error, UploadRefusedError):
            raise
        raise UploadRefusedError("unreadable") from error
    return written.getvalue()


def _rewritten_pdf(content: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise UploadRefusedError("locked")
            pages = len(pdf.pages)
            if not pages:
                raise UploadRefusedError("unreadable")
            if pages > MOST_PAGES:
                raise UploadRefusedError("too_many_pages", MOST_PAGES)
            _disarm(pdf)
            written = io.BytesIO()
            pdf.save(written, deterministic_id=True)
    except pikepdf.PasswordError:
        raise UploadRefusedError("locked") from None
    except (
        pikepdf.PdfError,
        OSError,
        RuntimeError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
    ) as error:
        if isinstance(error, UploadRefusedError):
            raise
        raise UploadRefusedError("unreadable") from error
    return written.getvalue()


def _disarm(pdf: pikepdf.Pdf) -> None:
    """Take out what acts by itself or carries a second file; what is read stays."""
    _without(pdf.Root, "/OpenAction", "/AA", "/AF")
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        _without(names, "/JavaScript", "/EmbeddedFiles")
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary):
            continue
        _without(thing, "/AA", "/XFA")
        action = thing.get("/A")
        if isinstance(action, pikepdf.Dictionary) and (
            str(action.get("/S", "")) in _ACTIVE or "/Next" in action
        ):
            _without(thing, "/A")
        if str(thing.get("/Subtype", "")) == "/FileAttachment":
            _without(thing, "/FS")


def _without(thing: pikepdf.Object, *keys: str) -> None:
    for key in keys:
        if key in thing:
            del thing[key]
