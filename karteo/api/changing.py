"""The writing doors of a record type: one edit each, as an action of its own."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field, create_model

from karteo.api.answers import json, settle
from karteo.api.asking import ApiRequest
from karteo.api.shapes import Json, Number, OutcomeOut, Strict, Why
from karteo.edits.apply import apply
from karteo.edits.shapes import Batch, Edit
from karteo.history import reads
from karteo.history.as_of import as_of
from karteo.history.undo import restoring
from karteo.identity.actor import Actor
from karteo.lib.clock import now
from karteo.lib.errors import NotFound
from karteo.lib.ids import new_id
from karteo.records import rows
from karteo.records.context import context
from karteo.records.registry import TYPES

SENT_TWICE = "Made by the writer; the same again is the same edit, and is not done twice."


class Creation(Strict):
    id: UUID | None = Field(None, description="Of the record; the same again makes no second one.")
    edit: UUID | None = Field(None, description=SENT_TWICE)
    fields: Json
    why: Why = ""


class Patching(Strict):
    edit: UUID | None = Field(None, description=SENT_TWICE)
    patch: Json = Field(description="{field: value}; what is not named stays.")
    base: Json | None = Field(None, description="{field: value} as the writer saw it; without it, overwritten unseen.")
    why: Why = ""


class Restoring(Strict):
    number: Number
    side: Literal["before", "after"] = Field("after", description="As it was before or after that change.")
    fields: list[str] | None = Field(None, description="Only these; without it, the whole record.")
    edit: UUID | None = Field(None, description=SENT_TWICE)
    why: Why = ""


class Deleted(Schema):
    batch: UUID


def changing(router: Router, name: str, plural: str, row: type[Schema]) -> None:
    """Add the writing doors to the router of a record type."""
    title = name.capitalize()
    changed: Any = create_model(
        f"{title}Changed",
        __base__=Schema,
        row=(row, ...),
        batch=(UUID | None, ...),
        number=(int | None, ...),
        outcome=(OutcomeOut | None, ...),
    )

    def create(request: ApiRequest, wish: Creation) -> HttpResponse:
        """Make a record. Faults are told with their place, and then nothing was made."""
        edit = Edit(
            record=wish.id or wish.edit or new_id(),
            type=name,
            id=wish.edit or wish.id,
            patch={**wish.fields, "created_at": now().isoformat()},
            base={},
        )
        return done(request.auth, edit, request.auth.source, wish.why, "fields", 201)

    if not TYPES[name].uploaded:
        router.post(f"/{plural}", response={201: changed}, operation_id=f"{plural}_create")(create)

    @router.patch(f"/{plural}/{{record}}", response=changed, operation_id=f"{plural}_change")
    def change(request: ApiRequest, record: UUID, wish: Patching) -> HttpResponse:
        """Change fields. Where somebody was faster, 409 tells base, theirs and mine; the other fields are changed."""
        edit = Edit(record=record, type=name, id=wish.edit, patch=wish.patch, base=wish.base)
        return done(request.auth, edit, request.auth.source, wish.why, "patch")

    @router.delete(f"/{plural}/{{record}}", response=Deleted, operation_id=f"{plural}_delete")
    def delete(request: ApiRequest, record: UUID, edit: UUID | None = None) -> HttpResponse:
        """Put a record into the recycle bin."""
        wish = Edit(record=record, type=name, id=edit, patch={"deleted_at": now().isoformat()})
        batch = Batch(id=edit or new_id(), source=request.auth.source)
        settle(apply(request.auth, batch, [wish])[0], batch.id, None, "")
        return json({"batch": batch.id})

    @router.post(f"/{plural}/{{record}}/restore", response=changed, operation_id=f"{plural}_restore")
    def restore(request: ApiRequest, record: UUID, wish: Restoring) -> HttpResponse:
        """Bring a record, or some of its fields, to what they were before or after a change; also out of the bin."""
        actor, current = request.auth, rows.get(request.auth, name, record)
        if current is None:
            raise NotFound(name)
        then = as_of(actor, name, record, wish.number - (wish.side == "before"))
        own = context(actor.workspace_id).fields(name)
        edit = restoring(current, then, [field for field in wish.fields or own if field in own])
        edit.id = wish.edit
        if not edit.patch:
            return json({"row": current, "batch": None, "number": None, "outcome": None})
        return done(actor, edit, "undo", wish.why, "fields")

    def done(actor: Actor, edit: Edit, source: str, why: str, prefix: str, status: int = 200) -> HttpResponse:
        edit.id = edit.id or new_id()
        batch = Batch(id=edit.id, source=source, why=why)
        reads.compared(actor, [edit])
        (outcome,) = apply(actor, batch, [edit])
        row = rows.get(actor, name, outcome.record)
        settle(outcome, batch.id, row, prefix)
        return json({"row": row, "batch": batch.id, "number": outcome.number, "outcome": outcome.json()}, status)
