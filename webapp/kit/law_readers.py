"""Which values of the law a piece of code reads: found in its source and in the rules it calls.

A value is asked for by its name, so the names stand in the sources as text. From what a module defines we go
to every function, class and constant that is named there, in the rules and beside it, and no further: another
function of the same file is not read because its neighbour is. A name that is put together
(``f"company.{size}"``) counts for every value that begins like it. Rather too many than one too few: what is
found here is looked at by a person before a change of the law is published. A test reckons with every
calculator and holds what it really read against this.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

#: Imports followed from a reader: the rules, the rooms that ask them, and what stands beside it.
_FOLLOWED: Final = ("webapp.rules.", "webapp.domain.", "webapp.views.visitor.calculators.", "forms._")
#: They carry the book or read it as a whole, whatever stands in it.
_EVERYTHING: Final = frozenset(
    f"webapp.rules.{name}" for name in ("amounts", "law", "law_calendar", "law_files", "law_lines")
)
_NAME: Final = re.compile(r"[a-z]+\.[a-z][a-z0-9_]*")
_BEGINNING: Final = re.compile(r"[a-z]+\.[a-z0-9_]*")
#: Everything that a module defines.
_ALL: Final = "*"

#: A definition by its module and its name.
Place = tuple[str, str]


@dataclass
class _Definition:
    """What stands in a function, a class or a constant: names of values, and names of other definitions."""

    names: set[str] = field(default_factory=set)
    beginnings: set[str] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)

    def add(self, part: ast.AST) -> None:
        """Take in a piece of source."""
        nodes = list(ast.walk(part))
        owners = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAME.fullmatch(node.value):
                self.names.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begin = str(node.values[0].value)
                self.beginnings |= {begin} if _BEGINNING.fullmatch(begin) else set()
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                self.uses.add(f"{node.value.id}.{node.attr}")
            elif isinstance(node, ast.Name) and id(node) not in owners:
                self.uses.add(node.id)


@dataclass(frozen=True)
class _Module:
    """A file: its definitions, and where its imported names come from."""

    definitions: dict[str, _Definition]
    imported: dict[str, Place]

    def place_of(self, used: str, *, here: str) -> Place | None:
        """Where a name that is used here is defined; None for what is not ours."""
        first, _dot, then = used.partition(".")
        if first in self.definitions:
            return here, first
        place = self.imported.get(first)
        return (place[0], then) if place is not None and place[1] == _ALL and then else place


def read_by(module: str, *, known: Collection[str]) -> frozenset[str]:
    """The known names that a module reads, by itself or through the rules it calls."""
    found = list(_reached(module))
    names = {name for one in found for name in one.names}
    beginnings = tuple(begin for one in found for begin in one.beginnings)
    return frozenset(name for name in known if name in names or (beginnings and name.startswith(beginnings)))


def _reached(module: str) -> Iterator[_Definition]:
    waiting: list[Place] = [(module, _ALL)]
    seen = set(waiting)
    while waiting:
        here, name = waiting.pop()
        source = _read(here)
        if name in source.imported and name not in source.definitions:  # handed on, as a package does
            further: set[Place] = {source.imported[name]}
        else:
            meant = source.definitions.values() if name == _ALL else [source.definitions.get(name)]
            found = [one for one in meant if one is not None]
            yield from found
            uses = (source.place_of(used, here=here) for one in found for used in one.uses)
            further = {place for place in uses if place is not None}
        fresh = {place for place in further if place[0] not in _EVERYTHING} - seen
        seen |= fresh
        waiting += sorted(fresh)


@lru_cache(maxsize=256)
def _read(module: str) -> _Module:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return _Module({}, {})
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    definitions: dict[str, _Definition] = {}
    for part in tree.body:
        for name in _defined(part):
            definitions.setdefault(name, _Definition()).add(part)
    imported: dict[str, Place] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                whole = f"{node.module}.{one.name}"
                if _is_module(whole):
                    imported[one.asname or one.name] = (whole, _ALL)
                elif _is_module(node.module):
                    imported[one.asname or one.name] = (node.module, one.name)
    return _Module(definitions, imported)


def _defined(part: ast.stmt) -> list[str]:
    """The names that a statement of a file defines."""
    if isinstance(part, ast.Import | ast.ImportFrom):
        return []
    if isinstance(part, ast.FunctionDef | ast.ClassDef):
        return [part.name]
    if isinstance(part, ast.AnnAssign | ast.Assign):
        targets = part.targets if isinstance(part, ast.Assign) else [part.target]
        return [node.id for one in targets for node in ast.walk(one) if isinstance(node, ast.Name)]
    return [_ALL]


@lru_cache(maxsize=1_024)
def _is_module(name: str) -> bool:
    """Whether an imported name is a file of ours, not something inside one."""
    if not name.startswith(_FOLLOWED):
        return False
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
