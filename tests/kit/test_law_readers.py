"""Which code reads which value of the law: found in the sources, followed through the rules."""

from __future__ import annotations

import pytest

from webapp.kit.law_readers import read_by
from webapp.rules.law import law_book

KNOWN = law_book().names()


@pytest.mark.parametrize(
    ("module", "reads", "reads_not"),
    [
        (
            "webapp.rules.company",
            {"company.small", "company.large", "company.balance_threshold"},
            {"contributions.rate_1"},
        ),
        (
            "webapp.views.visitor.calculators.contribution",
            {"contributions.rate_1", "contributions.floor_main"},
            {"company.small"},
        ),
        (
            "webapp.views.visitor.calculators.lateness",
            {"contributions.late_quarterly"},
            {"benefits.birth_leave_day"},
        ),
        ("forms.contributions.reduce_provisional", {"contributions.reduction_quarterly"}, {"company.small"}),
        ("forms.service.change_personal", set(), set(KNOWN)),
    ],
)
def test_what_a_module_reads_by_itself_or_through_its_rules(module, reads, reads_not):
    found = read_by(module, known=KNOWN)
    assert reads <= found
    assert not reads_not & found
    assert found <= set(KNOWN)


def test_a_name_put_together_counts_for_all_that_begin_like_it():
    assert {name for name in KNOWN if name.startswith("fees.")} <= read_by("webapp.rules.fees", known=KNOWN)
