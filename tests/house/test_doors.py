"""Every address stands behind one door, staff pages name their permission, strangers get 404, reading never writes."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from tests.factories import affiliates as persons
from tests.factories import cases, letters
from tests.factories import identity as identities
from tests.factories.companies import a_company
from webapp.app import create_app
from webapp.kit.db import session
from webapp.kit.security import DOORS_WITHOUT_FORMS
from webapp.views import DOORS

PRIVATE = ("affiliate", "company", "staff")
#: Converters and a value that exists nowhere.
NOBODY = {"int": "999999999", "string": "nobody", "default": "nobody", "path": "nobody", "any": "fr"}


@pytest.fixture
def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_endpoint_is_behind_one_door(rules):
    doors = {door.name for door in DOORS}
    for rule in rules:
        assert rule.endpoint.split(".")[0] in doors, f"{rule.rule} ({rule.endpoint}) stands outside the doors"


def test_every_staff_page_names_its_permission(app, rules):
    for rule in rules:
        if rule.endpoint.startswith("staff."):
            view = app.view_functions[rule.endpoint]
            assert getattr(view, "permission", None), f"{rule.endpoint} opens for nobody; add @needs(Permission.…)"


def address(rule, **known) -> str:
    def value(match: re.Match[str]) -> str:
        converter, name = match[1] or "default", match[2]
        if name == "language":
            return "fr"
        return str(known.get(name, NOBODY.get(converter.split("(")[0], "nobody")))

    return re.sub(r"<(?:([^:<>]+):)?([^<>]+)>", value, rule.rule)


def test_a_visitor_never_passes_a_private_door(visitor, rules):
    for rule in rules:
        if rule.endpoint.split(".")[0] in PRIVATE and "GET" in rule.methods:
            answer = visitor.get(address(rule))
            assert answer.status_code in {303, 404}, f"{rule.rule} answers {answer.status_code} to a visitor"


def test_a_stranger_finds_nothing_that_is_not_his(browser_of, rules):
    stranger = browser_of(identities.a_login())
    for rule in rules:
        if rule.endpoint.split(".")[0] in {"affiliate", "company"} and rule.arguments - {"language"}:
            for method in rule.methods & {"GET", "POST"}:
                answer = stranger.open(address(rule), method=method) if method == "GET" else stranger.post(address(rule))
                assert answer.status_code in {303, 404, 405, 409, 422}, (
                    f"{method} {rule.rule} answers {answer.status_code} to a stranger; load with get_for(actor, id)"
                )
                if answer.status_code == 303:
                    assert "nobody" not in answer.location, f"{method} {rule.rule} sends a stranger on to {answer.location}"


def test_a_stranger_passes_no_staff_page(browser_of, rules):
    stranger = browser_of(identities.a_login())
    for rule in rules:
        if rule.endpoint.startswith("staff."):
            answer = stranger.get(address(rule)) if "GET" in rule.methods else stranger.post(address(rule))
            assert answer.status_code == 404, f"{rule.rule} answers {answer.status_code} to somebody who is not staff"


def written() -> int:
    """What this transaction has inserted, changed or deleted so far, over all tables."""
    counters = "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"
    return int(session.scalar(text(counters)))


def test_reading_never_writes(staff, rules):
    for rule in rules:
        if rule.endpoint.split(".")[0] in {"staff", "visitor", "machine", "api"} and "GET" in rule.methods:
            before = written()
            answer = staff.get(address(rule))
            assert answer.status_code < 500, f"GET {rule.rule} answers {answer.status_code}"
            assert written() == before, f"GET {rule.rule} writes to the database"


def test_every_answer_wears_its_headers(visitor):
    for path in ("/healthz", "/nowhere", "/fr/nowhere"):
        headers = visitor.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Strict-Transport-Security" in headers


def test_public_pages_set_no_cookie(visitor, rules):
    for rule in rules:
        if rule.endpoint.split(".")[0] in {"visitor", "machine", "api"} and "GET" in rule.methods:
            assert "Set-Cookie" not in visitor.get(address(rule)).headers, f"{rule.rule} sets a cookie"


def test_the_programs_door_writes_nothing_and_knows_no_visit(staff, rules):
    for rule in rules:
        if rule.endpoint.startswith("api.") and "POST" in rule.methods:
            before = written()
            answer = staff.post(address(rule), json={}, csrf=False)
            assert answer.status_code == 422, f"POST {rule.rule} answers {answer.status_code}"
            assert written() == before, f"POST {rule.rule} writes to the database"
            assert "Set-Cookie" not in answer.headers, f"{rule.rule} sets a cookie"


def test_a_form_from_another_site_is_refused(visitor, rules):
    for rule in rules:
        if "POST" in rule.methods and rule.endpoint.split(".")[0] not in DOORS_WITHOUT_FORMS:
            answer = visitor.post(address(rule), headers={"Origin": "https://evil.example"})
            assert answer.status_code == 403, f"POST {rule.rule} from another site answers {answer.status_code}"


def test_the_house_can_be_built_twice(app):
    assert create_app(app.config["SETTINGS"]).url_map


@pytest.fixture
def anothers(app):
    """Things of somebody else that really exist: the ids that a stranger could guess."""
    case = cases.a_case()
    letter = letters.starter_due("fr")
    call = letters.company_call("fr")
    paid = letters.payment_received("fr")
    line_id = session.scalar(text("SELECT max(id) FROM bank_line"))
    session.commit()
    return {"case_id": case.id, "notice_id": letter.id, "call": call.id, "paid": paid.id, "line_id": line_id}


@pytest.fixture
def with_hats(app, browser_of):
    """A stranger who may enter both doors, for a file and a company of his own."""
    login = identities.a_login()
    identities.a_mandate(login, affiliate_id=persons.an_affiliate())
    identities.a_mandate(login, company_id=a_company(), kind="director")
    session.commit()
    return browser_of(login)


WALKED = {"case_id", "notice_id", "line_id"}


def test_a_stranger_with_a_file_of_his_own_does_not_open_anothers(with_hats, anothers, rules):
    for own in ("/fr/my/letters", "/fr/my/requests", "/fr/company/letters", "/fr/company/payments"):
        assert with_hats.get(own).status_code == 200, f"{own}: the guard lets him in, so the loaders must refuse"
    walked = 0
    for rule in rules:
        door = rule.endpoint.split(".")[0]
        if door not in {"affiliate", "company"} or not rule.arguments & WALKED:
            continue
        known = anothers | ({"notice_id": anothers["call"]} if door == "company" else {})
        for method in sorted(rule.methods & {"GET", "POST"}):
            where = address(rule, **known)
            answer = with_hats.get(where) if method == "GET" else with_hats.post(where)
            assert answer.status_code == 404, f"{method} {rule.rule} opens another person's thing: {answer.status_code}"
            walked += 1
    assert walked >= 12, "the walk lost its way"
