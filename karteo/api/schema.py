"""GET /api/schema: everything a client needs to show, edit, filter and sort: types, fields, lists, people."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from karteo.api.answers import json
from karteo.api.asking import ApiRequest
from karteo.api.lists import OptionOut
from karteo.files.pictures import PHOTO_MAX_MB
from karteo.records import access, tagging
from karteo.records.context import context
from karteo.records.registry import TYPES

router = Router(tags=["schema"])
Label = dict[str, str]


class FieldOut(Schema):
    """A field type adds what it needs: choices, kinds, parts …"""

    model_config = ConfigDict(extra="allow")

    name: str
    type: str
    group: str
    label: Label
    required: bool
    readonly: bool
    fixed: bool = Field(description="Said when the record is made, and not changed after.")
    sensitive: bool = Field(description="Not in lists and copies; shown on demand, and each look is logged.")
    custom: bool
    only: str | None = Field(None, description="Asked of this kind only; others show it when it is filled.")
    operators: list[str]
    sortable: bool
    many: bool = False
    kinds: list[str] = []
    parts: list[str] = []
    list_: str | None = Field(None, alias="list")
    target: str | None = None
    choices: list[OptionOut] = []


class OwnGroup(Schema):
    """A section that an administrator named."""

    name: str
    label: Label


class TypeOut(Schema):
    fields: list[FieldOut]
    groups: list[str | OwnGroup]


class Somebody(Schema):
    id: UUID
    name: str
    active: bool


class Limits(Schema):
    """Said before somebody has waited for the refusal."""

    file_max_mb: int
    photo_max_mb: int


class SchemaOut(Schema):
    types: dict[str, TypeOut]
    users: list[Somebody]
    lists: dict[str, list[OptionOut]]
    version: int
    country: str
    language: str
    limits: Limits
    tags: dict[str, str] = Field(description="The colours of tags that have one.")


@router.get("/schema", response=SchemaOut)
def schema(request: ApiRequest) -> HttpResponse:
    """The description of every record type as this person may see it; `version` grows when something changes."""
    actor = request.auth
    ctx = context(actor.workspace_id, actor.user_id)
    types = {}
    for name, kind in TYPES.items():
        fields, writable = ctx.fields(name), access.writable_fields(actor, name, ctx)
        known = access.known_fields(actor, name, ctx)
        used = {fields[field].group for field in known}  # a section of fields that he may not know is not told
        own = ctx.groups.get(name, {}).items()
        types[name] = {
            "groups": [
                *kind.groups,
                *({"name": key, "label": label} for key, label in own if key in used or actor.admin),
            ],
            "fields": [
                told | {"readonly": told["readonly"] or field not in writable}
                for field in fields
                if field in known
                for told in [fields[field].schema(ctx)]
            ],
        }
    users = [{"id": id, "name": name, "active": active} for id, (name, active) in ctx.users().items()]
    return json(
        {
            "types": types,
            "users": users,
            "lists": {name: list(found) for name, found in ctx.lists.items()},
            "version": ctx.version,
            "country": ctx.country,
            "language": ctx.language,
            "limits": {"file_max_mb": settings.FILE_MAX_MB, "photo_max_mb": PHOTO_MAX_MB},
            "tags": tagging.colors(actor),
        }
    )
