"""The addresses that mails name are the addresses that the doors open."""

from __future__ import annotations

import pytest
from flask import url_for

from webapp.domain import bulletins
from webapp.domain.bulletins import addresses


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_mails_and_doors_agree(app, language):
    with app.test_request_context():
        for ours, endpoint, values in (
            (bulletins.confirm_url(language, "abc"), "visitor.bulletin_confirm", {"token": "abc"}),
            (bulletins.choices_url(language, "abc"), "visitor.bulletin_choices", {"token": "abc"}),
            (bulletins.issue_url(language, 7), "visitor.bulletin_issue", {"number": 7}),
        ):
            assert ours == f"http://localhost{url_for(endpoint, language=language, **values)}"
        assert addresses.leave_url("abc") == f"http://localhost{url_for('machine.unsubscribe', token='abc')}"
