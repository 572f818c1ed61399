"""Texts that staff type for the public: a small Markdown that becomes page, mail and plain text alike.

Nothing in them is carried out: no HTML, no template, no picture from elsewhere (a picture in a mail tells who
read it when). Links are resolved by the caller, who knows where `page:contact` leads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

LinkResolver = Callable[[str], str]

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000\ue001]")
_OUTSIDE: Final = ("https://", "http://", "mailto:", "tel:")


def cleaned(source: str) -> str:
    """A typed text with plain line ends and without signs that nobody sees."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", lines).strip()


def html(source: str, *, link: LinkResolver) -> Markup:
    """The text as HTML; headings begin at h2, because the page or mail has its own h1."""
    tokens = _parsed(source, link)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{max(2, int(token.tag[1]))}"
    return Markup(_markdown().renderer.render(tokens, _markdown().options, {}))  # noqa: S704 - html is off


def plain(source: str, *, link: LinkResolver) -> str:
    """The text for readers without HTML: links show their address, lists their signs."""
    return "\n\n".join(_Plain().walk(_parsed(source, link))) + "\n"


def targets(source: str) -> list[str]:
    """Where the links of a text lead, as they are typed."""
    found = (child for token in _markdown().parse(source) for child in token.children or ())
    return [str(child.attrGet("href")) for child in found if child.type == "link_open"]


def leads_outside(target: str) -> bool:
    """Whether a link needs no resolving: an address of the web, of mail or a telephone number."""
    return target.startswith(_OUTSIDE)


def _parsed(source: str, link: LinkResolver) -> list[Token]:
    tokens = _markdown().parse(source)
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", link(str(child.attrGet("href"))))
    return tokens


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


class _Plain:
    """Walks through a parsed text and writes it down block by block; a list is one block."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._quotes = 0
        self._counters: list[int] = []  # one per open list; 0 in lists without numbers
        self._sign = ""

    def walk(self, tokens: Sequence[Token]) -> list[str]:
        for token in tokens:
            getattr(self, token.type, self._pass)(token)
        return self.blocks

    def _pass(self, token: Token) -> None:
        """Whatever needs no sign of its own."""

    def bullet_list_open(self, _token: Token) -> None:
        self._begin_list(0)

    def ordered_list_open(self, token: Token) -> None:
        self._begin_list(int(token.attrGet("start") or 1))

    def _begin_list(self, counter: int) -> None:
        if not self._counters:
            self.blocks.append("")
        self._counters.append(counter)

    def bullet_list_close(self, _token: Token) -> None:
        self._counters.pop()

    ordered_list_close = bullet_list_close

    def list_item_open(self, _token: Token) -> None:
        counter = self._counters[-1]
        self._sign = f"{counter}. " if counter else "- "
        self._counters[-1] += 1 if counter else 0

    def blockquote_open(self, _token: Token) -> None:
        self._quotes += 1

    def blockquote_close(self, _token: Token) -> None:
        self._quotes -= 1

    def hr(self, _token: Token) -> None:
        self.blocks.append("---")

    def fence(self, token: Token) -> None:
        self.blocks.append(token.content.rstrip())

    code_block = fence

    def inline(self, token: Token) -> None:
        before = "> " * self._quotes
        if not self._counters:
            self.blocks.append(before + _words(token).replace("\n", f"\n{before}"))
            return
        before += "  " * (len(self._counters) - 1)
        line = before + (self._sign or "  ") + _words(token).replace("\n", f"\n{before}  ")
        self._sign = ""
        self.blocks[-1] = f"{self.blocks[-1]}\n{line}".lstrip("\n")


def _words(inline: Token) -> str:
    """The words of a line; a link is followed by its address unless it shows it already."""
    written, opened = [], ""
    shown: list[str] = []
    for child in inline.children or ():
        if child.type == "link_open":
            opened, shown = str(child.attrGet("href")), []
        elif child.type == "link_close":
            written.append("".join(shown))
            if opened.removeprefix("mailto:").removeprefix("tel:") not in "".join(shown):
                written.append(f" ({opened})")
            opened = ""
        else:
            words = "\n" if child.type in {"softbreak", "hardbreak"} else child.content
            (shown if opened else written).append(words)
    return "".join(written)
