"""The programs' door: open to scripts of every site, in the language asked for, counted, and never with a cookie."""

from __future__ import annotations

from dataclasses import replace

import pytest

from webapp.kit import rates
from webapp.views import api

QUESTION = {"year": 2025, "category": "main", "net_income": "30000.00"}
ADDRESS = "/api/v1/contribution"


def title(answer) -> str:
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert problem["status"] == answer.status_code
    return problem["title"]


def test_a_script_of_another_site_may_ask_and_read(visitor):
    headers = {"Origin": "https://accountant.example", "Sec-Fetch-Site": "cross-site"}
    answer = visitor.post(ADDRESS, json=QUESTION, headers=headers, csrf=False)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_browser_that_asks_first_is_told_what_is_allowed(visitor):
    asked = {"Origin": "https://accountant.example", "Access-Control-Request-Method": "POST"}
    answer = visitor.options(ADDRESS, headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, POST"
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]


def test_a_cookie_is_neither_read_nor_set(visitor):
    visitor.set_cookie("language", "nl")
    answer = visitor.post(ADDRESS, json=QUESTION, headers={"Accept-Language": "de"}, csrf=False)
    assert answer.headers["Content-Language"] == "de"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("wishes", "language", "words"),
    [("fr", "fr", "Votre revenu professionnel net de 2025"),
     ("nl-BE,fr;q=0.5", "nl", "Uw netto beroepsinkomen van 2025"),
     ("it,de;q=0.3,fr;q=0.2", "de", "Ihr berufliches Nettoeinkommen von 2025"),
     ("it", "en", "Your net professional income of 2025"), (None, "en", "Your net professional income of 2025")],
)  # fmt: skip
def test_the_answer_speaks_the_language_that_is_asked_for(visitor, wishes, language, words):
    headers = {"Accept-Language": wishes} if wishes else {}
    answer = visitor.post(ADDRESS, json=QUESTION, headers=headers, csrf=False)
    assert answer.get_json()["explanation"][0]["text"] == words
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]


def test_what_is_no_question_at_all_is_said_as_a_problem(visitor):
    cases = [
        (visitor.post(ADDRESS, data="{", content_type="application/json", csrf=False), 400),
        (visitor.get("/api/v1/nothing"), 404),
        (visitor.get("/api/"), 404),
        (visitor.get(ADDRESS), 405),
        (visitor.post(ADDRESS, data=" " * (api.LARGEST_QUESTION + 1), content_type="application/json", csrf=False), 413),
        (visitor.post(ADDRESS, data="year=2025", content_type="text/plain", csrf=False), 415),
        (visitor.get(ADDRESS, headers={"Host": "evil.example"}), 400),
    ]
    for answer, code in cases:
        assert answer.status_code == code
        assert title(answer)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "no-store"
    assert cases[3][0].headers["Allow"] == "OPTIONS, POST"


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"\xff", 400), (b"[" * 60_000, 400), (b"null", 422), (b"[]", 422), (b'"main"', 422),
     (b'{"year": 2025, "category": "main", "net_income": ' + b"9" * 4000 + b"}", 422),
     (b'{"year": ' + b"2" * 4000 + b', "category": "main", "net_income": "1"}', 422),
     (b'{"year": ' + b"2" * 5000 + b"}", 400),
     (b'{"year": 2025, "category": "main", "net_income": NaN}', 422)],
)  # fmt: skip
def test_a_strange_body_is_refused_and_breaks_nothing(visitor, body, code):
    answer = visitor.post(ADDRESS, data=body, content_type="application/json", csrf=False)
    assert answer.status_code == code
    assert title(answer)


def test_a_page_for_people_still_says_its_errors_in_html(visitor):
    assert visitor.get("/fr/rien").mimetype == "text/html"


@pytest.fixture
def _few(app, monkeypatch):
    rates._counters.cache_clear()
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], api_requests_per_minute=2))
    yield
    rates._counters.cache_clear()


@pytest.mark.usefixtures("_few")
def test_who_asks_too_often_is_told_when_to_come_back(visitor):
    codes = [visitor.get("/api/v1/law").status_code for _time in range(3)]
    assert codes == [200, 200, 429]
    answer = visitor.get("/api/v1/law")
    assert title(answer)
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert visitor.options(ADDRESS).status_code == 200
    assert visitor.get("/api/v1/law", environ_base={"REMOTE_ADDR": "10.9.8.7"}).status_code == 200
