"""Bad and good input of every kind against every operation: no 5xx, and nothing the OpenAPI does not say."""

from __future__ import annotations

import os
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from karteo.identity import tokens
from tests.world import World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = int(os.environ.get("KARTEO_EXAMPLES", "25"))
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=EXAMPLES == 25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_the_openapi_promises(world_real: World, case: schemathesis.Case[Any]) -> None:
    _, secret = tokens.create(world_real.alice, "schemathesis")
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)
