"""The catalogue of calculators: one file is one calculator, its questions and its answer by the rules.

To add one: a file here with a `calculator`, its words in ``content/calculators/<name>/``, a test. Its page,
its explanation, its comparison, its files and its frame for other sites are drawn for all calculators alike
by `webapp.views.visitor.calculate` and its neighbours.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from webapp.views.visitor.calculators._answer import Answer
from webapp.views.visitor.calculators._questions import CalculatorForm


@dataclass(frozen=True, kw_only=True)
class Calculator:
    """One calculator; its name is that of its file.

    `answer` gives the result of a form that is valid; it may raise `MissingValue`. `start` is what stands
    beside the questions before anything was typed. `compares`: two sets of answers can stand side by side.
    """

    slugs: Mapping[str, str]
    form: type[CalculatorForm]
    answer: Callable[[Any], Answer]
    start: Callable[[Any], Answer] | None = None
    compares: bool = True
    order: int = 100
    icon: str = "calculator"
    name: str = ""

    @property
    def folder(self) -> str:
        """Where its words stand in content/."""
        return f"calculators/{self.name}"


@cache
def catalogue() -> Mapping[str, Calculator]:
    """Every calculator by its name, in the order of the overview."""
    found = []
    for file in pkgutil.iter_modules(__path__):
        if not file.name.startswith("_"):
            calculator: Calculator = importlib.import_module(f"{__name__}.{file.name}").calculator
            found.append(replace(calculator, name=file.name))
    return {one.name: one for one in sorted(found, key=lambda one: one.order)}
