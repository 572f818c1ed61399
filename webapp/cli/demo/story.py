"""The thread of the demo: its dice, its days, its cast, and what each part leaves to the next."""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
import struct
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from webapp.domain.identity import Role
from webapp.kit import clock
from webapp.rules.law import law_shown_on
from webapp.rules.units import Quarter

#: One password for everybody in the demo; the demo prints it, and no other house knows these people.
PASSWORD: Final = "Counter of the Linden 26"  # noqa: S105 - printed on purpose
#: The second factor of every member of staff in the demo.
SECOND_FACTOR: Final = "LINDENGUICHETDEMOLINDENGUICHETDE"
DOMAIN: Final = "demo.example"


@dataclass(frozen=True, kw_only=True)
class Player:
    """Somebody with a log-in: staff with roles, or a person whose story is told in `about`."""

    email: str
    name: str
    language: str
    about: str
    roles: tuple[Role, ...] = ()


STAFF: Final = (
    Player(
        email=f"ann@{DOMAIN}", name="Ann Claes", language="nl", roles=(Role.CASES,),
        about="decides on requests",
    ),
    Player(
        email=f"luc@{DOMAIN}", name="Luc Fontaine", language="fr", roles=(Role.CASES,),
        about="decides on requests",
    ),
    Player(
        email=f"piet@{DOMAIN}", name="Piet Wouters", language="nl", roles=(Role.PAYMENTS,),
        about="matches payments",
    ),
    Player(
        email=f"marie@{DOMAIN}", name="Marie Lambert", language="fr", roles=(Role.RUNS,),
        about="draws runs",
    ),
    Player(
        email=f"nora@{DOMAIN}", name="Nora Huber", language="de", roles=(Role.EDITOR,),
        about="writes bulletins",
    ),
    Player(
        email=f"karim@{DOMAIN}", name="Karim Benali", language="fr", roles=(Role.SUPERVISOR,),
        about="second person: releases runs and bulletins",
    ),
    Player(
        email=f"olga@{DOMAIN}", name="Olga Peters", language="en", roles=(Role.OPERATOR,),
        about="looks after errands",
    ),
)  # fmt: skip

AFFILIATES: Final = (
    Player(
        email=f"jeanne@{DOMAIN}", name="Jeanne Dubois", language="fr",
        about="started in 2024, one quarter to pay",
    ),
    Player(
        email=f"karel@{DOMAIN}", name="Karel Desmet", language="nl",
        about="pays on his own estimate, one quarter late",
    ),
    Player(
        email=f"greta@{DOMAIN}", name="Greta Müller", language="de",
        about="secondary occupation, all paid",
    ),
    Player(email=f"amina@{DOMAIN}", name="Amina El Idrissi", language="fr", about="primostarter since April"),
    Player(
        email=f"tom@{DOMAIN}", name="Tom Hughes", language="en",
        about="had a child: a free quarter, then a new call",
    ),
)  # fmt: skip

COMPANIES: Final = (
    Player(email=f"sofie@{DOMAIN}", name="Sofie Maes", language="nl", about="director of a company"),
    Player(
        email=f"bruno@{DOMAIN}", name="Bruno Accountants", language="fr",
        about="accountant of companies and of Karel Desmet",
    ),
)  # fmt: skip


@dataclass(kw_only=True)
class Demo:
    """The demo while it is being written. Numbers of people found are kept by key."""

    affiliates: int
    companies: int
    subscribers: int
    seed: int
    today: date
    logins: dict[str, int] = field(default_factory=dict)
    managers: list[int] = field(default_factory=list)
    affiliate_ids: dict[str, int] = field(default_factory=dict)
    company_ids: dict[str, int] = field(default_factory=dict)

    def dice(self, part: str) -> random.Random:
        """The dice of one part: its throws do not depend on what other parts throw."""
        return random.Random(f"{self.seed}-{part}")  # noqa: S311 - nothing secret is thrown

    @property
    def last_quarter(self) -> Quarter:
        """The last quarter the demo knows: that of today, or the last one whose law is published."""
        return Quarter.of(law_shown_on(self.today).for_contributions.day)

    @property
    def now(self) -> date:
        """Today, or the last day of the last quarter whose law is published."""
        return min(self.today, self.last_quarter.last_day)

    def logins_in_words(self) -> str:
        """The log-ins to print: addresses, one password, the code of the second factor right now."""
        width = max(len(player.email) for player in (*STAFF, *AFFILIATES, *COMPANIES))
        lines = ["", "  Demo log-ins; the password of everybody:  " + PASSWORD, ""]
        for title, players in (("affiliates", AFFILIATES), ("companies", COMPANIES), ("staff", STAFF)):
            lines += [f"  {title}"]
            lines += [f"    {player.email:{width}}  {player.name}, {player.about}" for player in players]
        lines += [
            "",
            f"  Staff also give a code: secret {SECOND_FACTOR} in an app; right now it is {code_now()},",
            "  later `guichet demo --logins` tells it.",
            "",
        ]
        return "\n".join(lines)


def code_now() -> str:
    """The six digits of the demo's second factor at this moment (RFC 6238)."""
    key = base64.b32decode(SECOND_FACTOR)
    step = int(clock.now().timestamp()) // 30
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def days_before(day: date, days: int) -> date:
    """A day so many days earlier."""
    return day - timedelta(days=days)
