"""The Chromium of this machine, for everything that needs to see a page as a reader does."""

from __future__ import annotations

import shutil

#: Root has no sandbox in containers; nothing but our own pages is opened.
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")


def chromium() -> str | None:
    """Where the browser is, or None when the machine has none."""
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
