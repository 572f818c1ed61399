"""Which contribution category somebody belongs to: one question after the other, each answer with its reason.

A guide, not a decision: it follows Royal Decree no. 38 (art. 3 to 7bis, 12 to 13) and the general regulation
(art. 2, 3, 5, 5bis, 35 to 37) as far as a person can say it herself. It ends with a category, or with an
exit: the social statute of the self-employed does not hold, or holds until somebody proves otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from webapp.rules.careers import Category
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law


class Question(StrEnum):
    """What is asked, in the order in which people think."""

    WORK = "work"
    PAID = "paid"
    HELPER = "helper"
    SPOUSE = "spouse"
    BORN = "born"
    PENSION = "pension"
    STUDIES = "studies"
    JOB = "job"
    RIGHTS = "rights"
    FIRST_TIME = "first_time"
    ARTIST = "artist"


class Exit(StrEnum):
    """Ends without a category."""

    EMPLOYEE = "employee"
    SHARING = "sharing"
    DELEGATED = "delegated"
    UNPAID = "unpaid"
    TOO_YOUNG = "too_young"
    OCCASIONAL = "occasional"
    SPOUSE_OF_DIRECTOR = "spouse_of_director"
    SPOUSE_WITH_RIGHTS = "spouse_with_rights"


@dataclass(frozen=True, slots=True)
class Status:
    """Where the answers lead: `outcome` is a `Category` or an `Exit`; `category` is None for an exit.

    `on_request`: the category must be asked for; without the request the person pays as a main occupation.
    """

    outcome: str
    category: str | None
    on_request: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """What an answer means: on which article it stands, which values of the law it names, where it leads."""

    article: str
    then: Question | Category | Exit
    values: Mapping[str, str] | None = None


ON_REQUEST: Final = frozenset({Category.STUDENT, Category.ARTICLE_37, Category.ARTICLE_37_MANDATE})

TREE: Final[Mapping[Question, Mapping[str, Branch]]] = {
    Question.WORK: {
        "trade": Branch("rd38_3", Question.PENSION),
        "director": Branch("rd38_3", Question.PAID),
        "helper": Branch("rd38_6", Question.HELPER),
        "spouse": Branch("rd38_7bis", Question.SPOUSE),
        "delegated": Branch("rd38_5bis", Exit.DELEGATED),
        "sharing": Branch("rd38_5ter", Exit.SHARING),
        "employee": Branch("rd38_3", Exit.EMPLOYEE),
    },
    Question.PAID: {
        "paid": Branch("rd38_3", Question.PENSION),
        "unpaid": Branch("gr67_2", Exit.UNPAID, {"months": "status.unpaid_mandate_months_back"}),
    },
    Question.HELPER: {
        "regular": Branch("rd38_6", Question.PENSION),
        "young": Branch("rd38_7", Exit.TOO_YOUNG, {"years": "status.helper_age"}),
        "occasional": Branch("gr67_5", Exit.OCCASIONAL, {"days": "status.helper_occasional_days"}),
    },
    Question.SPOUSE: {
        "no_rights": Branch("rd38_7bis", Question.BORN),
        "own_trade": Branch("gr67_3", Question.PENSION, {"income": "status.spouse_own_income"}),
        "own_rights": Branch("rd38_7bis", Exit.SPOUSE_WITH_RIGHTS, {"days": "status.spouse_statement_days"}),
        "of_director": Branch("rd38_7bis", Exit.SPOUSE_OF_DIRECTOR),
    },
    Question.BORN: {
        "from": Branch("rd38_7bis", Category.SPOUSE_MAXI, {"year": "status.spouse_maxi_birth_year"}),
        "before": Branch("gr67_11", Category.SPOUSE_MINI, {"year": "status.spouse_maxi_birth_year"}),
    },
    Question.PENSION: {
        "none": Branch("rd38_13", Question.STUDIES),
        "retirement": Branch("rd38_13", Category.PENSIONER),
        "suspended": Branch("rd38_13", Category.EARLY_PENSION_SUSPENDED),
        "survivor": Branch("gr67_37_1", Category.SURVIVOR_PENSION),
        "age": Branch("gr67_37_1", Category.PENSION_AGE_WITHOUT_PENSION),
    },
    Question.STUDIES: {
        "no": Branch("gr67_5bis", Question.JOB),
        "yes": Branch(
            "gr67_5bis",
            Category.STUDENT,
            {
                "since": "status.student_age_from",
                "until": "status.student_age_until",
                "credits": "status.student_credits",
                "hours": "status.student_hours",
            },
        ),
    },
    Question.JOB: {
        "employee": Branch("gr67_35", Category.SECONDARY, {"share": "status.employee_share"}),
        "civil_servant": Branch(
            "gr67_35",
            Category.SECONDARY,
            {
                "months": "status.civil_servant_months",
                "days": "status.civil_servant_days",
                "share": "status.employee_share",
            },
        ),
        "teacher": Branch("gr67_35", Category.SECONDARY, {"share": "status.teacher_share"}),
        "benefit": Branch("gr67_36", Category.SECONDARY),
        "teacher_half": Branch(
            "gr67_37",
            Category.ARTICLE_37,
            {"least": "status.teacher_share_article_37", "share": "status.teacher_share"},
        ),
        "public_mandate": Branch("gr67_37", Category.ARTICLE_37_MANDATE),
        "none": Branch("gr67_35", Question.RIGHTS),
    },
    Question.RIGHTS: {
        "partner": Branch("gr67_37", Category.ARTICLE_37),
        "widowed": Branch("gr67_37", Category.ARTICLE_37),
        "capacity": Branch("gr67_37", Category.ARTICLE_37),
        "no": Branch("gr67_37", Question.FIRST_TIME),
    },
    Question.FIRST_TIME: {
        "yes": Branch(
            "rd38_12_1bis", Question.ARTIST, {"quarters": "contributions.primostarter_quarters_before"}
        ),
        "no": Branch("rd38_12_1", Category.MAIN),
    },
    Question.ARTIST: {
        "yes": Branch(
            "rd38_12_1bis",
            Category.PRIMOSTARTER,
            {"quarters": "contributions.primostarter_quarters_artist"},
        ),
        "no": Branch(
            "rd38_12_1bis", Category.PRIMOSTARTER, {"quarters": "contributions.primostarter_quarters"}
        ),
    },
}


def asked(answers: Mapping[str, str]) -> list[Question]:
    """The questions that these answers lead past, the open one last; an answer off the way does not count."""
    questions = [Question.WORK]
    for _question, branch in _way(answers):
        if isinstance(branch.then, Question):
            questions.append(branch.then)
    return questions


def status(answers: Mapping[str, str], law: Law) -> Explained[Status] | None:
    """Where the answers lead by the law of a day, with the reason of each; None while a question is open.

    Raises ValueError for an answer that a question does not have.
    """
    work = Working(law)
    end: Question | Category | Exit = Question.WORK
    for question, branch in _way(answers):
        facts: dict[str, Any] = {
            name: work.value(value).value for name, value in (branch.values or {}).items()
        }
        work.step(f"status_{question}_{answers[question]}", article=branch.article, **facts)
        end = branch.then
    if isinstance(end, Question):
        return None
    category = end if isinstance(end, Category) else None
    return work.result(Status(str(end), category and str(category), category in ON_REQUEST))


def _way(answers: Mapping[str, str]) -> Iterator[tuple[Question, Branch]]:
    """The branches that the answers take, from the first question on."""
    question: Question | Category | Exit = Question.WORK
    while isinstance(question, Question) and (chosen := answers.get(question)):
        branch = TREE[question].get(chosen)
        if branch is None:
            raise ValueError(f"{question} has no answer {chosen!r}, only {', '.join(TREE[question])}")
        yield question, branch
        question = branch.then
