"""Affiliates: persons, their careers and addresses, how they want to be reached, who knows their file.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.affiliates.careers import Standing, Stretch, began_within, quarters_worked, standing
from webapp.domain.affiliates.models import NATIONAL_NUMBER
from webapp.domain.affiliates.queries import (
    Found,
    Manager,
    Person,
    addressee,
    addressees,
    careers_of,
    count,
    get_for,
    ids_between,
    manager_of,
    names,
    ranges,
    search,
)
from webapp.domain.affiliates.service import (
    KnownPersonError,
    NewPerson,
    OverlapError,
    add_manager,
    begin_career,
    change_address,
    change_contact,
    end_career,
    register,
)
from webapp.domain.affiliates.takeover import TakenOver, take_over

__all__ = [
    "NATIONAL_NUMBER",
    "Found",
    "KnownPersonError",
    "Manager",
    "NewPerson",
    "OverlapError",
    "Person",
    "Standing",
    "Stretch",
    "TakenOver",
    "add_manager",
    "addressee",
    "addressees",
    "began_within",
    "begin_career",
    "careers_of",
    "change_address",
    "change_contact",
    "count",
    "end_career",
    "get_for",
    "ids_between",
    "manager_of",
    "names",
    "quarters_worked",
    "ranges",
    "register",
    "search",
    "standing",
    "take_over",
]
