"""Formulas that changed with the law, side by side.

A value that changes gets a new line in ``content/law``; a *formula* that changes gets a second function
beside the first, and `by_law` picks the one in force. Old years keep being calculated the old way.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar

from webapp.rules.law import Law, NotInForce

P = ParamSpec("P")
T = TypeVar("T")

Formula = Callable[Concatenate[Law, P], T]


def by_law(name: str, texts: dict[str, Formula[P, T]]) -> Formula[P, T]:
    """One formula made of dated texts: ``by_law("…", {"2018-01-01": old, "2025-10-01": new})``.

    The first argument of each text is the law, whose day decides. Raises `NotInForce` before the first date.
    """
    dated = sorted(((date.fromisoformat(day), text) for day, text in texts.items()), key=lambda pair: pair[0])

    def formula(law: Law, /, *args: P.args, **kwargs: P.kwargs) -> T:
        in_force = [text for since, text in dated if since <= law.day]
        if not in_force:
            raise NotInForce(name, law.day, "webapp/rules", f"its first text is of {dated[0][0]}")
        return in_force[-1](law, *args, **kwargs)

    return formula
