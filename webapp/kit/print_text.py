"""A text of content/ as plain data for the press: blocks and spans, no markup that could act.

The template draws what it finds (`content/notices/_brochure.typ`). A span is words with their weight and
where they lead; a block is one of heading, text, list, box, table, code or rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from webapp.kit import texts
from webapp.kit.texts import LinkResolver

Block = dict[str, Any]
Span = dict[str, Any]


def blocks(text: str, *, link: LinkResolver) -> list[Block]:
    """The blocks of a text whose values are filled in already; `link` says where its links lead."""
    return list(_blocks(texts.tree(text, link=link).children))


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        if node.type == "heading":
            yield {"kind": "heading", "level": int(node.tag[1]), "spans": _spans(node)}
        elif node.type == "paragraph":
            yield {"kind": "text", "spans": _spans(node)}
        elif node.type in {"bullet_list", "ordered_list"}:
            items = [list(_blocks(item.children)) for item in node.children]
            yield {"kind": "list", "ordered": node.type == "ordered_list", "items": items}
        elif node.type.startswith("container_"):
            box = node.type.removeprefix("container_")
            yield {"kind": "box", "box": box, "blocks": list(_blocks(node.children))}
        elif node.type == "blockquote":
            yield {"kind": "box", "box": "note", "blocks": list(_blocks(node.children))}
        elif node.type == "table":
            yield {"kind": "table", "rows": [[_spans(cell) for cell in row.children] for row in _rows(node)]}
        elif node.type == "dl":
            yield from _definitions(node)
        elif node.type in {"fence", "code_block"}:
            yield {"kind": "code", "text": node.content.rstrip()}


def _rows(table: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    for part in table.children:
        yield from part.children


def _definitions(node: SyntaxTreeNode) -> Iterator[Block]:
    for part in node.children:
        if part.type == "dt":
            yield {"kind": "text", "spans": [span | {"strong": True} for span in _spans(part)]}
        else:
            yield from _blocks(part.children)


def _spans(node: SyntaxTreeNode) -> list[Span]:
    """The words of a block, those of its inline child if it has one."""
    return list(_inline(node, strong=False, soft=False, href=""))


def _inline(node: SyntaxTreeNode, *, strong: bool, soft: bool, href: str) -> Iterator[Span]:
    for child in node.children:
        if child.type in {"text", "code_inline"} and child.content:
            yield {"text": child.content, "strong": strong, "soft": soft, "href": href}
        elif child.type in {"softbreak", "hardbreak"}:
            yield {"text": " ", "strong": strong, "soft": soft, "href": href}
        else:
            yield from _inline(
                child,
                strong=strong or child.type == "strong",
                soft=soft or child.type == "em",
                href=str(child.attrs["href"]) if child.type == "link" else href,
            )
