"""Texts of content/: a fund's own first, nothing unknown, nothing dangerous, live values unspoilt by Markdown."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from webapp.kit import texts
from webapp.kit.texts import BadTextError, Library


def html(source: str, *, link=lambda address: f"/{address}", **context: object) -> str:
    return str(texts.html(source, context, name="fr.md", link=link))


def test_a_funds_own_file_is_found_before_ours_file_by_file(tmp_path):
    own = tmp_path / "own"
    (own / "pages" / "privacy").mkdir(parents=True)
    (own / "pages" / "privacy" / "fr.md").write_text("Notre texte")
    library = Library((own,))
    assert library.read("pages/privacy/fr.md") == "Notre texte"
    assert library.find("site.toml").parent == texts.OURS
    assert set(library.children("life_events")) == set(Library().children("life_events"))


def test_a_missing_file_is_named():
    with pytest.raises(BadTextError, match=r"content/pages/nowhere/fr\.md is missing"):
        Library().read("pages/nowhere/fr.md")


def test_a_broken_toml_is_named(tmp_path):
    (tmp_path / "page.toml").write_text("title = ")
    with pytest.raises(BadTextError, match=r"page\.toml"):
        Library((tmp_path,)).toml("page.toml")


def test_an_unknown_name_is_an_error_that_names_the_file_never_an_empty_place():
    with pytest.raises(BadTextError, match=r"^fr\.md: 'amuont' is undefined"):
        html("You pay {{ amuont }}.")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ law.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{{ facts.clear() }}",
        "{% for number in range(999999999) %}{% endfor %}",
    ],
)
def test_a_text_can_read_its_values_and_nothing_else(attack):
    facts = {"kept": 1}
    with pytest.raises(BadTextError, match=r"fr\.md"):
        html(attack, law=lambda name: name, facts=facts)
    assert facts == {"kept": 1}


def test_a_ready_piece_of_html_passes_markdown_unspoilt():
    piece = Markup('<details class="receipt"><summary>890,42 €</summary>a *b* _c_</details>')
    assert html("You pay {{ amount }} **now**.", amount=piece) == f"<p>You pay {piece} <strong>now</strong>.</p>\n"


def test_a_plain_value_cannot_smuggle_html_in():
    assert "<script" not in html("Dear {{ name }}", name="<script>alert(1)</script>")
    assert "<img" not in html('<img src=x onerror="alert(1)">')


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x", "file:///x"])
def test_a_link_that_runs_something_is_no_link(address):
    made = html(f"[click]({address})", link=lambda address: address)
    assert "href" not in made
    assert "click" in made


def test_links_are_resolved_by_whoever_shows_the_text():
    made = html("[later](page:payment_difficulties) [call](tel:+3221002030)", link=lambda wanted: f"/x/{wanted[:4]}")
    assert made == '<p><a href="/x/page">later</a> <a href="/x/tel:">call</a></p>\n'


@pytest.mark.parametrize("kind", texts.CONTAINERS)
def test_a_container_is_a_box_of_its_kind(kind):
    tag = "aside" if kind == "aside" else "div"
    assert html(f"::: {kind}\nWords\n:::\n") == f'<{tag} class="box {kind}">\n<p>Words</p>\n</{tag}>\n'


def test_headings_have_readable_anchors_for_the_contents():
    source = "## Combien payez-vous ?\n\nA\n\n### Inner\n\n## Über uns & Co\n"
    assert texts.headings(source) == [
        ("Combien payez-vous ?", "combien-payez-vous"),
        ("Über uns & Co", "über-uns-co"),
    ]
    assert '<h2 id="combien-payez-vous">' in html(source)


def test_tables_and_definitions_are_understood():
    assert "<table>" in html("| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert "<dt>Word</dt>" in html("Word\n: Meaning\n")


def test_a_section_is_cut_into_plain_words_without_a_space_that_nobody_wrote():
    text = "Before.\n\n## How much\n\n- **A quarter**: **890.42 euro**.\n- Two\n  lines\n"
    assert texts.sections(text) == [
        ("", "", "Before."),
        ("How much", "how-much", "A quarter: 890.42 euro. Two lines."),
    ]


def test_items_that_go_on_keep_their_own_signs():
    text = "You may:\n\n- pay by half;\n- ask us\n"
    assert texts.sections(text) == [("", "", "You may: pay by half; ask us.")]
