"""Documents kept under the hash of their content, so that what is read back is what was kept.

A document is written aside, forced to disk and renamed: it is there whole or not at all. Every read checks
the hash again. Names say nothing about their content and hold no personal number. What people upload goes
through `webapp.kit.uploads` first.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from flask import current_app

_NAME = re.compile(r"[0-9a-f]{64}")


class StoreError(Exception):
    """A document could not be kept or read; `code` tells the page and the operator which trouble it is."""

    def __init__(self, code: str, what: str) -> None:
        self.code = code
        super().__init__(f"{code}: {what}")


class Store:
    """A folder of documents, spread over 256 sub-folders; safe for many processes at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """Keep a document for good and return its name; keeping it twice is keeping it once.

        Raises StoreError with code `full` (no space, nothing kept) or `unwritable`.
        """
        name = hashlib.sha256(content).hexdigest()
        place = self._place(name)
        if place.exists():
            try:
                self.read(name)
            except StoreError:
                pass  # damaged on disk: written anew below
            else:
                return name
        aside = ""
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(place)
            _force_folder(place.parent)
        except OSError as error:
            if aside:
                Path(aside).unlink(missing_ok=True)
            code = "full" if error.errno in {28, 122} else "unwritable"  # ENOSPC, EDQUOT
            raise StoreError(code, error.strerror or "") from error
        return name

    def read(self, name: str) -> bytes:
        """The document; raises StoreError with code `bad_name`, `missing` or `damaged`."""
        try:
            content = self._place(name).read_bytes()
        except FileNotFoundError:
            raise StoreError("missing", name) from None
        except OSError as error:
            raise StoreError("unreadable", error.strerror or "") from error
        if hashlib.sha256(content).hexdigest() != name:
            raise StoreError("damaged", name)
        return content

    def has(self, name: str) -> bool:
        """Whether a document of that name is there (its content is checked when it is read)."""
        return self._place(name).is_file()

    def forget(self, name: str) -> None:
        """Remove a document whose time to be kept is over; harmless when it is gone already."""
        self._place(name).unlink(missing_ok=True)

    def _place(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise StoreError("bad_name", "a document's name has 64 hexadecimal digits")
        return self.folder / name[:2] / name


def open_store(address: str) -> Store:
    """The folder that DOCUMENT_STORE names; raises StoreError `unsupported` for s3:// (not built yet)."""
    if "://" in address and not address.startswith("file://"):
        raise StoreError("unsupported", "only a folder can hold the documents")
    return Store(Path(address.removeprefix("file://")))


def keep(content: bytes) -> str:
    """Keep a document in the house's store and return its name; raises StoreError."""
    return _ours().keep(content)


def read(name: str) -> bytes:
    """A document of the house's store; raises StoreError."""
    return _ours().read(name)


def forget(name: str) -> None:
    """Remove a document of the house's store whose time to be kept is over."""
    _ours().forget(name)


def has(name: str) -> bool:
    """Whether the house's store holds a document of that name."""
    return _ours().has(name)


def _ours() -> Store:
    return open_store(current_app.config["SETTINGS"].documents)


def _force_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
