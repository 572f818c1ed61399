"""The two-rate formula with a floor in OpenFisca-core, run by the Python of an environment of its own.

Arguments: a .npy file of incomes in cents, one of the right cents of a quarter, and the values of the law as JSON.
Prints JSON: versions, and for each type of variable the seconds of the best run and how many results are wrong.
Its packages are no part of ours, so they are looked up when it runs.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from importlib import import_module
from importlib.metadata import version
from typing import Any

RUNS = 5
YEAR = "2026"


def main(incomes_file: str, right_file: str, values: str) -> None:
    np = import_module("numpy")
    incomes, right, law = np.load(incomes_file), np.load(right_file), json.loads(values)
    print(
        json.dumps(
            {
                "versions": {
                    "python": platform.python_version(),
                    "numpy": np.__version__,
                    "openfisca-core": version("openfisca-core"),
                },
                "float": measured(incomes / 100, right, in_euro(np, law), float, 100),
                "int": measured(incomes, right, in_cents(np, law), int, 1),
            }
        )
    )


def measured(incomes: Any, right: Any, formula: Any, kind: type, factor: int) -> dict[str, float]:
    """The best of some runs, from the incomes to the contributions; the system itself is built before."""
    system = system_of(formula, kind)
    builder = import_module("openfisca_core.simulation_builder").SimulationBuilder
    seconds = []
    for _run in range(RUNS):
        begun = time.process_time()
        simulation = builder().build_default_simulation(system, len(incomes))
        simulation.set_input("income", YEAR, incomes)
        found = simulation.calculate("quarter", YEAR)
        seconds.append(time.process_time() - begun)
    np = import_module("numpy")
    wrong = int(np.count_nonzero(np.rint(found.astype(np.float64) * factor) != right))
    return {"seconds": min(seconds), "wrong": wrong}


def system_of(formula: Any, kind: type) -> Any:
    entities = import_module("openfisca_core.entities")
    person = entities.build_entity(key="person", plural="people", label="A person", is_person=True)
    system = import_module("openfisca_core.taxbenefitsystems").TaxBenefitSystem([person])
    variable = import_module("openfisca_core.variables").Variable
    shared = {
        "value_type": kind,
        "entity": person,
        "definition_period": import_module("openfisca_core.periods").DateUnit.YEAR,
    }
    system.add_variable(type("income", (variable,), shared | {"label": "Income"}))
    system.add_variable(type("quarter", (variable,), shared | {"label": "A quarter", "formula": formula}))
    return system


def in_euro(np: Any, law: dict[str, int]) -> Any:
    """As one writes it there by default: euro and rates as fractions, rounded half up to the cent."""
    floor, first, second = (law[name] / 100 for name in ("floor", "threshold_1", "threshold_2"))
    rate_1, rate_2 = law["rate_1"] / 10_000, law["rate_2"] / 10_000

    def formula(person: Any, period: Any) -> Any:
        base = np.maximum(person("income", period), floor)
        band_1 = np.minimum(base, first)
        band_2 = np.minimum(base, second) - band_1
        return np.floor((band_1 * rate_1 + band_2 * rate_2) / 4 * 100 + 0.5) / 100

    return formula


def in_cents(np: Any, law: dict[str, int]) -> Any:
    """With whole cents, as one may write it; the formula itself needs 64 bits."""

    def formula(person: Any, period: Any) -> Any:
        base = np.maximum(person("income", period).astype(np.int64), law["floor"])
        band_1 = np.minimum(base, law["threshold_1"])
        band_2 = np.minimum(base, law["threshold_2"]) - band_1
        return (band_1 * law["rate_1"] + band_2 * law["rate_2"] + 20_000) // 40_000

    return formula


if __name__ == "__main__":
    main(*sys.argv[1:])
