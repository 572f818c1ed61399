"""The scales once more, written the way a textbook writes them: in decimals, one case a category.

And where the law makes a jump: the income at which a whole new amount is due at once.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from webapp.rules.careers import Category
from webapp.rules.law import Law

REFORM = date(2025, 10, 1)
PARTS = ("threshold", "floor", "exempt", "ceiling", "rate_")


class Scales:
    """What the law of a day says of every category; incomes and results in exact cents."""

    def __init__(self, law: Law) -> None:
        self.reformed = law.day >= REFORM
        self.known = {
            name.partition(".")[2]: Decimal(str(law(name)))
            for name in law.book.names()
            if name.startswith("contributions.") and name.partition(".")[2].startswith(PARTS)
            if law.in_force(name)
        }

    def banded(self, amount: Decimal, first: str = "rate_1", second: str = "rate_2") -> Decimal:
        one = min(amount, self.known["threshold_1"])
        two = max(min(amount, self.known["threshold_2"]) - self.known["threshold_1"], Decimal(0))
        return one * self.known[first] + two * self.known[second]

    def with_floor(self, income: Decimal, floor: str) -> Decimal:
        return self.banded(max(income, self.known[floor]))

    def from_limit(self, income: Decimal, limit: str, first: str = "rate_1") -> Decimal:
        return self.banded(income, first) if income >= self.known[limit] else Decimal(0)

    def yearly(self, category: Category, income: Decimal, *, opt_out: bool = False) -> Decimal:
        """The contribution of a year."""
        match category:
            case Category.PRIMOSTARTER:
                return self.with_floor(income, "floor_primostarter")
            case Category.SPOUSE_MAXI:
                return self.with_floor(income, "floor_spouse_maxi")
            case Category.SPOUSE_MINI:
                counted = max(income, self.known["floor_main"])
                return self.banded(counted, "rate_1_spouse_mini", "rate_2_spouse_mini")
            case Category.MAIN:
                return self.with_floor(income, "floor_main")
            case Category.SECONDARY | Category.STUDENT | Category.ARTICLE_37 | Category.ARTICLE_37_MANDATE:
                return self.beside(category, income)
            case _:
                return self.at_pension_age(category, income, opt_out=opt_out)

    def beside(self, category: Category, income: Decimal) -> Decimal:
        """Secondary occupation, and those who pay like a main one from a limit on."""
        ceiling = {
            Category.STUDENT: "floor_main",
            Category.ARTICLE_37: "ceiling_article_37",
            Category.ARTICLE_37_MANDATE: "ceiling_article_37_mandate",
        }.get(category)
        if ceiling is not None and income >= self.known[ceiling]:
            return self.with_floor(income, "floor_main")
        if category is Category.STUDENT:
            return max(income - self.known["exempt_student"], Decimal(0)) * self.known["rate_1"]
        return self.from_limit(income, "exempt_secondary")

    def at_pension_age(self, category: Category, income: Decimal, *, opt_out: bool) -> Decimal:
        """Article 13, before and after the reform of 1 October 2025."""
        like_main = self.reformed and not opt_out
        if category in {Category.PENSION_AGE_WITHOUT_PENSION, Category.SURVIVOR_PENSION} and like_main:
            return self.with_floor(income, "floor_main")
        reduced = category in {Category.PENSIONER, Category.SURVIVOR_PENSION}
        return self.from_limit(income, "exempt_pension_age", "rate_1_pensioner" if reduced else "rate_1")

    def jumps(self, category: Category, *, opt_out: bool = False) -> set[int]:
        """The incomes, in cents, at which the contribution jumps; everywhere else it moves with the income."""
        like_main = self.reformed and not opt_out
        names = {
            Category.SECONDARY: ["exempt_secondary"],
            Category.STUDENT: ["floor_main"],
            Category.ARTICLE_37: ["exempt_secondary", "ceiling_article_37"],
            Category.ARTICLE_37_MANDATE: ["ceiling_article_37_mandate"],
            Category.PENSIONER: ["exempt_pension_age"],
            Category.EARLY_PENSION_SUSPENDED: ["exempt_pension_age"],
            Category.SURVIVOR_PENSION: [] if like_main else ["exempt_pension_age"],
            Category.PENSION_AGE_WITHOUT_PENSION: [] if like_main else ["exempt_pension_age"],
        }.get(category, [])
        return {int(self.known[name]) for name in names}
