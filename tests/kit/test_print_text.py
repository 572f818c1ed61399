"""A text for the press: every part of the Markdown we write becomes data, and nothing in it can act."""

from __future__ import annotations

from webapp.kit.print_text import blocks

TEXT = """First **strong** and *soft* words, [a link](page:contact).

::: short
## In short

- one
- two
:::

::: steps
1. do this
2. then that
:::

| head | other |
|---|---|
| cell | 12 |

`#code` and <b>html</b>
"""


def drawn():
    return blocks(TEXT, link=lambda target: f"to:{target}")


def test_words_keep_their_weight_and_where_they_lead():
    spans = drawn()[0]["spans"]
    assert [span["text"] for span in spans if span["strong"]] == ["strong"]
    assert [span["text"] for span in spans if span["soft"]] == ["soft"]
    assert [(span["text"], span["href"]) for span in spans if span["href"]] == [("a link", "to:page:contact")]


def test_boxes_hold_their_headings_and_lists():
    short, steps = [block for block in drawn() if block["kind"] == "box"]
    assert (short["box"], steps["box"]) == ("short", "steps")
    assert [block["kind"] for block in short["blocks"]] == ["heading", "list"]
    assert short["blocks"][0]["level"] == 2
    assert steps["blocks"][0]["ordered"]
    assert len(steps["blocks"][0]["items"]) == 2


def test_a_table_has_its_head_first():
    table = next(block for block in drawn() if block["kind"] == "table")
    assert [[cell[0]["text"] for cell in row] for row in table["rows"]] == [["head", "other"], ["cell", "12"]]


def test_what_looks_like_code_stays_text():
    words = "".join(span["text"] for span in drawn()[-1]["spans"])
    assert words == "#code and <b>html</b>"
