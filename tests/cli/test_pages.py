"""`guichet content reading` and `check` tell what is hard or wrong; `keep` keeps each reviewed page once."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from tests.factories import reviews as made
from webapp.cli.content import content
from webapp.cli.pages import keep_reviewed
from webapp.domain import reviews
from webapp.domain.reviews.models import PageReview
from webapp.kit.db import session
from webapp.kit.guides import guides
from webapp.kit.texts import Library


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A fund's own folder that the commands find by the setting."""
    monkeypatch.setenv("CONTENT_DIRS", str(tmp_path))
    return tmp_path


def ask(*words):
    return CliRunner().invoke(content, list(words))


def test_every_page_of_ours_reads_easily_enough():
    result = ask("reading", "--json")
    assert result.exit_code == 0, result.stdout[:300]
    found = json.loads(result.stdout)
    assert len(found) == 4 * len(list(guides(Library())))
    assert set(found[0]) == {"page", "language", "score"}


def test_a_hard_page_stands_first_and_the_command_fails(own):
    hard = (
        10
        * "Sozialversicherungsrechtliche Beitragsverpflichtungen unterliegen verwaltungsrechtlicher Regularisierung.\n\n"
    )
    page = made.a_page_in(own)
    (page / "de.md").write_text(hard, encoding="utf-8")
    result = ask("reading", "--json")
    assert result.exit_code == 1
    assert (json.loads(result.stdout)[0]["page"], json.loads(result.stdout)[0]["language"]) == ("own", "de")
    table = ask("reading").stdout
    assert "at least" in table
    assert "de: lowest" in table


def test_our_own_pages_are_in_order():
    result = ask("check")
    assert result.exit_code == 0, result.stdout


def test_what_is_wrong_in_a_funds_folder_is_named_with_its_page(own):
    made.a_page_in(own, text="You pay 500 euro. See [this](page:nothing).\n")
    result = ask("check")
    assert result.exit_code == 1
    assert "content/pages/own: “500 euro” is typed" in result.stdout
    assert "content/pages/own: page:nothing leads nowhere" in result.stdout


def test_a_folder_can_be_checked_before_it_is_used(tmp_path):
    made.a_page_in(tmp_path, text="You pay each quarter.\n")
    assert "500" not in ask("check", "--folder", str(tmp_path)).stdout


def test_two_pages_of_one_name_are_one_sentence_and_no_traceback(own):
    made.a_page_in(own, "ill")
    result = ask("check")
    assert result.exit_code == 1
    assert "two pages are called ill" in result.output


def test_reviewed_pages_are_kept_once(app):
    pages = len(list(guides(app.extensions["content"])))
    assert keep_reviewed(app) == pages
    assert keep_reviewed(app) == 0
    assert session.scalar(select(func.count()).select_from(PageReview)) == pages


def test_a_database_that_is_away_is_no_reason_not_to_open(app, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr(reviews, "take_baseline", away)
    assert keep_reviewed(app) == 0
