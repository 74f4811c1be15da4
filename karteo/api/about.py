"""What the server says of itself: that it is alive, and what its API is."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from django.db import connection
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

router = Router(tags=["about"])


class Health(Schema):
    status: str


@router.get("/health", auth=None, response=Health)
def health(request: HttpRequest) -> dict[str, str]:
    """Answers when the process is up and its database answers. For load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"status": "ok"}


@router.get("/openapi.json", auth=None, include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:
    return HttpResponse(committed(), content_type="application/json")


@cache
def committed() -> bytes:
    """The OpenAPI as it stands in the repository (`make openapi` writes it, a test compares it)."""
    return (files(__package__) / "openapi.json").read_bytes()
