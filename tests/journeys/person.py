"""A person at a browser without JavaScript: follows links, fills in forms as the page gives them, and sends them."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

Field = tuple[str, str]
#: The file chosen for a field: its name and its content.
Files = dict[str, tuple[str, bytes]]


@dataclass
class Form:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str, str, str]] = field(default_factory=list)
    words: str = ""


class _Forms(HTMLParser):
    """The forms of a page with the values that a browser would send untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select = self._area = self._text = ""
        self._button: tuple[str, str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(has.get("action", ""), has.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None:
            self._open.names |= {has["name"]} if has.get("name") and tag != "button" else set()
            begin = getattr(self, f"begin_{tag}", None)
            if begin is not None:
                begin(self._open, has, has.get("name", ""), has.get("value", ""))

    def begin_input(self, form: Form, has: dict[str, str], name: str, value: str) -> None:
        kind = has.get("type", "text")
        if kind in {"checkbox", "radio"} and "checked" in has:
            form.fields.append((name, value or "on"))
        elif kind not in {"checkbox", "radio", "submit", "file", "image"} and name:
            form.fields.append((name, value))

    def begin_select(self, _form: Form, _has: dict[str, str], name: str, _value: str) -> None:
        self._select = name

    def begin_option(self, form: Form, has: dict[str, str], _name: str, value: str) -> None:
        if self._select and "selected" in has:
            form.fields.append((self._select, value))

    def begin_textarea(self, _form: Form, _has: dict[str, str], name: str, _value: str) -> None:
        self._area, self._text = name, ""

    def begin_button(self, _form: Form, has: dict[str, str], name: str, value: str) -> None:
        self._button, self._text = (name, value, has.get("formaction", "")), ""

    def handle_data(self, data: str) -> None:
        self._text += data
        if self._open is not None:
            self._open.words += data

    def handle_endtag(self, tag: str) -> None:
        if self._open is None:
            return
        if tag == "textarea" and self._area:
            self._open.fields.append((self._area, self._text.removeprefix("\n")))
            self._area = ""
        elif tag == "button" and self._button:
            self._open.buttons.append((*self._button, " ".join(self._text.split())))
            self._button = None
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._open = None


class _Seen(urllib.request.HTTPRedirectHandler):
    """Redirects are followed as a browser does: with GET."""

    def http_error_308(self, *arguments: Any) -> Any:
        return self.http_error_302(*arguments)


class Person:
    """One browser window with its own cookies."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.jar = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Seen())
        self.status, self.url, self.page, self.body = 0, base, "", b""
        self.headers: Any = {}

    def open(self, address: str, **headers: str) -> str:
        """Go to a page and read it."""
        return self._send(urllib.request.Request(urljoin(self.url, address), headers=headers))

    def follow(self, words: str) -> str:
        """Click the link with these words in it."""
        for href, inner in re.findall(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', self.page, flags=re.DOTALL):
            if words in " ".join(re.sub(r"<[^>]+>", "", inner).split()):
                return self.open(href.replace("&amp;", "&"))
        raise AssertionError(f"{self.url} has no link {words!r}")

    def fill(
        self, *, where: str = "", button: str = "", files: Files | None = None, **typed: str | list[str]
    ) -> str:
        """Fill in the form that has these fields and send it, with the button of that name or value."""
        form = self.form(*typed, *(files or {}), where=where, button=button)
        fields = [(name, value) for name, value in form.fields if name not in typed]
        for name, value in typed.items():
            fields += [(name, one) for one in (value if isinstance(value, list) else [value])]
        action = form.action
        for name, value, formaction, words in form.buttons:
            if button and button in {name, value, words}:
                action = formaction or action
                if name:
                    fields.append((name, value))
        address = urljoin(self.url, action.replace("&amp;", "&")) if action else self.url
        if form.method == "get":
            return self.open(f"{address.split('?')[0]}?{urlencode(fields)}")
        return self.post(address, fields, files=files)

    def post(self, address: str, fields: list[Field], *, files: Files | None = None, **headers: str) -> str:
        """Send fields as a form of this page would."""
        parts = urlsplit(self.base)
        request = urllib.request.Request(urljoin(self.url, address), method="POST")
        if files:
            request.data, content_type = _multipart(fields, files)
        else:
            request.data, content_type = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        request.add_header("Content-Type", content_type)
        request.add_header("Origin", f"{parts.scheme}://{parts.netloc}")
        for name, value in headers.items():
            request.add_header(name, value)
        return self._send(request)

    def form(self, *names: str, where: str = "", button: str = "") -> Form:
        """The form of this page that has these fields, this button, and `where` in its words or address."""
        for form in self.forms():
            fits = where.lower() in f"{form.words} {form.action}".lower()
            fits = fits and (not button or any(button in one for one in form.buttons))
            if fits and form.names >= set(names):
                return form
        raise AssertionError(f"{self.url} has no form with {names} {where!r}:\n{self.words()[:1500]}")

    def forms(self) -> list[Form]:
        found = _Forms()
        found.feed(self.page)
        return found.forms

    def words(self) -> str:
        """What stands on the page, without its markup."""
        body = re.sub(r"<(script|style|head)\b.*?</\1>", "", self.page, flags=re.DOTALL)
        text = re.sub(r"<[^>]+>", " ", body)
        for sign, plain in {"&nbsp;": " ", "\u00a0": " ", "\u202f": " ", "&amp;": "&", "&#39;": "'", "&quot;": '"'}.items():
            text = text.replace(sign, plain)
        return " ".join(text.split())

    def _send(self, request: urllib.request.Request) -> str:
        try:
            answer = self._opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.body = answer.read()
            self.status, self.url, self.headers = answer.status, answer.url, answer.headers
        self.page = self.body.decode("utf-8", errors="replace")
        return self.page


def _multipart(fields: list[Field], files: Files) -> tuple[bytes, str]:
    border = uuid.uuid4().hex
    lines: list[bytes] = []
    for name, value in fields:
        lines += [f"--{border}".encode(), f'Content-Disposition: form-data; name="{name}"'.encode(), b"", value.encode()]
    for name, (file, content) in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file}"'
        lines += [f"--{border}".encode(), head.encode(), b"Content-Type: application/octet-stream", b"", content]
    return b"\r\n".join([*lines, f"--{border}--".encode(), b""]), f"multipart/form-data; boundary={border}"
