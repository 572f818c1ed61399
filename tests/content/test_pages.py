"""The texts of content/: complete in four languages, alike in shape, easy to read, and free of typed law."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from webapp.config import ROOT
from webapp.kit import reading, texts
from webapp.kit.i18n import LANGUAGES
from webapp.kit.typed_law import typed
from webapp.rules import numbers
from webapp.rules.amounts import amount_named
from webapp.rules.law import law_shown_on

CONTENT: Final = ROOT / "content"
FOLDERS: Final = sorted(
    path.parent
    for shelf in ("life_events", "pages", "calculators")
    for path in (CONTENT / shelf).rglob("page.toml")
)
GUIDES: Final = [folder for folder in FOLDERS if folder.is_relative_to(CONTENT / "life_events")]
NAMES: Final = {folder.name for folder in FOLDERS}
SECTIONS: Final = tomllib.loads((CONTENT / "life_events" / "sections.toml").read_text(encoding="utf-8"))
PROMISES: Final = tomllib.loads((CONTENT / "promises.toml").read_text(encoding="utf-8"))
TEXTS: Final = [folder / f"{language}.md" for folder in FOLDERS for language in LANGUAGES]
CALCULATORS: Final = {folder.name for folder in (CONTENT / "calculators").iterdir() if folder.is_dir()}
DOORS: Final = {
    "brochures",
    "bulletin",
    "calculators",
    "callback",
    "changed_amounts",
    "child_benefit_router",
    "contact",
    "glossary",
    "institution_finder",
    "news",
    "papers",
    "search",
    "sign_in",
    "what_applies",
}
#: Pages that say nothing of the law.
WITHOUT_SOURCES: Final = {
    "contact",
    "cookies",
    "developers",
    "security",
    "offices",
    "accountants",
    "how_we_inform",
}
#: Words per sentence that a reader in a hurry still follows.
EASY: Final = 20


def named(path: Path) -> str:
    """A folder or text as the test report shows it."""
    return str(path.relative_to(CONTENT))


def facts(folder: Path) -> dict[str, Any]:
    """The page.toml of a folder."""
    return tomllib.loads((folder / "page.toml").read_text(encoding="utf-8"))


def fund() -> dict[str, Any]:
    """The fund of site.toml."""
    return tomllib.loads((CONTENT / "site.toml").read_text(encoding="utf-8"))


def filled(path: Path) -> str:
    """A text with its live values as a reader of today gets them, still in Markdown."""
    law = law_shown_on(date(2026, 11, 22))
    context = {
        "law": lambda name: str(law.value(name).value),
        "count": lambda name: str(law.count(name)),
        "amount": lambda name: str(amount_named(name)(law).value),
        "since": lambda name: str(law.value(name).since),
        "fund": fund(),
        "language": path.stem,
        "api": {"address": "https://counter.example/api/v1", "per_minute": 600},
    }
    return texts.fill(path.read_text(encoding="utf-8"), context, name=named(path))[0]


def prose(text: str) -> str:
    """A text without its examples of code; what they show is proved by tests/views/api/test_developers_page.py."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def headings(text: str) -> list[str]:
    """The levels of the headings in order: what must be alike in all languages."""
    return re.findall(r"^(#+) ", text, re.MULTILINE)


