"""Whom a change touches, in figures that add up: ranges are counted apart and laid together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from webapp.domain.contributions import TwoWays

#: Between these differences a quarter, in cents, people are counted together; equal is a band of its own.
BANDS: Final = (-10_000, -2_500, -500, -1, 0, 500, 2_500, 10_000)
LARGEST: Final = 20
_IN_GROUP: Final = ("people", "changed", "before", "after")
_COUNTED: Final = ("people", "changed", "more", "less", "before", "after", "began", "began_cents", "ended")


def nothing() -> dict[str, Any]:
    """Before anybody is counted."""
    zeros: dict[str, Any] = dict.fromkeys(_COUNTED, 0)
    return zeros | {"groups": {}, "bands": [0] * (len(BANDS) + 1), "missing": {}, "largest": []}


def counted(people: Mapping[int, TwoWays], missing: Mapping[str, int]) -> dict[str, Any]:
    """The figures of one range.

    Only who is known by both books is compared; who could not be reckoned before is counted apart.
    """
    found = nothing() | {"missing": dict(missing)}
    changed = []
    for number, one in people.items():
        before, after = one.before_cents, one.after_cents
        if before is None or after is None:
            found["began" if before is None else "ended"] += 1
            found["began_cents"] += after or 0 if before is None else 0
            continue
        group = found["groups"].setdefault(one.category, [0, 0, 0, 0])
        group[:] = (group[0] + 1, group[1] + (before != after), group[2] + before, group[3] + after)
        found["bands"][_band(after - before)] += 1
        if before != after:
            found["more" if after > before else "less"] += 1
            changed.append([number, one.category, before, after])
    groups = found["groups"].values()
    found |= {name: sum(group[place] for group in groups) for place, name in enumerate(_IN_GROUP)}
    return found | {"largest": _largest(changed)}


def laid_together(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The figures of several ranges as one."""
    found = nothing()
    for part in parts:
        for name in _COUNTED:
            found[name] += part[name]
        found["bands"] = [one + other for one, other in zip(found["bands"], part["bands"], strict=True)]
        for category, group in part["groups"].items():
            sums = found["groups"].get(category, [0] * len(group))
            found["groups"][category] = [one + other for one, other in zip(sums, group, strict=True)]
        for name, people in part["missing"].items():
            found["missing"][name] = found["missing"].get(name, 0) + people
        found["largest"] = _largest([*found["largest"], *part["largest"]])
    return found


def _band(difference: int) -> int:
    """In which band a difference stands: the first whose end it does not pass."""
    return next((place for place, end in enumerate(BANDS) if difference <= end), len(BANDS))


def _largest(changed: list[Any]) -> list[Any]:
    """Those whose amount changes most, by number where it changes alike."""
    return sorted(changed, key=lambda one: (-abs(one[3] - one[2]), one[0]))[:LARGEST]
