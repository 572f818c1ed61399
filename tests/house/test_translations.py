"""The catalogues are fresh and complete in every language."""

from __future__ import annotations

import pytest

from webapp.cli import translations


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    fresh = tmp_path_factory.mktemp("pot") / "messages.pot"
    translations.extract(fresh)
    return {message.id for message in translations.read(fresh) if message.id}


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_a_catalogue_has_every_word(language, wanted):
    catalogue = translations.read(translations.catalogues()[language])
    known = {message.id for message in catalogue}
    lacking = sorted(str(word) for word in wanted - known)
    assert not lacking, f"run 'guichet i18n update' and translate: {lacking[:10]}"
    assert not translations.missing(catalogue), f"translations/{language}: 'guichet i18n missing {language}' lists them"
