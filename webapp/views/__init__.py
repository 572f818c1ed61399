"""Doors: pages are cut by who comes in; each door is one blueprint with one guard."""

from __future__ import annotations

from flask import Flask

from webapp.views import affiliate, company, machine, staff, visitor

DOORS = (visitor.door, affiliate.door, company.door, staff.door, machine.door)


def open_doors(app: Flask) -> None:
    """Register every door; an endpoint outside them is refused by a house test."""
    for door in DOORS:
        app.register_blueprint(door)
