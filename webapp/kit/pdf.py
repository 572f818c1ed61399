"""Print PDFs; the only place that knows Typst. Every letter is PDF/A-2a and PDF/UA-1 in one file.

Templates are files of content/ (`notices/….typ`); data goes in as JSON and is never joined to the source, so
what people write stays text. One compiler lives per process; a process that forks after printing prints
anew with its own (do not print before a fork: the engine's threads do not come along).
"""

from __future__ import annotations

import atexit
import io
import json
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, Final, Literal

import pikepdf
import typst
from fontTools.ttLib import TTFont

Standard = Literal["a-2a", "ua-1"]
LETTER: Final[tuple[Standard, ...]] = ("a-2a", "ua-1")
FORM: Final[tuple[Standard, ...]] = ("ua-1",)  # a fillable form cannot be an archive copy
_A4: Final = (595, 842)
_PARTS: Final = ("brand", "notices")
_AMBIGUOUS: Final = b"\r\nendstream"
_WAYS_TO_WRITE: Final = (
    pikepdf.ObjectStreamMode.preserve,
    pikepdf.ObjectStreamMode.generate,
    pikepdf.ObjectStreamMode.disable,
)
_UNKNOWN_SIGN: Final = "\u25a1"


class PrintError(Exception):
    """A template could not be printed; the sentence is the engine's and names the file."""


class Press:
    """One compiler over the content folders, the fund's own first; safe for the threads of one process."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._root = _joined(tuple(folders))
        fonts = self._root / "brand" / "fonts"
        self._signs = _signs(fonts)
        self.logo = (self._root / "brand" / "logo.svg").is_file()
        self._lock = Lock()
        # the first input only opens the compiler: it wants a file, not a text
        self._compiler = typst.Compiler(
            input=str(self._root / "notices" / "_letter.typ"),
            root=str(self._root),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
        )

    def print(
        self, template: str, data: Mapping[str, Any], *, standards: Sequence[Standard] = LETTER
    ) -> bytes:
        """The PDF of a template (`notices/kind/fr.typ`); the same data gives the same bytes.

        Raises PrintError.
        """
        place = self._root / template
        if not place.is_file():
            raise PrintError(f"content/{template} is missing")
        inputs = {"data": json.dumps(self._legible(data), ensure_ascii=False)}
        try:
            with self._lock:
                printed = self._compiler.compile(
                    input=str(place), sys_inputs=inputs, pdf_standards=list(standards), timestamp=0
                )
        except typst.TypstError as error:
            raise PrintError(f"content/{template}: {error}") from error
        if not isinstance(printed, bytes):
            raise PrintError(f"content/{template}: the engine gave no single file")
        return _plain_ends(printed)

    def _legible(self, value: Any) -> Any:
        """The data with every sign the fonts lack made visible as a box: an archive copy must show all."""
        if isinstance(value, str):
            text = unicodedata.normalize("NFC", value)
            if text.isascii() and text.isprintable():
                return text
            return "".join(self._sign(sign) for sign in text)
        if isinstance(value, Mapping):
            return {name: self._legible(part) for name, part in value.items()}
        if isinstance(value, list | tuple):
            return [self._legible(part) for part in value]
        return value

    def _sign(self, sign: str) -> str:
        if sign == "\n" or sign in self._signs:
            return sign
        if sign == "\t":
            return " "
        if unicodedata.category(sign) in {"Cc", "Cf"}:
            return ""
        return _UNKNOWN_SIGN


def pages_of(printed: bytes) -> int:
    """How many pages a document has."""
    with pikepdf.open(io.BytesIO(printed)) as document:
        return len(document.pages)


def join(parts: Sequence[bytes], into: BinaryIO, *, two_sided: bool) -> None:
    """Many documents as one file for a printer; on both sides, each begins on a sheet of its own."""
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as document:
                whole.pages.extend(document.pages)
                if two_sided and len(document.pages) % 2:
                    whole.add_blank_page(page_size=_A4)
        whole.save(into)


def press(folders: Sequence[Path]) -> Press:
    """The press of this process for these content folders; made at the first letter, kept for the next."""
    return _press(tuple(folders), os.getpid())


@lru_cache(maxsize=4)
def _press(folders: tuple[Path, ...], _process: int) -> Press:
    return Press(folders)


def _signs(fonts: Path) -> frozenset[str]:
    """Every sign that some font of the letters can draw."""
    signs: set[str] = set()
    for file in sorted(fonts.glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            signs.update(map(chr, font.getBestCmap()))
    return frozenset(signs)


def _joined(folders: tuple[Path, ...]) -> Path:
    """One folder in which the fund's files lie over ours, for an engine that reads below one root only."""
    folders = tuple(folder for folder in folders if any((folder / part).is_dir() for part in _PARTS))
    if len(folders) == 1:
        return folders[0].resolve()
    root = Path(tempfile.mkdtemp(prefix="guichet-press-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    for folder in reversed(folders):
        for part in _PARTS:
            if (folder / part).is_dir():
                shutil.copytree(folder / part, root / part, dirs_exist_ok=True)
    return root.resolve()


def _plain_ends(printed: bytes) -> bytes:
    """The PDF without streams that end in CR, where readers may take CR and LF for one line end.

    The last byte of a compressed stream is chance (one in 256), and archive checkers count its length by the
    line end. Such a stream gets one more byte, which every decoder leaves unread.
    """
    if _AMBIGUOUS not in printed:
        return printed
    with pikepdf.open(io.BytesIO(printed)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream) and thing.read_raw_bytes().endswith(b"\r"):
                how: Any = thing.stream_dict
                thing.write(
                    thing.read_raw_bytes() + b"\0",
                    filter=how.get("/Filter"),
                    decode_parms=how.get("/DecodeParms"),
                )
        for mode in _WAYS_TO_WRITE:
            written = io.BytesIO()
            document.save(written, deterministic_id=True, object_stream_mode=mode)
            if _AMBIGUOUS not in written.getvalue():
                break
    return written.getvalue()
