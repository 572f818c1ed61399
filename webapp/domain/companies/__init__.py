"""Companies: legal persons, where they are reached, their size by balance-sheet total.

The front door: what other rooms and the doors may use. Who may act for a company stands in identity.
"""

from webapp.domain.companies.models import LEGAL_FORMS
from webapp.domain.companies.queries import (
    CompanyFile,
    Found,
    Reported,
    Subject,
    addressee,
    addressees,
    balance_sheets_of,
    count,
    enterprise_numbers,
    get_for,
    names,
    number_of,
    ranges,
    search,
    subjects,
)
from webapp.domain.companies.service import (
    KnownCompanyError,
    NewCompany,
    change_contact,
    close,
    register,
    report_balance_sheet,
)

__all__ = [
    "LEGAL_FORMS",
    "CompanyFile",
    "Found",
    "KnownCompanyError",
    "NewCompany",
    "Reported",
    "Subject",
    "addressee",
    "addressees",
    "balance_sheets_of",
    "change_contact",
    "close",
    "count",
    "enterprise_numbers",
    "get_for",
    "names",
    "number_of",
    "ranges",
    "register",
    "report_balance_sheet",
    "search",
    "subjects",
]