def sentences(text: str) -> list[str]:
    """The sentences of a text, list items counting as such; without links, boxes and headings."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    lines = [line for line in plain.splitlines() if line.strip() and not line.startswith(("#", ":::"))]
    bare = [re.sub(r"^\s*(?:[-*]|\d+\.)\s+|\*\*", "", line) for line in lines]
    return [part for line in bare for part in re.split(r"(?<=[.?!])\s+", line) if len(part.split()) > 1]


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_a_page_has_four_languages_and_complete_facts(folder: Path) -> None:
    found = facts(folder)
    shelf = folder.relative_to(CONTENT).parts[0]
    own = {"life_events": ("slug", "door"), "pages": ("slug",)}.get(shelf, ())
    own = own if folder.parent.name == shelf else ("slug",)
    wanted = ("title", "summary", *own)
    assert {f"{language}.md" for language in LANGUAGES} <= {file.name for file in folder.iterdir()}
    for key in wanted:
        assert set(found[key]) == set(LANGUAGES), f"[{key}] of {named(folder)} needs {', '.join(LANGUAGES)}"
        assert all(found[key].values())
    assert all(found["search"][language] for language in LANGUAGES if shelf == "life_events"), (
        "[search] words of people"
    )
    assert found["owner"]
    assert found["audience"]
    assert found["icon"]
    assert isinstance(found["order"], int)
    assert isinstance(found["reviewed_on"], date)
    assert all(set(source) == set(LANGUAGES) for source in found.get("sources", ()))
    assert found.get("sources") or folder.name in WITHOUT_SOURCES, "[[sources]]: which article says so"


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_a_page_has_the_same_shape_in_each_language(folder: Path) -> None:
    shapes = {
        language: headings((folder / f"{language}.md").read_text(encoding="utf-8")) for language in LANGUAGES
    }
    assert len({tuple(shape) for shape in shapes.values()}) == 1, {
        key: len(shape) for key, shape in shapes.items()
    }
    assert shapes["en"]
    assert all(len(level) in {2, 3} for level in shapes["en"]), "headings start at ##"


@pytest.mark.parametrize("folder", GUIDES, ids=named)
def test_a_life_event_answers_the_same_questions_in_the_same_words(folder: Path) -> None:
    order = list(SECTIONS)
    for language in LANGUAGES:
        text = (folder / f"{language}.md").read_text(encoding="utf-8")
        words = {SECTIONS[name][language]: name for name in order}
        found = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert set(found) <= set(words), (
            f"{language}: headings are those of sections.toml; finer ones take ###"
        )
        names = [words[heading] for heading in found]
        assert names == sorted(names, key=order.index), (
            f"{language}: sections stand in the order of sections.toml"
        )
        assert names[0] == "in_short"
        assert names[-1] == "see_also"


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_a_page_names_promises_sections_and_calculators_that_exist(folder: Path) -> None:
    found = facts(folder)
    assert set(found.get("promises", ())) <= set(PROMISES)
    assert set(found.get("calculators", ())) <= CALCULATORS
    assert set(found.get("former", {})) <= set(LANGUAGES)
    english = (folder / "en.md").read_text(encoding="utf-8")
    for question in found.get("questions", ()):
        assert set(question) - {"section"} == set(LANGUAGES), "a question is asked in four languages"
        if question.get("section"):
            assert f"## {SECTIONS[question['section']]['en']}\n" in english, (
                "a question leads to a section of its page"
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_slugs_are_readable_and_belong_to_one_page(language: str) -> None:
    slugs = [facts(folder)["slug"][language] for folder in FOLDERS if folder.parent.name != "calculators"]
    former = [old for folder in FOLDERS for old in facts(folder).get("former", {}).get(language, ())]
    assert len(slugs + former) == len({*slugs, *former})
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_no_amount_rate_or_date_of_the_law_is_typed(path: Path) -> None:
    found = typed(path.read_text(encoding="utf-8"))
    assert not found, (
        f'{named(path)}: write law(), amount() or, for a day, law("deadlines.…") instead of {found}'
    )


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_link_leads_to_a_page_paper_calculator_or_door(path: Path) -> None:
    papers = {file.stem for file in (ROOT / "forms").glob("*/*.py")}
    known = {"page": NAMES, "calculator": CALCULATORS, "door": DOORS}
    for kind, name in re.findall(r"\]\(([a-z]+):([^)]*)\)", path.read_text(encoding="utf-8")):
        if kind == "paper" and not papers:
            continue  # the catalogue of papers is still empty
        if kind in ("tel", "mailto"):
            continue  # how to reach the fund, read from its facts
        assert name in known.get(kind, papers), f"{named(path)}: {kind}:{name} leads nowhere"
    assert not re.search(
        r"\]\((?!page:|paper:|calculator:|door:|tel:|mailto:)", path.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_live_value_exists_today(path: Path) -> None:
    text = filled(path)
    assert text.strip()
    assert "{{" not in text
    assert not re.search(r"\bNone\b", text)


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_box_is_closed_and_known(path: Path) -> None:
    boxes = re.findall(r"^:::[ ]?(\w*)[ ]*$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert all(kind in texts.CONTAINERS for kind in boxes[::2])
    assert not any(boxes[1::2])
    assert len(boxes) % 2 == 0


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_sentences_stay_short(path: Path) -> None:
    lengths = [len(sentence.split()) for sentence in sentences(prose(filled(path)))]
    assert sum(lengths) / len(lengths) <= EASY
    assert "!" not in path.read_text(encoding="utf-8"), "the voice has no exclamation marks"


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_a_page_reads_as_easily_as_a_newspaper(path: Path) -> None:
    found = reading.page(path.read_text(encoding="utf-8"), path.stem)
    assert not found.too_hard, (
        f"{named(path)} has {found.score} on Flesch's scale, at least {reading.LIMITS[path.stem]}: "
        "shorter sentences, shorter words"
    )


def test_no_page_is_past_its_review() -> None:
    reviews = {folder.name: facts(folder)["reviewed_on"] for folder in FOLDERS}
    assert max(reviews.values()) - min(reviews.values()) <= timedelta(days=730), "review the oldest pages"


def test_the_demo_fund_has_numbers_with_right_check_digits() -> None:
    site = fund()
    assert numbers.enterprise_number(site["enterprise_number"]) == site["enterprise_number"]
    for account in site["accounts"].values():
        assert numbers.iban(account["iban"]) == account["iban"]
    assert set(site["languages"]) == set(LANGUAGES)
    assert all(set(office["town"]) == set(LANGUAGES) for office in site["offices"])
    assert sum(office["seat"] for office in site["offices"]) == 1


def test_the_glossary_names_and_explains_each_term_in_each_language() -> None:
    for name, term in tomllib.loads((CONTENT / "glossary.toml").read_text(encoding="utf-8")).items():
        assert all(term[language] and term["meaning"][language] for language in LANGUAGES), name
        assert set(term.get("unverified", ())) <= set(LANGUAGES), name
