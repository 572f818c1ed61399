"""One text file becomes subject, text and HTML; nothing a person writes becomes a tag or a link."""

from __future__ import annotations

import pytest

from webapp.kit import mail_parts
from webapp.kit.texts import BadTextError, Library

FUND = {"name": "Le Tilleul", "short_name": "Le Tilleul", "phone": "+32 2", "website": "x.be", "url": "https://x.be"}


def rendered(tmp_path, source: str, **facts):
    folder = tmp_path / "notices" / "test"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fr.txt").write_text(source)
    return mail_parts.render(Library((tmp_path,)), "notices/test/fr", {"fund": FUND, **facts}, language="fr")


def test_a_mail_is_made_of_paragraphs_a_list_a_button_and_a_code(tmp_path):
    subject, text, html = rendered(
        tmp_path,
        "Bonjour {{ who }}\nUn.\n\n- a\n- b\n\n[Lire]({{ url }})\n\n**{{ code }}**\n",
        who="Zoé", url="https://x.be/a?b=1&c=2", code="AB12-CD34",
    )  # fmt: skip
    assert subject == "Bonjour Zoé"
    assert "Lire:\nhttps://x.be/a?b=1&c=2" in text
    assert "    AB12-CD34" in text
    assert text.endswith("-- \nLe Tilleul\n+32 2 · x.be\n")
    assert "<li>a</li>" in html.replace(' style=""', "")or "a</li>" in html
    assert 'href="https://x.be/a?b=1&amp;c=2"' in html
    assert "<style" not in html


@pytest.mark.parametrize("said", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "{{ 7*7 }}", "& <b>"])
def test_what_people_write_stays_text(tmp_path, said):
    _, text, html = rendered(tmp_path, "Sujet\nBonjour {{ who }}, voici.\n", who=said)
    assert said in text
    assert "<script" not in html
    assert "<img" not in html
    assert "49" not in html


def test_a_link_inside_a_sentence_is_never_made_active(tmp_path):
    _, _, html = rendered(tmp_path, "Sujet\nBonjour {{ who }}, voici.\n", who="[ici](https://evil.example)")
    assert 'href="https://evil.example"' not in html


@pytest.mark.parametrize("source", ["", "Sujet seul", "\n\nPas de sujet", "Sujet\n{{ nothing }}", "Sujet\n{% for %}"])
def test_a_text_that_cannot_be_a_mail_is_refused(tmp_path, source):
    with pytest.raises(BadTextError):
        rendered(tmp_path, source)


def test_a_notice_may_bring_its_own_html(tmp_path):
    rendered(tmp_path, "Sujet\nTexte\n")
    (tmp_path / "notices" / "test" / "fr.html").write_text("<table><tr><td>{{ who }}</td></tr></table>")
    _, _, html = rendered(tmp_path, "Sujet\nTexte\n", who="<b>")
    assert "&lt;b&gt;" in html
    assert "<td" in html
