"""The committed OpenAPI is that of the code."""

from __future__ import annotations

import re

from django.urls import get_resolver

from karteo.api import openapi
from tests.api.doors import Door


def test_the_committed_openapi_is_that_of_the_code() -> None:
    assert openapi.FILE.read_bytes() == openapi.written(), "`make openapi` writes it anew"


def test_it_is_served_as_it_is_committed(db: None) -> None:
    assert Door().get("/api/openapi.json").content == openapi.FILE.read_bytes()


def test_every_operation_names_the_refusals_it_can_answer() -> None:
    import orjson

    schema = orjson.loads(openapi.FILE.read_bytes())
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert re.search(r"\b2\d\d\b", " ".join(operation["responses"])), (method, path)
            assert "401" in operation["responses"] or not operation.get("security"), (method, path)
    assert get_resolver().url_patterns
