"""An issue as a mail: the reader's own links in the head and at the foot, our pages by name, nothing carried out."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from tests.factories import bulletins as made
from webapp.domain import bulletins
from webapp.domain.bulletins.writing import resolve


def trial(body: str, *, language: str = "fr"):
    issue_id = made.a_draft(body=body)
    raw = bulletins.trial_for(bulletins.issue(issue_id), email="nora@example.be", language=language, thing="look-1")
    mail = message_from_bytes(raw, policy=policy.default)
    return mail, *(mail.get_body((kind,)).get_content() for kind in ("plain", "html"))


@pytest.mark.parametrize(
    ("language", "number", "why"),
    [
        ("fr", "Lettre d’information n°", "confirmé par e-mail"),
        ("nl", "Nieuwsbrief nr.", "per e-mail hebt bevestigd"),
        ("de", "Rundbrief Nr.", "per E-Mail bestätigt"),
        ("en", "Newsletter no.", "confirmed it by e-mail"),
    ],
)
def test_every_copy_says_who_writes_why_and_how_to_leave(app, language, number, why):
    mail, text, html = trial("Un mot.", language=language)
    assert mail["Feedback-ID"].startswith("bulletin-")
    for part in (text, html):
        assert number in part
        assert why in part
        assert "http://localhost/machine/unsubscribe/trial" in part
        assert "0999.327.157" in part


def test_our_pages_are_linked_by_name_in_the_language_of_the_text(app):
    assert resolve("page:contact", "nl") == "http://localhost/nl/contact"
    assert resolve("page:payment_difficulties", "de").startswith("http://localhost/de/")
    assert resolve("https://www.socialsecurity.be", "fr") == "https://www.socialsecurity.be"
    assert resolve("mailto:info@linde.example", "fr") == "mailto:info@linde.example"


@pytest.mark.parametrize("target", ["page:nowhere", "/fr/contact", "contact", "ftp://x.example", "paper:x"])
def test_a_link_that_leads_nowhere_is_named(app, target):
    assert bulletins.bad_links(f"Voir [ici]({target}) et [là](page:contact).", language="fr") == [target]


def test_what_staff_type_is_words_and_no_more(app):
    _mail, text, html = trial("<script>x</script> {{ config }} ![p](https://t.example/p.png)")
    assert "<script" not in html
    assert "<img" not in html
    assert "{{ config }}" in html
    assert "{{ config }}" in text


def test_the_archive_and_the_plain_text_say_the_same(app):
    body = "## Titre\n\nUn [lien](page:contact)."
    assert "<h2>Titre</h2>" in bulletins.body_html(body, language="fr")
    assert bulletins.body_text(body, language="fr") == "Titre\n\nUn lien (http://localhost/fr/contact).\n"
