"""A small map of the offices: the outline of Belgium in a few points, a dot per office, drawn without style.

Degrees become units of the picture with one scale; a degree of longitude is narrower, by the cosine of the
latitude in the middle of the country.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

#: Longitude and latitude along the border, from De Panne eastwards; precise to two kilometres or so.
BORDER: Final = (
    (2.55, 51.09), (2.92, 51.24), (3.37, 51.37), (3.43, 51.24), (3.59, 51.30), (3.90, 51.21), (4.24, 51.36),
    (4.42, 51.36), (4.39, 51.45), (4.54, 51.48), (4.67, 51.43), (4.84, 51.50), (5.04, 51.48), (5.13, 51.32),
    (5.24, 51.26), (5.48, 51.30), (5.57, 51.22), (5.84, 51.16), (5.76, 50.96), (5.64, 50.85), (5.70, 50.76),
    (6.02, 50.75), (6.19, 50.63), (6.19, 50.53), (6.34, 50.48), (6.40, 50.32), (6.17, 50.23), (6.14, 50.13),
    (5.98, 50.17), (5.84, 50.06), (5.73, 49.88), (5.75, 49.80), (5.91, 49.66), (5.82, 49.55), (5.47, 49.50),
    (5.31, 49.61), (5.00, 49.79), (4.86, 49.79), (4.88, 49.92), (4.70, 50.00), (4.83, 50.16), (4.69, 50.09),
    (4.44, 49.94), (4.15, 49.98), (4.20, 50.27), (4.02, 50.35), (3.71, 50.31), (3.62, 50.49), (3.28, 50.53),
    (3.25, 50.71), (3.02, 50.77), (2.87, 50.70), (2.63, 50.82), (2.60, 50.92),
)  # fmt: skip
WEST: Final = 2.45
NORTH: Final = 51.56
SCALE: Final = 100
NARROWER: Final = 0.636
WIDTH: Final = 256
HEIGHT: Final = 212
#: Where a name would leave the picture on the right, it stands left of its dot.
TURN: Final = 190


@dataclass(frozen=True, slots=True)
class Dot:
    """An office on the map: where its dot is, its name, and on which side of the dot that stands."""

    x: int
    y: int
    name: str
    turned: bool


def outline() -> str:
    """The border as points of an SVG polygon."""
    return " ".join(f"{x},{y}" for x, y in (_place(*point) for point in BORDER))


def dots(offices: Iterable[Mapping[str, Any]], language: str) -> list[Dot]:
    """The offices that say where they are."""
    found = []
    for office in offices:
        if "latitude" in office:
            x, y = _place(float(office["longitude"]), float(office["latitude"]))
            found.append(Dot(x, y, str(office["name"][language]), x > TURN))
    return found


def _place(longitude: float, latitude: float) -> tuple[int, int]:
    return round((longitude - WEST) * NARROWER * SCALE), round((NORTH - latitude) * SCALE)
