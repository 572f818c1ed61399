"""Reading a calculator's page as a person does: the big figure, a fact by its label, the first table."""

from __future__ import annotations

import re


def figure(page) -> str:
    """The number that people came for."""
    found = re.search(r'calculator-sum"><span class="figure money">([^<]+)<', page.text)
    assert found, "the page has no figure"
    return found[1]


def fact(page, label: str) -> str:
    """What stands beside a label under the figure."""
    found = re.search(rf'<dt>{re.escape(label)}.*?<dd class="money">([^<]+)<', page.text, re.DOTALL)
    assert found, label
    return found[1]


def table(page) -> list[list[str]]:
    """The cells of the first table, row by row."""
    body = page.text.split("<tbody>")[1].split("</tbody>")[0]
    return [re.findall(r"<t[hd][^>]*>([^<]*)<", row) for row in body.split("<tr")[1:]]
