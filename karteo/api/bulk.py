"""One change of many contacts: look at it, order it, follow it, stop it."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from ninja import Router, Schema, Status
from pydantic import Field

from karteo.api import words
from karteo.api.asking import ApiRequest
from karteo.api.shapes import Json, Strict, Why
from karteo.bulk import change, change_tasks
from karteo.bulk.models import BulkChange

router = Router(tags=["bulk"])


class Chosen(Strict):
    """These contacts, or without `ids` all that match the words and the filter."""

    ids: list[UUID] | None = Field(None, max_length=10_000)
    q: str = Field("", max_length=500)
    filter: Json | None = None
    patch: Json = Field(description="{field: value}; what is not named stays.")


class BulkIn(Chosen):
    id: UUID | None = Field(None, description="Made by the writer; the same again is not done twice.")
    why: Why = ""


class Sample(Schema):
    id: UUID
    name: str
    before: Json
    after: Json


class Look(Schema):
    count: int
    left_out: int = Field(description="How many of the chosen ones you may not change.")
    sample: list[Sample]


class Problem(Schema):
    record: UUID
    code: str
    detail: str


class BulkOut(Schema):
    """`done` of `total` are through; `batch` is the action, which can be undone."""

    id: UUID
    batch: UUID
    status: Literal["running", "done", "failed", "cancelled"]
    total: int
    done: int
    changed: int
    unchanged: int
    refused: int
    problems: list[Problem]
    error: str


@router.post("/contacts/bulk/look", response=Look)
def look(request: ApiRequest, wish: Chosen) -> dict[str, Any]:
    """How many it would change, and the first of them before and after."""
    return change.look(request.auth, change.Wanted(**wish.dict()))


@router.post("/contacts/bulk", response={200: BulkOut, 202: BulkOut})
def start(request: ApiRequest, wish: BulkIn) -> Status[dict[str, Any]]:
    """Do it: up to 2,000 contacts at once, more in the background (202)."""
    made = change.start(request.auth, change.Wanted(**wish.dict(exclude={"id"})), wish.id)
    if made.status == "running":
        with transaction.atomic():
            change_tasks.order(made.workspace_id, made.id)
    return Status(202 if made.status == "running" else 200, shown(request, made))


@router.get("/bulk/{bulk}", response=BulkOut)
def read(request: ApiRequest, bulk: UUID) -> dict[str, Any]:
    """How far it is, and what became of it."""
    return shown(request, change.one(request.auth, bulk))


@router.post("/bulk/{bulk}/cancel", response=BulkOut)
def cancel(request: ApiRequest, bulk: UUID) -> dict[str, Any]:
    """Stop it. What was changed stays, and can be undone."""
    return shown(request, change.cancel(request.auth, bulk))


def shown(request: ApiRequest, made: BulkChange) -> dict[str, Any]:
    """The change as the screen needs it, reasons in the reader's language."""
    language = request.auth.language
    problems = [fault | {"detail": words.say(language, fault["code"], {}, fault["detail"])} for fault in made.problems]
    names = ("id", "status", "total", "done", "changed", "unchanged", "refused", "error")
    return {"batch": made.batch_id, "problems": problems} | {name: getattr(made, name) for name in names}
