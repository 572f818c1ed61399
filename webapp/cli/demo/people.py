"""First part: the fund's own people with their roles, and the managers whom affiliates know by name."""

from __future__ import annotations

from webapp.cli.demo.story import PASSWORD, SECOND_FACTOR, STAFF, Demo
from webapp.domain import affiliates, identity

ORDER = 10

PHONES = {"Ann Claes": ("+32 2 100 20 41", "nl fr en"), "Luc Fontaine": ("+32 81 10 20 42", "fr de en")}


def load(demo: Demo) -> None:
    """Make the log-ins of staff and the client managers."""
    for player in STAFF:
        demo.logins[player.email] = identity.register(
            email=player.email,
            name=player.name,
            language=player.language,
            password=PASSWORD,
            roles=player.roles,
            totp_secret=SECOND_FACTOR,
        )
        if player.name in PHONES:
            phone, languages = PHONES[player.name]
            demo.managers.append(
                affiliates.add_manager(
                    name=player.name,
                    phone=phone,
                    email=player.email,
                    languages=languages,
                    login_id=demo.logins[player.email],
                )
            )
