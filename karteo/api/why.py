"""GET /api/contacts/{id}/why: why I may see and change this record, and who else may."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from karteo.api.answers import json
from karteo.api.asking import ApiRequest
from karteo.identity.actor import Actor, everybody
from karteo.lib.errors import NotFound
from karteo.records import access, rows
from karteo.records.context import context

Reason = Literal["admin", "owner", "chosen", "team", "role"]
router = Router(tags=["contacts"])


class Somebody(Schema):
    id: UUID
    name: str
    read: list[Reason]
    edit: list[Reason]


class Why(Schema):
    """Reasons: administrator, owner, chosen for this record, owner in one of my teams, what the role allows to
    everybody. An empty list: not allowed."""

    restricted: bool
    role: str
    read: list[Reason]
    edit: list[Reason]
    delete: list[Reason]
    hidden: int = Field(description="How many fields my role hides from me.")
    read_only: list[str] = Field(description="The fields that I may read and not change.")
    people: list[Somebody] = Field(description="Everybody who sees this record.")


@router.get("/contacts/{record}/why", response=Why, operation_id="contacts_why")
def why(request: ApiRequest, record: UUID) -> HttpResponse:
    """Why I may see and change this record, in words that screens translate, and who else sees it."""
    actor = request.auth
    row = rows.get(actor, "contact", record)
    if row is None:
        raise NotFound("contact")
    return json(_told(actor, row))


def _told(actor: Actor, row: dict[str, Any]) -> dict[str, Any]:
    ctx = context(actor.workspace_id)
    known = access.known_fields(actor, "contact", ctx)
    writable = access.writable_fields(actor, "contact", ctx)
    fields = ctx.fields("contact")
    people = []
    for one in everybody(actor.workspace_id):
        found = access.reasons(one, "contact", row)
        if found["read"]:
            people.append({"id": one.user_id, "name": one.name, "read": found["read"], "edit": found["edit"]})
    return {
        "restricted": bool(row.get("restricted")),
        "role": actor.role,
        **access.reasons(actor, "contact", row),
        "hidden": len(fields) - len(known),
        "read_only": sorted(name for name in known - writable if not fields[name].readonly),
        "people": people,
    }
