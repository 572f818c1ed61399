"""Doors: pages are cut by who comes in; each door is one blueprint with one guard."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from flask import Flask

from webapp.views import affiliate, api, company, machine, staff, visitor

DOORS = (visitor.door, affiliate.door, company.door, staff.door, machine.door, api.door)


def open_doors(app: Flask) -> None:
    """Load the pages of every door, one file each, and register the door.

    An endpoint outside the doors is refused by a house test.
    """
    for door in DOORS:
        for page in pkgutil.iter_modules([str(Path(door.root_path))]):
            importlib.import_module(f"{door.import_name}.{page.name}")
        app.register_blueprint(door)
