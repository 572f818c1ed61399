"""A visitor subscribes in two steps, staff write and release an issue, it arrives, one click leaves for good."""

from __future__ import annotations

import re

import pytest

from tests.factories.bulletins import TEXTS
from tests.journeys.conftest import until
from tests.journeys.person import Person
from tests.journeys.test_company import guichet

MIA = "mia@letters.example"
STAYS = "jos@letters.example"
HOME = {"nl": "/nl/nieuwsbrief", "de": "/de/rundbrief"}


def first_link(mail) -> str:
    return re.search(r"https?://\S+", mail.get_body(("plain",)).get_content())[0]


def subscribe(house, letterbox, address: str, language: str) -> None:
    """Fill in the form, follow the link of the mail, press the button."""
    window = Person(house.url)
    window.open(HOME[language])
    window.fill(email=address)
    assert window.status == 200, window.words()[:500]
    assert not list(window.jar), "a public page sets no cookie"
    mail = letterbox.wait_for(address)
    assert mail["List-Unsubscribe"] is None
    window.open(first_link(mail))
    window.post(window.url, window.form("csrf_token").fields)
    assert window.status == 200, window.words()[:500]
    assert address in window.words()


def publish(signed_in, letterbox) -> str:
    """Nora writes all four languages, looks at a copy and declares it ready; Karim releases. Returns the page."""
    nora, karim = signed_in("nora@demo.example"), signed_in("karim@demo.example")
    nora.open("/staff/bulletins")
    nora.fill(where="/staff/bulletins")
    address = re.sub(r"/(fr|nl|de|en)$", "", nora.url)
    for language, (subject, body) in TEXTS.items():
        nora.open(f"{address}/{language}")
        nora.fill(subject=subject, body=body)
        assert nora.status == 200, nora.words()[:500]
    before = len(letterbox.to("nora@demo.example"))
    nora.fill(where="/trial")
    assert letterbox.wait_for("nora@demo.example", more_than=before)["Subject"] == TEXTS["en"][0]
    nora.open(address)
    nora.fill(where="/ready")
    assert nora.status == 200, nora.words()[:500]
    karim.open(f"{address}/release")
    karim.fill(words=dict(karim.form("words").fields)["words"])
    assert karim.url.endswith(address.rsplit("/", 1)[1]), karim.words()[:500]
    return address


def sending_is_over(window: Person, address: str):
    return until(
        lambda: 'hx-trigger="every 2s"' not in window.open(address), "the issue was not sent", seconds=120
    )


@pytest.mark.usefixtures("house")
def test_from_the_form_to_the_issue_and_out_again_with_one_click(house, letterbox, signed_in):
    subscribe(house, letterbox, MIA, "nl")
    subscribe(house, letterbox, STAYS, "de")
    address = publish(signed_in, letterbox)
    mail = letterbox.wait_for(MIA, more_than=1)
    assert mail["Subject"] == TEXTS["nl"][0]
    assert mail["Content-Language"] == "nl"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letterbox.wait_for(STAYS, more_than=1)["Subject"] == TEXTS["de"][0]
    karim = signed_in("karim@demo.example")
    sending_is_over(karim, address)

    number = re.search(r"bulletin-(\d+)", mail["Feedback-ID"])[1]
    reader = Person(house.url)
    assert TEXTS["nl"][0] in reader.open(f"{HOME['nl']}/{number}")

    link = mail["List-Unsubscribe"].strip("<>")
    robot = Person(house.url)
    assert MIA in robot.open(link), "following the link shows a button and changes nothing"
    robot.post(link, [("List-Unsubscribe", "One-Click")], Origin="https://mail.example")
    assert robot.status == 200
    assert not list(robot.jar)

    sending_is_over(karim, publish(signed_in, letterbox))
    assert len(letterbox.to(STAYS)) == 3, "the confirmation and two issues"
    assert len(letterbox.to(MIA)) == 2, "the confirmation and one issue"
    verified = guichet(house, "verify", "--json")
    assert '"holds": false' not in verified
