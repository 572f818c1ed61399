"""What can be found is read from content/: every page, calculator, door and term, in four languages."""

from __future__ import annotations

from collections import Counter

import pytest

from webapp.domain import guidance
from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library


@pytest.fixture(scope="module")
def texts() -> list[guidance.Text]:
    return list(guidance.written(Library()))


def test_everything_is_there_in_every_language(texts):
    library = Library()
    for code in LANGUAGES:
        kinds = Counter(one.kind for one in texts if one.language == code)
        assert kinds["theme"] + kinds["page"] + kinds["service"] == len(list(guides(library)))
        assert kinds["calculator"] == len(library.children("calculators"))
        assert kinds["term"] == len(library.toml("glossary.toml"))
        assert kinds["door"] == len(library.toml("search/doors.toml"))


def test_questions_and_doors_are_what_people_say(texts):
    (page,) = [one for one in texts if (one.kind, one.name, one.language) == ("theme", "ill", "en")]
    assert Library().toml("life_events/ill/page.toml")["door"]["en"] in page.words
    asked = [one.questions[0].words["en"] for one in guides(Library()) if one.name == "not_paying"]
    (page,) = [one for one in texts if (one.name, one.language) == ("not_paying", "en")]
    assert asked[0] in page.words
