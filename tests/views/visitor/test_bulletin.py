"""Subscribing in two steps, choosing, reading the archive: the same answer for everybody, nothing by a mere GET."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from tests.factories import bulletins as made
from tests.factories.mail import mails_to
from webapp.domain import bulletins
from webapp.domain.bulletins.models import SubscriberRow
from webapp.kit import clock
from webapp.kit.db import session

HOME = {"fr": "/fr/lettre-d-information", "nl": "/nl/nieuwsbrief", "de": "/de/rundbrief", "en": "/en/newsletter"}


def link_in(mail) -> str:
    found = re.search(r"http://localhost(/\S+)", mail.get_body(("plain",)).get_content())
    assert found is not None
    return found[1]


@pytest.mark.parametrize(("language", "address"), HOME.items())
def test_the_page_stands_in_every_language_and_is_not_kept_because_of_its_form(visitor, language, address):
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_from_the_form_to_the_subscription(visitor, errands):
    sent = visitor.post(HOME["nl"], data={"email": " Mia@Subscribes.example "})
    assert (sent.status_code, sent.location) == (303, "/nl/nieuwsbrief/bijna-klaar")
    assert visitor.get(sent.location).status_code == 200
    errands()
    (mail,) = mails_to("mia@subscribes.example")
    assert mail["Subject"] == "Bevestig uw inschrijving op onze nieuwsbrief"
    assert mail["List-Unsubscribe"] is None
    link = link_in(mail)
    page = visitor.get(link)
    assert page.status_code == 200
    row = session.query(SubscriberRow).one()
    assert row.state == "asked", "a link in a mail is followed by machines: only the button confirms"
    done = visitor.post(link)
    assert done.status_code == 303
    session.refresh(row)
    assert (row.state, row.language, row.consent) == ("confirmed", "nl", "2026-11-nl")
    assert "Mia@Subscribes.example" in visitor.get(done.location).text
    assert visitor.post(link).status_code == 303, "pressing twice does no harm"


def test_known_and_unknown_addresses_get_the_same_answer(visitor, errands):
    made.a_subscriber(email="known@subscribes.example")
    known = visitor.post(HOME["en"], data={"email": "KNOWN@subscribes.example"})
    unknown = visitor.post(HOME["en"], data={"email": "stranger@subscribes.example"})
    assert (known.status_code, known.location, known.data) == (unknown.status_code, unknown.location, unknown.data)
    errands()
    (mail,) = mails_to("known@subscribes.example")
    assert mail["Subject"] == "Vous êtes déjà inscrit à notre lettre d’information"
    assert len(mails_to("stranger@subscribes.example")) == 1


@pytest.mark.parametrize("typed", ["", "mia", "mia@", "mia@example", "mia@exa mple.be", "a@b.be, c@d.be"])
def test_a_wrong_address_gets_its_sentence_and_stays_in_the_field(visitor, typed):
    answer = visitor.post(HOME["en"], data={"email": typed})
    assert answer.status_code == 422
    assert "data-error-summary" in answer.text
    assert f'value="{typed.strip()}"' in answer.text


def test_a_mailbox_is_never_flooded(visitor, errands):
    answers = [visitor.post(HOME["fr"], data={"email": "victim@subscribes.example"}) for _time in range(6)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/fr/lettre-d-information/presque-fini")}
    errands()
    assert len(mails_to("victim@subscribes.example")) <= 3


def test_one_network_address_cannot_ask_without_end(visitor):
    answers = [visitor.post(HOME["fr"], data={"email": f"x{n}@example.be"}).status_code for n in range(32)]
    assert answers[:30] == [303] * 30
    assert answers[-1] == 429


def test_a_link_works_for_seven_days(visitor, clock_at):
    row = made.a_subscriber(state="asked")
    clock_at(row.asked_at + timedelta(days=7, minutes=1))
    address = f"/fr/lettre-d-information/confirmer/{row.confirm_token}"
    assert visitor.get(address).status_code == 404
    assert visitor.post(address).status_code == 404
    session.refresh(row)
    assert row.state == "asked"


def test_each_token_opens_its_own_page_only(visitor):
    row = made.a_subscriber(state="asked")
    assert visitor.post(f"/fr/lettre-d-information/confirmer/{row.token}").status_code == 404
    assert visitor.get(f"/fr/lettre-d-information/mes-choix/{row.confirm_token}").status_code == 404
    assert visitor.get("/fr/lettre-d-information/mes-choix/nobody").status_code == 404


def test_a_reader_changes_her_language(visitor):
    row = made.a_subscriber(language="fr")
    address = f"/fr/lettre-d-information/mes-choix/{row.token}"
    assert row.email in visitor.get(address).text
    assert visitor.post(address, data={"reads": "de"}).status_code == 303
    session.refresh(row)
    assert row.language == "de"
    assert visitor.post(address, data={"reads": "xx"}).status_code == 422


def test_whoever_left_may_come_back_the_same_day(visitor, errands):
    row = made.a_subscriber(email="back@subscribes.example")
    bulletins.unsubscribe(row.token, at=clock.now())
    visitor.post(HOME["fr"], data={"email": "back@subscribes.example"})
    errands()
    (mail,) = mails_to("back@subscribes.example")
    visitor.post(link_in(mail))
    session.refresh(row)
    assert row.state == "confirmed"


def test_the_archive_shows_what_was_released_and_nothing_else(visitor):
    draft = bulletins.issue(made.a_ready_issue())
    issue = bulletins.issue(made.a_released_issue())
    for language, home in HOME.items():
        page = visitor.get(f"{home}/{issue.number}")
        assert page.status_code == 200
        assert made.TEXTS[language][0] in page.text
        assert f'href="http://localhost/{language}/' in page.text
        assert "no-store" not in page.headers.get("Cache-Control", "")
        assert f"{home}/{issue.number}" in visitor.get(home).text
        assert visitor.get(f"{home}/{draft.number}").status_code == 404
    assert visitor.get(f"{HOME['fr']}/99999").status_code == 404


def test_the_feed_is_good_atom_and_complete(visitor):
    issue = bulletins.issue(made.a_released_issue(body="Dit & dat <script>alert(1)</script>"))
    answer = visitor.get(f"{HOME['en']}/feed.xml")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)
    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = feed.findall(f"{atom}entry")
    assert entry.findtext(f"{atom}id") == f"http://localhost/en/newsletter/{issue.number}"
    assert "&lt;script&gt;" in entry.findtext(f"{atom}content")


def test_what_staff_type_is_carried_out_nowhere(visitor):
    bad = "<img src=x onerror=y> {{ 7*7 }} [x](javascript:alert(1)) ![p](https://t.example/pixel.png)"
    issue = bulletins.issue(made.a_released_issue(body=bad))
    page = visitor.get(f"{HOME['fr']}/{issue.number}").text
    article = page[page.index("<article") : page.index("</article")]
    assert "<img" not in article
    assert 'href="javascript' not in article
    assert "{{ 7*7 }}" in article
