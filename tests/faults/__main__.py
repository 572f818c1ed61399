"""Run the fault drills; the exit status is 1 when a promise broke."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback

from tests import faults


def run(number: str, module_name: str) -> bool:
    module = importlib.import_module(f"tests.faults.{module_name}")
    print(f"{number}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
    try:
        measured, held = module.drill()
    except Exception as fault:  # noqa: BLE001 - whatever a drill breaks, the others still run
        traceback.print_exc()
        measured, held = f"the drill itself failed: {type(fault).__name__}", False
    print(f"fault {number}: promise {module.PROMISE}, measured {measured}, {'holds' if held else 'broken'}", flush=True)
    return held


def main(only: list[str]) -> int:
    names = [found.name for found in pkgutil.iter_modules(faults.__path__) if not found.name.startswith("_")]
    drills = {name.split("_")[0].upper(): name for name in names}
    wanted = [number.upper() for number in only] or sorted(drills, key=lambda number: (number[0], int(number[1:])))
    if unknown := set(wanted) - set(drills):
        print(f"no drill {', '.join(sorted(unknown))}; there are: {', '.join(sorted(drills))}")
        return 2
    verdicts = [run(number, drills[number]) for number in wanted]
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
