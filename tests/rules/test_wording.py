"""Every step the rules can take has its sentence, and every article its name, in four languages."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.rules import persons_explained, status_explained, terms_explained
from webapp.rules import (
    company,
    increases,
    reductions,
    regularisation,
    supplementary_pension,
    wording,
)
from webapp.rules.amounts import AMOUNTS
from webapp.rules.benefits import birth
from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, Situation, quarterly
from webapp.rules.explained import Explained, Step
from webapp.rules.law import LANGUAGES, LawFileError, MissingValue, law_on
from webapp.rules.quarters_due import Ground
from webapp.rules.units import Quarter

RULES = Path(wording.__file__).parent
FORMATTERS = dict.fromkeys(wording.TYPES, str)
LAW = law_on(date(2025, 11, 22))


def codes_in_the_rules() -> set[str]:
    """Every code written in a rule; those put together from an enumeration are listed by it."""
    text = "".join(path.read_text(encoding="utf-8") for path in RULES.rglob("*.py"))
    written = set(re.findall(r'step\(\s*"(\w+)"', text)) | set(re.findall(r'Step\("(\w+)"', text))
    made = {f"income_{kind}" for kind in Kind if kind is not Kind.STARTER}
    made |= {f"as_{category}" for category in Category} | {f"not_due_{ground}" for ground in Ground}
    made |= {f"{part}_{size}" for part in ("balance", "company") for size in company.Size}
    passed_on = {
        "band_1",
        "band_2",
        "lowest_contribution",
        "highest_contribution",
        "pension_ordinary",
        "pension_social",
    }
    made |= status_explained.codes()
    return written | made | passed_on | {str(situation) for situation in Situation}


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert codes_in_the_rules() == set(wording.sentences())


def test_every_article_in_code_has_a_name() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in RULES.rglob("*.py"))
    named = set(re.findall(r'article="(\w+)"', text)) | set(re.findall(r'"((?:rd38|gr67)_\w+)"', text))
    assert named <= set(wording.articles())


def explained() -> list[Explained[object]]:
    """One of each calculation, so that facts and placeholders are held against each other."""
    q4, fee = Quarter(2025, 4), Decimal("4.05")
    found: list[Explained[object]] = [
        quarterly(
            category=category,
            income_cents=income,
            quarter=q4,
            fee_percent=fee,
            law=LAW,
            kind=kind,
            earned_in_quarters=quarters,
            first_quarter=True,
        )
        for category in Category
        for kind in Kind
        for income, quarters in ((0, 4), (3000_00, 3), (8550_00, 4), (50000_00, 3), (200000_00, 4))
    ]
    found += [amount(LAW) for amount in AMOUNTS.values()]
    found += [
        company.yearly(year=2025, balance_sheet_total_cents=total, law=LAW) for total in (1_00, 2_000_000_00)
    ]
    found += [
        company.yearly(year=2026, balance_sheet_total_cents=1_00, law=LAW),
        company.yearly(year=2025, balance_sheet_total_cents=None, incorporated_on=date(2025, 2, 1), law=LAW),
        increases.late(due_cents=100, quarter=q4, claimed_in=q4, payments=[], on=date(2026, 2, 1), law=LAW),
        increases.company_late(
            due_cents=100, due_on=date(2025, 1, 1), payments=[], on=date(2025, 4, 1), law=LAW
        ),
        birth.leave(date(2026, 1, 1), LAW),
        birth.allowance(date(2026, 3, 1), [birth.LeaveTaken(date(2026, 3, 2))], LAW, birth_help=True),
        reductions.unjustified(final_cents=9, reduced_cents=1, unreduced_cents=9, quarters=2, law=LAW),
        supplementary_pension.from_income(year=2025, income_n3_cents=1000_00, law=LAW),
    ]
    found += terms_explained.explained()
    found += persons_explained.explained()
    found += status_explained.explained()
    for year in (2019, 2025):
        facts = {"category": Category.MAIN, "fee_percent": fee, "law": LAW}
        quarter = Quarter(year, 1)
        found += [
            reductions.advice(
                expected_income_cents=income,
                current_quarterly_cents=(year - 2019) * 900_00,
                quarter=quarter,
                **facts,
            )
            for income in (1, 9_999_999)
        ]
        for paid in (0, 9_999_999):
            found.append(
                regularisation.settle(
                    income_cents=1,
                    quarters=[quarter],
                    paid_cents=paid,
                    statement_on=date(2025, 5, 1),
                    **facts,
                )
            )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_explanation_can_be_read_aloud(language: str) -> None:
    spoken = set()
    for one in explained():
        for step in one.steps:
            assert "{" not in wording.sentence(step, language, FORMATTERS)
            assert step.article is None or wording.article_name(step.article, language)
            spoken.add(step.code)
    assert spoken == set(wording.sentences())


def test_a_step_without_a_sentence_is_an_error() -> None:
    with pytest.raises(wording.UnknownStep, match="nonsense"):
        wording.sentence(Step("nonsense"), "nl", FORMATTERS)


def test_a_sentence_puts_the_facts_in_with_the_formatter_of_their_type() -> None:
    formatters = FORMATTERS | {
        "money": lambda cents: f"€ {cents / 100:.2f}",
        "percent": lambda share: f"{share * 100:f} %",
    }
    step = Step("band_1", {"rate": Decimal("0.205"), "part": 1737408})
    assert wording.sentence(step, "de", formatters) == "20.500 % von € 17374.08"


def test_no_article_no_name() -> None:
    assert wording.article_name(None, "fr") is None


ARTICLES = sorted(wording.articles())
SENTENCE = re.compile(r"(?<=[.!?]) ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ARTICLES)
def test_every_article_is_told_in_two_or_three_short_sentences(code: str, language: str) -> None:
    sentences = SENTENCE.split(wording.article_in_plain_words(code, language))
    assert 2 <= len(sentences) <= 3
    for sentence in sentences:
        assert len(sentence.split()) <= 30, sentence


@pytest.mark.parametrize("code", ARTICLES)
def test_no_figure_of_the_law_is_typed_into_the_words_of_an_article(code: str) -> None:
    """What changes by date stands in the dated values; these words stay true when it does."""
    for language in LANGUAGES:
        assert not re.search(r"[\d%€]", wording.article_in_plain_words(code, language))


@pytest.mark.parametrize("code", ARTICLES)
def test_each_reader_is_told_in_his_own_language(code: str) -> None:
    assert len({wording.article_in_plain_words(code, language) for language in LANGUAGES}) == len(LANGUAGES)


def test_an_article_that_nobody_explained_is_an_error() -> None:
    with pytest.raises(wording.UnknownArticle, match="rd99"):
        wording.article_in_plain_words("rd99", "fr")


def test_an_article_without_plain_words_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in ("articles", "plain_words"):
        (tmp_path / f"{file}.toml").write_text('[rd1]\nfr = "a"\nnl = "b"\nde = "c"\nen = "d"\n')
    with (tmp_path / "articles.toml").open("a") as articles:
        articles.write('[rd2]\nfr = "a"\nnl = "b"\nde = "c"\nen = "d"\n')
    monkeypatch.setattr(wording, "OUR_FOLDER", tmp_path)
    monkeypatch.setattr(wording, "articles", wording.articles.__wrapped__)
    with pytest.raises(LawFileError, match=r"differ: rd2$"):
        wording.plain_words.__wrapped__()


def test_missing_values_stay_missing_while_explaining() -> None:
    with pytest.raises(MissingValue):
        company.yearly(year=2026, balance_sheet_total_cents=900_000_00, law=LAW)
