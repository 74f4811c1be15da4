"""Is it alive? For load balancers and `karteo check`."""
from __future__ import annotations

from django.db import connection
from django.http import HttpRequest
from ninja import Router, Schema

router = Router()


class Health(Schema):
    status: str


@router.get("/health", auth=None, response=Health)
def health(request: HttpRequest) -> dict[str, str]:
    """Answers when the process is up and its database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"status": "ok"}
