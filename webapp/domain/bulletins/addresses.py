"""Where the bulletin's pages stand, because mails name them from jobs, where there is no request.

The doors open their pages under these very paths.
"""

from __future__ import annotations

from typing import Final

from webapp.kit import fund

HOME: Final = {"fr": "lettre-d-information", "nl": "nieuwsbrief", "de": "rundbrief", "en": "newsletter"}
CONFIRM: Final = {"fr": "confirmer", "nl": "bevestigen", "de": "bestaetigen", "en": "confirm"}
CHOICES: Final = {"fr": "mes-choix", "nl": "mijn-keuzes", "de": "meine-wahl", "en": "my-choices"}
LEAVE: Final = "/machine/unsubscribe/"


def confirm_url(language: str, token: str) -> str:
    """The page with the button that confirms."""
    return fund.web_address(f"/{language}/{HOME[language]}/{CONFIRM[language]}/{token}")


def choices_url(language: str, token: str) -> str:
    """The page where a subscriber changes her language or leaves."""
    return fund.web_address(f"/{language}/{HOME[language]}/{CHOICES[language]}/{token}")


def issue_url(language: str, number: int) -> str:
    """An issue in the public archive."""
    return fund.web_address(f"/{language}/{HOME[language]}/{number}")


def leave_url(token: str) -> str:
    """Where one click leaves (RFC 8058)."""
    return fund.web_address(f"{LEAVE}{token}")
