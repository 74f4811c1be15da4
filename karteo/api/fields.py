"""Custom fields: rows with a field type, which meet the same functions as the fields of the house."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction
from ninja import Router, Schema, Status
from pydantic import Field, StringConstraints

from karteo.api.asking import ApiRequest, admin
from karteo.api.lists import Label, OptionIn, OptionOut, settled
from karteo.api.shapes import Strict
from karteo.lib.errors import Error, NotFound, Refusal
from karteo.lib.ids import new_id
from karteo.lib.text import fold
from karteo.records.context import touch
from karteo.records.models import CustomField
from karteo.records.registry import TYPES

router = Router(tags=["schema"])
CustomType = Literal[
    "text", "longtext", "number", "money", "boolean", "choice", "multichoice", "date", "datetime", "link", "user"
]
Group = Literal["name", "contact", "address", "about", "custom"]
MOST = 100


class FieldIn(Strict):
    """`key` is made of the label when it is not given; it stands on records and is never changed."""

    type: CustomType
    label: Label
    key: Annotated[str, StringConstraints(pattern=r"^c_[a-z][a-z0-9_]{0,50}$")] | None = None
    record_type: Literal["contact"] = "contact"
    group: Group = "custom"
    required: bool = False
    options: list[OptionIn] = Field([], max_length=500)
    position: int = Field(0, ge=0, le=10_000)


class FieldPatch(Strict):
    label: Label | None = None
    group: Group | None = None
    required: bool | None = None
    options: list[OptionIn] | None = Field(None, max_length=500)
    position: int | None = Field(None, ge=0, le=10_000)
    retired: bool | None = None


class CustomFieldOut(Schema):
    id: UUID
    record_type: str
    key: str
    type: CustomType
    label: dict[str, str]
    group: str
    required: bool
    options: list[OptionOut]
    position: int
    retired: bool


class CustomFields(Schema):
    fields: list[CustomFieldOut]


@router.get("/fields", response=CustomFields)
def list_(request: ApiRequest) -> dict[str, Any]:
    """All custom fields, the retired ones too."""
    found = CustomField.objects.filter(workspace_id=request.auth.workspace_id)
    return {"fields": list(found.order_by("record_type", "position", "key"))}


@router.post("/fields", response={201: CustomFieldOut})
def create(request: ApiRequest, wish: FieldIn) -> Status[CustomField]:
    """A new field; forms, lists, filters, import and history have it at once."""
    actor = admin(request)
    options = _options(wish.type, wish.options, [])
    key = wish.key or _key(wish.label)
    with transaction.atomic():
        touch(actor.workspace_id)
        own = CustomField.objects.filter(workspace_id=actor.workspace_id)
        if own.count() >= MOST:
            raise Refusal([Error("", "too_many_fields", {"max": MOST}, f"At most {MOST} fields can be added.")])
        if key in {field.name for field in TYPES[wish.record_type].fields}:
            raise Refusal([_taken(key)])
        try:
            with transaction.atomic():
                made = CustomField.objects.create(
                    workspace_id=actor.workspace_id,
                    record_type=wish.record_type,
                    key=key,
                    type=wish.type,
                    label=wish.label,
                    group=wish.group,
                    required=wish.required,
                    options=options,
                    position=wish.position,
                )
        except IntegrityError:
            raise Refusal([_taken(key)]) from None
    return Status(201, made)


@router.patch("/fields/{field}", response=CustomFieldOut)
def change(request: ApiRequest, field: UUID, wish: FieldPatch) -> CustomField:
    """Change all but its key and type. A retired field keeps its values and is shown no more."""
    actor = admin(request)
    with transaction.atomic():
        touch(actor.workspace_id)
        found = CustomField.objects.filter(workspace_id=actor.workspace_id, id=field).first()
        if found is None:
            raise NotFound("field")
        for name, value in wish.dict(exclude_none=True, exclude={"options"}).items():
            setattr(found, name, value)
        if wish.options is not None:
            found.options = _options(found.type, wish.options, found.options)
        found.save()
    return found


def _options(type: str, wished: list[OptionIn], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    options = settled(wished, before)
    if (type in ("choice", "multichoice")) != bool(options):
        raise Refusal([Error("options", "options", {}, "Choices need options, other fields have none.")])
    return options


def _key(label: dict[str, str]) -> str:
    """A key of plain signs made of the label; a short unlike one where the label has none of them."""
    plain = re.sub(r"[^a-z0-9]+", "_", fold(label.get("en") or next(iter(label.values())))).strip("_")[:40]
    return f"c_{plain}" if plain[:1].isalpha() else f"c_field_{plain or new_id().hex[-8:]}"


def _taken(key: str) -> Error:
    return Error("key", "key_taken", {"key": key}, "There is a field with this key.")
