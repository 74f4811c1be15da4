"""Sensitive fields: their values on demand, and for administrators who looked at them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from karteo.api.answers import json
from karteo.api.asking import ApiRequest, admin
from karteo.api.shapes import Json, Limit, Strict, Who
from karteo.history import reads

router = Router(tags=["privacy"])


class Revealing(Strict):
    fields: list[Annotated[str, StringConstraints(max_length=80)]] = Field(min_length=1, max_length=50)


class Revealed(Schema):
    values: Json


class Look(Schema):
    """`door`: screen = one field was shown, export = everything about the record was handed out."""

    id: UUID
    at: datetime
    by: Who
    type: str
    record: UUID
    name: str = Field(description="As the record is called now; empty when it is not there any more.")
    fields: list[str]
    door: str


class Looks(Schema):
    items: list[Look]
    next: UUID | None = Field(description="Ask again with `before` = this for older ones.")


@router.post("/contacts/{record}/reveal", response=Revealed)
def reveal(request: ApiRequest, record: UUID, wish: Revealing) -> HttpResponse:
    """The values of sensitive fields. That they were shown, and to whom, is written down."""
    return json({"values": reads.reveal(request.auth, "contact", record, list(dict.fromkeys(wish.fields)))})


@router.get("/reads", response=Looks)
def list_(
    request: ApiRequest,
    record: UUID | None = None,
    by: UUID | None = None,
    before: UUID | None = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Who looked at sensitive fields: of one record, by one person, or all. Administrators only."""
    items = reads.looks(admin(request), record, by, before, limit)
    return json({"items": items, "next": items[-1]["id"] if len(items) == limit else None})
