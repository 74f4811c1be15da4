"""The OpenAPI with the refusals that every operation may answer, written down once."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from ninja.openapi.schema import OpenAPISchema
from pydantic import ConfigDict

from karteo.api.problems import MEDIA_TYPE

DESCRIPTION = "Karteo's public API. Log in with a personal token: `Authorization: Bearer karteo_…`."
TITLES = {
    400: "The request cannot be read",
    401: "Nobody is logged in",
    403: "Not allowed",
    404: "Not found",
    409: "Changed by somebody meanwhile",
    413: "Too big",
    415: "Not JSON",
    416: "There is no such stretch of the file",
    422: "Refused, each fault with its place",
    429: "Too many requests",
    503: "Not available at the moment",
}


class Fault(Schema):
    """One thing that is wrong: `place` is a path into what was sent."""

    place: str
    code: str
    params: dict[str, Any]
    detail: str


class Problem(Schema):
    """RFC 9457, with the place of each fault."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault]


def with_problems(schema: OpenAPISchema) -> OpenAPISchema:
    """`schema`, each operation with the problems that it names itself or that its shape allows."""
    parts: dict[str, Any] = schema["components"]
    shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    parts["schemas"] |= {**shape.pop("$defs"), "Problem": shape}
    parts["responses"] = {
        f"Problem{status}": {
            "description": title,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, title in TITLES.items()
    }
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            own = {status for status in operation["responses"] if status >= 400}
            for status in own.union(_possible(path, method, operation)):
                operation["responses"][status] = {"$ref": f"#/components/responses/Problem{status}"}
            operation["responses"] = {str(k): v for k, v in sorted(operation["responses"].items())}
    return schema


def _possible(path: str, method: str, operation: dict[str, Any]) -> list[int]:
    found = [400, 429]
    if operation.get("security"):
        found += [401, 403]
    if operation.get("parameters"):
        found += [404, 422]
    if "requestBody" in operation:
        found += [404, 413, 415, 422]  # what a body names may not be there either
    if method in ("patch", "post", "put", "delete") and "{" in path:
        found += [409]
    return found
