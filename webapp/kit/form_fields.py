"""Turn the boxes of a printed paper into fields a person can fill in, read aloud as what they ask.

The page is drawn by Typst with a link per box; the link's place, tag and reading order are kept and the link
becomes a widget. With `webapp.kit.pdf` this is the only file that knows how a PDF is made.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

from webapp.config import ROOT

_MARK: Final = "field:"
_REQUIRED: Final = 1 << 1
_MULTILINE: Final = 1 << 12
_RADIO: Final = (1 << 15) | (1 << 14)
_FONT_FILE: Final = ROOT / "content" / "brand" / "fonts" / "Figtree-Regular.ttf"
_LONGEST: Final = {"text": 200, "money": 15, "date": 10, "multiline": 2000}
_DRESS: Final = b"/Written 10.5 Tf 0.08 0.13 0.16 rg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a box becomes: a text, a tick box, or one of the round boxes of a choice."""

    name: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    required: bool = False


def planted(printed: bytes, fields: Mapping[str, Field]) -> bytes:
    """The PDF with its boxes as form fields; the same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(printed)) as document:
        form = _Form(document, fields)
        for page in document.pages:
            form.plant_page(page)
        form.finish()
        written = io.BytesIO()
        document.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


class _Form:
    """The form of one document while its fields are planted."""

    def __init__(self, document: pikepdf.Pdf, fields: Mapping[str, Field]) -> None:
        self._document = document
        self._fields = fields
        self._planted: list[pikepdf.Object] = []
        self._choices: dict[str, pikepdf.Object] = {}
        self._font = _font(document)
        self._tags = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)

    def plant_page(self, page: pikepdf.Page) -> None:
        for link in page.obj.get("/Annots", ()):
            address = str(link.A.get("/URI", "")) if "/A" in link else ""
            if not address.startswith(_MARK):
                continue
            key, _, option = address.removeprefix(_MARK).partition(":")
            self._retag(link)
            for old in ("/A", "/Border", "/C", "/H", "/QuadPoints", "/BS", "/Dest"):
                if old in link:
                    del link[old]
            link.Subtype = Name.Widget
            link.F = 4  # printed
            link.P = page.obj
            self._plant(link, self._fields[key], key, option)
        page.obj.Tabs = Name.S

    def finish(self) -> None:
        self._document.Root.AcroForm = Dictionary(
            Fields=Array(self._planted),
            DR=Dictionary(Font=Dictionary(Written=self._font)),
            DA=String(_DRESS.decode()),
            NeedAppearances=False,
        )

    def _retag(self, link: pikepdf.Object) -> None:
        """The link's tag becomes a form tag that holds the widget alone."""
        tag = self._tags[int(link.StructParent)]
        tag.S = Name.Form
        kids: Iterable[Any] = tag.K if isinstance(tag.K, Array) else [tag.K]
        held = [kid for kid in kids if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR]
        tag.K = Array(held)
        for old in ("/Alt", "/A"):
            if old in tag:
                del tag[old]

    def _plant(self, widget: pikepdf.Object, field: Field, key: str, option: str) -> None:
        if field.kind == "choice":
            self._plant_option(widget, field, key, int(option))
            return
        widget.T = String(field.name)
        widget.TU = String(field.label)
        widget.Contents = String(field.label)
        if field.kind == "checkbox":
            self._tick(widget, "Yes", round_=False)
            widget.FT = Name.Btn
            widget.V = Name.Off
            widget.Ff = _REQUIRED if field.required else 0
        else:
            widget.FT = Name.Tx
            widget.V = String("")
            widget.DA = String(_DRESS.decode())
            widget.Ff = (_REQUIRED if field.required else 0) | (
                _MULTILINE if field.kind == "multiline" else 0
            )
            widget.MaxLen = _LONGEST.get(field.kind, _LONGEST["text"])
            widget.AP = Dictionary(N=self._drawing(widget, b"/Tx BMC EMC"))
        self._planted.append(widget)

    def _plant_option(self, widget: pikepdf.Object, field: Field, key: str, option: int) -> None:
        if key not in self._choices:
            whole = self._document.make_indirect(
                Dictionary(
                    FT=Name.Btn,
                    Ff=_RADIO | (_REQUIRED if field.required else 0),
                    T=String(field.name),
                    TU=String(field.label),
                    V=Name.Off,
                    Kids=Array([]),
                )
            )
            self._choices[key] = whole
            self._planted.append(whole)
        value, words = field.options[option]
        said = f"{field.label} : {words}"
        widget.TU = String(said)
        widget.Contents = String(said)
        widget.Parent = self._choices[key]
        self._choices[key].Kids.append(widget)
        self._tick(widget, value, round_=True)

    def _tick(self, widget: pikepdf.Object, value: str, *, round_: bool) -> None:
        width, height = _size(widget)
        mark = _dot(width, height) if round_ else _cross(width, height)
        widget.AP = Dictionary(
            N=Dictionary({f"/{value}": self._drawing(widget, mark), "/Off": self._drawing(widget, b"")})
        )
        widget.AS = Name.Off

    def _drawing(self, widget: pikepdf.Object, content: bytes) -> pikepdf.Object:
        width, height = _size(widget)
        drawing = self._document.make_stream(content)
        drawing.Type = Name.XObject
        drawing.Subtype = Name.Form
        drawing.BBox = Array([0, 0, width, height])
        drawing.Resources = Dictionary(Font=Dictionary(Written=self._font))
        return drawing


