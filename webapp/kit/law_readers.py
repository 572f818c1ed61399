"""Which values of the law a piece of code reads: found in its source and in the rules it imports.

A value is asked for by its name, so the names stand in the sources as text. A name that is put together
(``f"company.{size}"``) counts for every value that begins like it. Rather too many than one too few: what is
found here is looked at by a person before a change of the law is published.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

#: Imports followed from a reader: the rules, and what stands beside it.
_FOLLOWED: Final = ("webapp.rules.", "webapp.views.visitor.calculators.", "forms._")
#: They carry the book or read it as a whole, whatever stands in it.
_EVERYTHING: Final = frozenset(
    f"webapp.rules.{name}" for name in ("amounts", "law", "law_calendar", "law_files", "law_lines")
)
_NAME: Final = re.compile(r"[a-z]+\.[a-z][a-z0-9_]*")
_BEGINNING: Final = re.compile(r"[a-z]+\.[a-z0-9_]*")


class _Read(NamedTuple):
    names: frozenset[str]
    beginnings: frozenset[str]
    imports: frozenset[str]


def read_by(module: str, *, known: Collection[str]) -> frozenset[str]:
    """The known names that a module reads, by itself or through the rules it imports."""
    found = [_read(one) for one in _reached(module)]
    names = {name for one in found for name in one.names}
    beginnings = tuple(begin for one in found for begin in one.beginnings)
    return frozenset(name for name in known if name in names or (beginnings and name.startswith(beginnings)))


def _reached(module: str) -> Iterator[str]:
    waiting, seen = [module], {module}
    while waiting:
        here = waiting.pop()
        yield here
        fresh = {one for one in _read(here).imports if one.startswith(_FOLLOWED)} - seen - _EVERYTHING
        seen |= fresh
        waiting += sorted(fresh)


@lru_cache(maxsize=256)
def _read(module: str) -> _Read:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return _Read(frozenset(), frozenset(), frozenset())
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    names, beginnings, imports = set(), set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAME.fullmatch(node.value):
            names.add(node.value)
        elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            begin = str(node.values[0].value)
            beginnings |= {begin} if _BEGINNING.fullmatch(begin) else set()
        elif isinstance(node, ast.ImportFrom) and node.module:
            imports |= {node.module} | {f"{node.module}.{one.name}" for one in node.names}
    followed = (one for one in imports if _is_module(one))
    return _Read(frozenset(names), frozenset(beginnings), frozenset(followed))


@lru_cache(maxsize=1_024)
def _is_module(name: str) -> bool:
    """Whether an imported name is a file of ours, not something inside one."""
    if not name.startswith(_FOLLOWED):
        return False
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
