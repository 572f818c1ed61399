"""Whoever acts: a person with her roles and the hats she may wear, or the house itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from webapp.domain.identity.permissions import PERMISSIONS, Permission, Role


@dataclass(frozen=True)
class Hat:
    """For whom a log-in may act: herself as an affiliate, or a company or client she is mandated for."""

    kind: Literal["affiliate", "company"]
    id: int
    mandate: Literal["self", "director", "accountant"]


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Where a letter goes: the name and lines of the window, the language, and how it reaches the reader.

    `channel` is "online" (the letter waits in the account and a mail announces it) or "paper".
    """

    name: str = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    language: str
    email: str | None = field(default=None, repr=False)
    channel: Literal["online", "paper"] = "paper"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A person who is signed in."""

    login_id: int
    language: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    hats: tuple[Hat, ...] = ()
    session_id: int | None = None
    has_second_factor: bool = False
    name: str = field(default="", repr=False)

    @property
    def is_staff(self) -> bool:
        """Whether this is a log-in of the fund's own people."""
        return bool(self.roles)

    def may(self, permission: Permission) -> bool:
        """Whether one of her roles holds the permission."""
        return any(permission in PERMISSIONS[role] for role in self.roles)

    def acts_for_affiliate(self, affiliate_id: int) -> bool:
        """Whether she may see and do the affairs of this affiliate."""
        return any(hat.kind == "affiliate" and hat.id == affiliate_id for hat in self.hats)

    def acts_for_company(self, company_id: int) -> bool:
        """Whether she may see and do the affairs of this company."""
        return any(hat.kind == "company" and hat.id == company_id for hat in self.hats)

    @property
    def affiliate_ids(self) -> tuple[int, ...]:
        """The affiliates she acts for, herself first."""
        hats = sorted(self.hats, key=lambda hat: hat.mandate != "self")
        return tuple(hat.id for hat in hats if hat.kind == "affiliate")

    @property
    def company_ids(self) -> tuple[int, ...]:
        """The companies she acts for."""
        return tuple(hat.id for hat in self.hats if hat.kind == "company")


@dataclass(frozen=True)
class Comer:
    """Whoever is coming in: known by her log-in, not yet an actor with roles and hats."""

    login_id: int | None


@dataclass(frozen=True)
class _TheHouse:
    """The house acting by itself: a scheduled job or a bank file."""

    login_id: None = None


#: The doer of what no person did.
House: Final = _TheHouse()