def _size(widget: pikepdf.Object) -> tuple[float, float]:
    left, bottom, right, top = (float(number) for number in widget.Rect)
    return round(right - left, 3), round(top - bottom, 3)


def _cross(width: float, height: float) -> bytes:
    a, b, c, d = width * 0.24, height * 0.24, width * 0.76, height * 0.76
    lines = f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l {a:.2f} {d:.2f} m {c:.2f} {b:.2f} l"
    return f"1.6 w 0.06 0.33 0.39 RG {lines} S".encode()


def _dot(width: float, height: float) -> bytes:
    """A filled circle of four curves in the middle of the box."""
    x, y, r = width / 2, height / 2, min(width, height) * 0.27
    k = r * 0.5523
    return (
        f"0.06 0.33 0.39 rg {x + r:.2f} {y:.2f} m "
        f"{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c f"
    ).encode()


def _font(document: pikepdf.Pdf) -> pikepdf.Object:
    """The font people write with: a simple TrueType font, because filling programs know no other."""
    file, facts, widths = _font_facts(_FONT_FILE)
    embedded = document.make_stream(file)
    embedded.Length1 = len(file)
    described = document.make_indirect(
        Dictionary(Type=Name.FontDescriptor, Flags=32, FontFile2=embedded, ItalicAngle=0, StemV=80, **facts)
    )
    return document.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=facts["FontName"],
            Encoding=Name.WinAnsiEncoding,
            FirstChar=32,
            LastChar=255,
            Widths=Array(widths),
            FontDescriptor=described,
        )
    )


@lru_cache(maxsize=2)
def _font_facts(path: Path) -> tuple[bytes, dict[str, Any], list[int]]:
    with TTFont(path) as font:
        units = int(font["head"].unitsPerEm)
        signs, advances = font.getBestCmap(), font["hmtx"]

        def scaled(number: float) -> int:
            return round(number * 1000 / units)

        widths = []
        for code in range(32, 256):
            sign = bytes([code]).decode("cp1252", "replace")
            glyph = signs.get(ord(sign), ".notdef")
            widths.append(scaled(advances[glyph][0]))
        head, across, weight = font["head"], font["hhea"], font["OS/2"]
        facts = {
            "FontName": Name("/" + font["name"].getDebugName(6)),
            "FontBBox": Array([scaled(n) for n in (head.xMin, head.yMin, head.xMax, head.yMax)]),
            "Ascent": scaled(across.ascent),
            "Descent": scaled(across.descent),
            "CapHeight": scaled(weight.sCapHeight),
        }
    return path.read_bytes(), facts, widths
