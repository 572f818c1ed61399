"""Files that people join: taken in after examination, given out only as a download that can do nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import quote

from flask import Response
from werkzeug.datastructures import FileStorage

from webapp.domain.cases import DocumentView, Upload
from webapp.kit import files, uploads
from webapp.kit.uploads import UploadRefusedError
from webapp.views.case_words import refusal_words

#: A byte more than may come, so that what is too large is seen as such.
_READ = uploads.MOST_BYTES + 1


def take_in(sent: Iterable[FileStorage], keep: Callable[[Upload], None]) -> list[str]:
    """Examine and store what was sent; gives the sentences for what was refused."""
    refused = []
    for file in sent:
        if not file.filename:
            continue
        try:
            good = uploads.examine(file.stream.read(_READ), file.filename)
        except UploadRefusedError as error:
            refused.append(refusal_words(uploads.shown_name(file.filename), error))
            continue
        keep(
            Upload(
                name=good.name,
                media_type=good.media_type,
                size=len(good.content),
                stored_as=files.keep(good.content),
            )
        )
    return refused


def as_download(document: DocumentView) -> Response:
    """A joined file: never shown inside our pages, whatever it holds (RFC 6266 and 8187 for its name)."""
    answer = Response(files.read(document.stored_as), mimetype=document.media_type)
    plain = "".join(sign if sign.isascii() and sign not in '"\\' else "_" for sign in document.name)
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(document.name, safe='')}"
    )
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
