"""Readable addresses: one page, one slug per language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Blueprint

View = TypeVar("View", bound=Callable[..., Any])


def localized(
    door: Blueprint, slugs: Mapping[str, str], *, methods: tuple[str, ...] = ("GET",)
) -> Callable[[View], View]:
    """Open a page under its own slug in each language: {"fr": "calculer", "nl": "berekenen", …}."""

    def open_page(view: View) -> View:
        for code, slug in slugs.items():
            door.add_url_rule(
                f"/{code}/{slug}",
                endpoint=view.__name__,
                view_func=view,
                methods=methods,
                defaults={"language": code},
            )
        return view

    return open_page
