"""The description is valid OpenAPI 3.1, and the door does what it says: schemathesis asks it hundreds of questions."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from webapp.views.api.openapi import document

CONFIG = {
    "seed": 1,
    "generation": {"deterministic": True, "database": "none", "no-shrink": True},
    # A well-formed question may still ask for law that nobody published: a 422 that names the value.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "422"]}},
}
schema = schemathesis.openapi.from_dict(document(), config=SchemathesisConfig.from_dict(CONFIG))


def test_the_description_is_valid():
    schema.validate()


def test_the_description_is_served_as_it_is(visitor):
    answer = visitor.get("/api/v1/openapi.json")
    assert answer.get_json() == document()
    assert answer.mimetype == "application/json"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_door_does_what_its_description_says(case, app):
    case.operation.schema.app = app
    case.call_and_validate(app=app)
