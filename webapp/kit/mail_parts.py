"""The words of a mail from one text file: its first line is the subject, the rest becomes text and HTML.

The file is Jinja (sandboxed, strict) and very little else: blank lines between paragraphs, `- ` for a list,
`[words](address)` alone on a line for the one thing to do, `**code**` alone on a line for a code to type.
Where a notice needs more, `<lang>.html` beside it takes the place of the HTML made here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any, Final

import css_inline
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from webapp.kit import written_text
from webapp.kit.texts import BadTextError, Library, fill

LAYOUT: Final = "notices/_mail.html"
BULLETIN_LAYOUT: Final = "bulletins/layout.html"
BULLETIN_WORDS: Final = "bulletins/words.toml"
_BUTTON: Final = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s()]+)\)")
_CODE: Final = re.compile(r"\*\*([A-Z0-9 -]+)\*\*")


def render(library: Library, path: str, context: Mapping[str, Any], *, language: str) -> tuple[str, str, str]:
    """Subject, text and HTML of `<path>.txt` (and `<path>.html`, if there is one).

    Raises BadTextError when a name is unknown, the subject is missing, or a template is wrong.
    """
    source, _ = fill(library.read(f"{path}.txt"), context, name=f"content/{path}.txt")
    subject, _, body = source.partition("\n")
    subject, body = subject.strip(), re.sub(r"\n{3,}", "\n\n", body.strip())
    if not subject or not body:
        raise BadTextError(f"content/{path}.txt: the first line is the subject, the rest the mail")
    fund = context["fund"]
    signature = f"{fund['name']}\n{fund['phone']} · {fund['website']}"
    text = f"{plain(body)}\n\n-- \n{signature}\n"
    inner = _own_html(library, path, context) or Markup(html(body))  # noqa: S704 - escaped in html()
    page = _filled(
        library.read(LAYOUT),
        {**context, "body": inner, "subject": subject, "language": language},
        name=f"content/{LAYOUT}",
    )
    return subject, text, _inliner().inline(page)


def bulletin(
    library: Library,
    *,
    subject: str,
    body: str,
    number: int,
    language: str,
    fund: Mapping[str, Any],
    link: written_text.LinkResolver,
    addresses: Mapping[str, str],
) -> tuple[str, str]:
    """Text and HTML of a bulletin's issue, whose words staff typed; nothing in them is carried out.

    `addresses` are `archive_url`, `choices_url` and `unsubscribe_url`; they may be places of a skeleton.
    """
    words = library.toml(BULLETIN_WORDS)[language]
    line = words["number"].format(number=number)
    text = (
        f"{fund['short_name']} · {line}\n{words['archive']}: {addresses['archive_url']}\n\n"
        f"{subject}\n{'=' * min(len(subject), 70)}\n\n{written_text.plain(body, link=link)}\n-- \n"
        f"{words['why']}\n{words['leave_words']}\n{addresses['unsubscribe_url']}\n"
        f"{words['choices']}:\n{addresses['choices_url']}\n\n"
        f"{fund['legal_identity']}\n{fund['phone']} · {fund['website']}\n"
    )
    page = _filled(
        library.read(BULLETIN_LAYOUT),
        {
            "body": written_text.html(body, link=link),
            "subject": subject,
            "language": language,
            "words": words,
            "number_line": line,
            "fund": fund,
            **addresses,
        },
        name=f"content/{BULLETIN_LAYOUT}",
    )
    return text, _inliner().inline(page)


def plain(body: str) -> str:
    """The text part: a thing to do becomes its words and its address on the next line."""
    return "\n".join(_plain_line(line) for line in body.splitlines())


def html(body: str) -> str:
    """The HTML part, without its frame; everything is escaped."""
    return "\n".join(_block(block.strip("\n")) for block in re.split(r"\n\s*\n", body) if block.strip())


def _plain_line(line: str) -> str:
    if found := _BUTTON.fullmatch(line.strip()):
        return f"{found[1]}:\n{found[2]}"
    if found := _CODE.fullmatch(line.strip()):
        return f"    {found[1]}"
    return line


def _block(block: str) -> str:
    if found := _BUTTON.fullmatch(block.strip()):
        address = escape(found[2])
        return (
            f'<p><a class="do" href="{address}">{escape(found[1])}</a></p>\n<p class="address">{address}</p>'
        )
    if found := _CODE.fullmatch(block.strip()):
        return f'<p class="code">{escape(found[1])}</p>'
    lines = block.splitlines()
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>".join(escape(line) for line in lines) + "</p>"


def _own_html(library: Library, path: str, context: Mapping[str, Any]) -> Markup | None:
    try:
        source = library.read(f"{path}.html")
    except BadTextError:
        return None
    return Markup(_filled(source, context, name=f"content/{path}.html"))  # noqa: S704 - autoescaped


def _filled(source: str, context: Mapping[str, Any], *, name: str) -> str:
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        return sandbox.from_string(source).render(context)
    except TemplateError as error:
        raise BadTextError(f"{name}: {error}") from error


@cache
def _inliner() -> css_inline.CSSInliner:
    """Style sheets into attributes, as mail programs want them; nothing is ever fetched."""
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
