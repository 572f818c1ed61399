"""The reader of content/: files a fund may override, live amounts in a sandbox, Markdown to HTML.

A fund's own content folders are searched before ours, file by file. Texts are Jinja first (sandboxed,
strict: an unknown name is an error, never an empty place) and Markdown second, with raw HTML off.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin

from webapp.config import ROOT

OURS: Final = ROOT / "content"
CONTAINERS: Final = ("short", "note", "warning", "steps", "aside")
RAW: Final = "\ue000{}\ue001"
_RAW_PLACE: Final = re.compile("\ue000(\\d+)\ue001")

#: Tokens of a line that are words, or the space between two lines of them.
_WORDS: Final = frozenset({"text", "code_inline", "softbreak"})
#: What ends a piece already: one without it gets a full stop.
_ENDS: Final = (".", "?", "!", ":", ";", ",", "…")

LinkResolver = Callable[[str], str]


class BadTextError(ValueError):
    """A text of content/ that cannot be read or rendered; the sentence names the file."""


class Library:
    """The folders of content, the fund's own first."""

    def __init__(self, own: Sequence[Path] = ()) -> None:
        """Search `own` folders before ours."""
        self.folders = (*own, OURS)

    def find(self, path: str) -> Path:
        """The file a reader gets for a path inside content/.

        Raises:
            BadTextError: no folder has it.
        """
        for folder in self.folders:
            if (folder / path).is_file():
                return folder / path
        raise BadTextError(f"content/{path} is missing")

    def read(self, path: str) -> str:
        """The text of a file."""
        return self.find(path).read_text(encoding="utf-8")

    def toml(self, path: str) -> dict[str, Any]:
        """The facts of a TOML file, decimals exact."""
        return read_toml(self.find(path))

    def children(self, path: str) -> list[str]:
        """The names of the folders below a path, over all content folders, sorted."""
        found = {
            child.name
            for folder in self.folders
            if (folder / path).is_dir()
            for child in (folder / path).iterdir()
            if child.is_dir() and not child.name.startswith((".", "_"))
        }
        return sorted(found)

    def files(self, path: str, suffix: str) -> list[str]:
        """The names, without their suffix, of the files in a folder, over all content folders, sorted."""
        found = {
            file.stem
            for folder in self.folders
            if (folder / path).is_dir()
            for file in (folder / path).iterdir()
            if file.suffix == suffix and not file.name.startswith((".", "_"))
        }
        return sorted(found)


@cache
def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file, read once.

    Raises:
        BadTextError: the file is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise BadTextError(f"{path.name}: {error}") from error


def fill(source: str, context: Mapping[str, Any], *, name: str) -> tuple[str, list[Markup]]:
    """Fill in the live values of a text.

    Values that are ready HTML (an explained amount) are held aside and come back after Markdown, so
    that Markdown cannot spoil them.

    Raises:
        BadTextError: an unknown name, or a mistake in the text.
    """
    pieces: list[Markup] = []

    def hold(value: Any) -> Any:
        if isinstance(value, Markup):
            pieces.append(value)
            return RAW.format(len(pieces) - 1)
        return value

    sandbox = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=hold, autoescape=False, keep_trailing_newline=True
    )
    try:
        return sandbox.from_string(source).render(context), pieces
    except (TemplateError, TypeError, ArithmeticError) as error:
        raise BadTextError(f"{name}: {error}") from error


def html(source: str, context: Mapping[str, Any], *, name: str, link: LinkResolver) -> Markup:
    """A text of content/ as HTML, with its live values and its inner links resolved."""
    text, pieces = fill(source, context, name=name)
    rendered = _markdown().render(text, {"link": link})
    return Markup(_RAW_PLACE.sub(lambda match: str(pieces[int(match[1])]), rendered))  # noqa: S704 - html is off


def tree(text: str, *, link: LinkResolver) -> SyntaxTreeNode:
    """A text whose values are filled in, as a tree of its parts, for media other than HTML."""
    return SyntaxTreeNode(_markdown().parse(text, {"link": link}))


def headings(source: str) -> list[tuple[str, str]]:
    """The second-level headings of a text with their anchors, for the contents in the margin."""
    return list(_headings(_markdown().parse(source)))


def sections(source: str) -> list[tuple[str, str, str]]:
    """A text cut at its headings: (words, anchor, plain text); what stands before the first has no words.

    Live values are left out: who searches a word does not look for an amount of today.
    """
    bare = re.sub(r"{%.*?%}", "", re.sub(r"{{.*?}}", "…", source))
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    in_heading = False
    for token in _markdown().parse(bare):
        if token.type in {"heading_open", "heading_close"}:
            in_heading = token.type == "heading_open"
        elif token.type == "inline":
            children = (child for child in token.children or () if child.type in _WORDS)
            words = "".join(" " if child.type == "softbreak" else child.content for child in children)
            if in_heading:
                found.append((words, anchor(token.content), []))
            else:
                found[-1][2].append(words if words.endswith(_ENDS) else f"{words}.")
    return [(words, at, " ".join(parts)) for words, at, parts in found if words or parts]


def anchor(words: str) -> str:
    """A readable anchor from the words of a heading."""
    return re.sub(r"[^\w]+", "-", words.casefold()).strip("-")


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    markdown.use(deflist_plugin)
    for kind in CONTAINERS:
        markdown.use(container_plugin, kind, render=_container(kind))
    markdown.core.ruler.push("anchors", _add_anchors)
    markdown.core.ruler.push("links", _resolve_links)
    return markdown


def _container(kind: str) -> Callable[..., str]:
    tag = "aside" if kind == "aside" else "div"

    def render(_self: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
        return f'<{tag} class="box {kind}">\n' if tokens[index].nesting == 1 else f"</{tag}>\n"

    return render


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            words = tokens[index + 1].content
            yield words, anchor(words)


def _add_anchors(state: Any) -> None:
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(state.tokens[index + 1].content))


def _resolve_links(state: Any) -> None:
    link = state.env.get("link")
    if link is None:
        return
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", link(str(child.attrGet("href"))))
