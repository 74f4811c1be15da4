"""Custom fields: rows with a field type, which meet the same functions as the fields of the house.

And which fields of all are sensitive: of custom ones it stands in their row, of the others beside the lists.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from django.db import IntegrityError, transaction
from django.db.models import Max
from ninja import Router, Schema, Status
from pydantic import Field, StringConstraints

from karteo.api.asking import ApiRequest, admin
from karteo.api.lists import Label, OptionIn, OptionOut, settled
from karteo.api.shapes import Strict
from karteo.edits.closing import closing
from karteo.identity.actor import Actor
from karteo.lib.errors import Error, NotFound, Refusal
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.lib.text import fold
from karteo.records import groups
from karteo.records.access import NEVER_HIDDEN, known_fields
from karteo.records.context import SETTINGS, context, touch
from karteo.records.fields import Photo
from karteo.records.models import CustomField
from karteo.records.registry import TYPES

router = Router(tags=["schema"])
CustomType = Literal[
    "text", "longtext", "number", "money", "boolean", "choice", "multichoice", "date", "datetime", "link", "user"
]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,50}$")]
MOST = 100


class FieldIn(Strict):
    """`key` is made of the label when it is not given; it stands on records and is never changed."""

    type: CustomType
    label: Label
    key: Annotated[str, StringConstraints(pattern=r"^c_[a-z][a-z0-9_]{0,50}$")] | None = None
    record_type: Name = "contact"
    group: Name = "custom"
    group_label: Label | None = Field(None, description="Puts it into a section of this name; see PATCH.")
    required: bool = Field(False, description="Asked when a record is made, and when a value is taken away.")
    sensitive: bool = Field(False, description="Shown only by asking for it, which is noted.")
    options: list[OptionIn] = Field([], max_length=500)
    position: int = Field(0, ge=0, le=10_000)


class FieldPatch(Strict):
    label: Label | None = None
    group: Name | None = None
    group_label: Label | None = Field(
        None, description="Puts it into the section of this name; a `group` of one's own is called so from now on."
    )
    required: bool | None = None
    sensitive: bool | None = None
    options: list[OptionIn] | None = Field(None, max_length=500)
    position: int | None = Field(None, ge=0, le=10_000)
    retired: bool | None = None


class Order(Strict):
    record_type: Name
    order: list[UUID] = Field(max_length=500, description="Those left out stand behind, as they stood.")


class HousePatch(Strict):
    sensitive: bool


class HouseOut(Schema):
    record_type: str
    name: str
    sensitive: bool


class CustomFieldOut(Schema):
    id: UUID
    record_type: str
    key: str
    type: CustomType
    label: dict[str, str]
    group: str
    required: bool
    sensitive: bool
    options: list[OptionOut]
    position: int
    retired: bool


class CustomFields(Schema):
    fields: list[CustomFieldOut]


@router.get("/fields", response=CustomFields)
def list_(request: ApiRequest) -> dict[str, Any]:
    """All custom fields, the retired ones too; to others than administrators those that they may know of."""
    actor = request.auth
    found = CustomField.objects.filter(workspace_id=actor.workspace_id).order_by("record_type", "position", "key")
    if actor.admin:
        return {"fields": list(found)}
    ctx = context(actor.workspace_id)
    known = {name: known_fields(actor, name, ctx) for name in TYPES}
    return {"fields": [field for field in found if field.key in known.get(field.record_type, ())]}


@router.post("/fields", response={201: CustomFieldOut})
def create(request: ApiRequest, wish: FieldIn) -> Status[CustomField]:
    """A new field; forms, lists, filters, import and history have it at once."""
    actor = admin(request)
    options = _options(wish.type, wish.options, [])
    key = wish.key or _key(wish.label)
    _fits(actor, wish.record_type, wish.group)

    def make() -> CustomField:
        own = CustomField.objects.filter(workspace_id=actor.workspace_id, record_type=wish.record_type)
        if own.count() >= MOST:
            raise Refusal([Error("", "too_many_fields", {"max": MOST}, f"At most {MOST} fields can be added.")])
        if key in {field.name for field in TYPES[wish.record_type].fields}:
            raise Refusal([_taken(key)])
        group = wish.group
        if wish.group_label:
            group = groups.named(actor.workspace_id, wish.record_type, group, wish.group_label)
        behind = own.aggregate(last=Max("position"))["last"]
        try:
            with transaction.atomic():
                return CustomField.objects.create(
                    workspace_id=actor.workspace_id,
                    record_type=wish.record_type,
                    key=key,
                    type=wish.type,
                    label=wish.label,
                    group=group,
                    required=wish.required,
                    sensitive=wish.sensitive,
                    options=options,
                    position=wish.position or (0 if behind is None else behind + 1),
                )
        except IntegrityError:
            raise Refusal([_taken(key)]) from None

    return Status(201, closing(actor.workspace_id, make))


@router.put("/fields", response=CustomFields)
def order(request: ApiRequest, wish: Order) -> dict[str, Any]:
    """Put the custom fields of a record type into this order; forms and lists show them so."""
    actor = admin(request)
    _fits(actor, wish.record_type, None)
    places = {field: place for place, field in enumerate(wish.order)}
    with transaction.atomic():
        touch(actor.workspace_id)
        own = CustomField.objects.filter(workspace_id=actor.workspace_id, record_type=wish.record_type)
        found = sorted(own, key=lambda field: (places.get(field.id, len(places)), field.position, field.key))
        for place, field in enumerate(found):
            if field.position != place:
                own.filter(id=field.id).update(position=place)
    return list_(request)


@router.patch("/fields/{field}", response=CustomFieldOut)
def change(request: ApiRequest, field: UUID, wish: FieldPatch) -> CustomField:
    """Change all but its key and type. A retired field keeps its values and is shown no more."""
    actor = admin(request)

    def save() -> CustomField:
        found = CustomField.objects.filter(workspace_id=actor.workspace_id, id=field).first()
        if found is None:
            raise NotFound("field")
        _fits(actor, found.record_type, wish.group)
        for name, value in wish.dict(exclude_none=True, exclude={"options", "group_label"}).items():
            setattr(found, name, value)
        if wish.group_label:
            found.group = groups.named(actor.workspace_id, found.record_type, found.group, wish.group_label)
        if wish.options is not None:
            found.options = _options(found.type, wish.options, found.options)
        found.save()
        groups.sweep(actor.workspace_id, found.record_type)
        return found

    return closing(actor.workspace_id, save)


@router.put("/fields/{record_type}/{name}", response=HouseOut)
def house(request: ApiRequest, record_type: str, name: str, wish: HousePatch) -> dict[str, Any]:
    """Say of a field that every workspace has whether it is sensitive here."""
    actor = admin(request)
    kind = TYPES.get(record_type)
    field = next((one for one in kind.fields if one.name == name), None) if kind else None
    if field is None:
        raise NotFound("field")
    picture = isinstance(field, Photo)  # it is seen, not read; a role can hide it
    if kind and wish.sensitive and (field.group in NEVER_HIDDEN or name in kind.policy or picture):
        raise Refusal([Error("sensitive", "always_open", {"field": name}, "This field is always shown.")])

    def mark() -> None:
        stored = rows("SELECT lists::text FROM records_schema WHERE workspace_id = %s", (actor.workspace_id,))
        settings = orjson.loads(stored[0][0]).get(SETTINGS, {})
        settings.setdefault(record_type, {}).setdefault(name, {})["sensitive"] = wish.sensitive
        rows(
            "UPDATE records_schema SET lists = lists || %s::jsonb WHERE workspace_id = %s",
            (orjson.dumps({SETTINGS: settings}).decode(), actor.workspace_id),
        )

    closing(actor.workspace_id, mark)
    return {"record_type": record_type, "name": name, "sensitive": wish.sensitive}


def _fits(actor: Actor, record_type: str, group: str | None) -> None:
    """Refuse a record type that there is not, and a group that it has not."""
    kind = TYPES.get(record_type)
    if kind is None:
        raise Refusal([Error("record_type", "unknown_type", {"type": record_type}, "There is no such record type.")])
    own = context(actor.workspace_id).groups.get(record_type, {})
    if group is not None and group not in (*kind.groups, "custom", *own):
        raise Refusal([Error("group", "not_in_list", {"value": group}, "There is no such group.")])


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
