"""One change of many contacts: look at it, and order it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from karteo.api.asking import ApiRequest
from karteo.api.jobs import JobOut, shown, status
from karteo.api.shapes import Json, Strict, Why
from karteo.bulk import change

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
    owner_id: UUID | None
    before: Json
    after: Json


class Look(Schema):
    count: int
    left_out: int = Field(description="How many of the chosen ones you may not change.")
    sample: list[Sample]


@router.post("/contacts/bulk/look", response=Look)
def look(request: ApiRequest, wish: Chosen) -> dict[str, Any]:
    """How many it would change, and the first of them before and after."""
    return change.look(request.auth, change.Wanted(**wish.dict()))


@router.post("/contacts/bulk", response={200: JobOut, 202: JobOut})
def start(request: ApiRequest, wish: BulkIn) -> Status[dict[str, Any]]:
    """Do it: up to 2,000 contacts at once, more in the background (202)."""
    job = change.start(request.auth, change.Wanted(**wish.dict(exclude={"id"})), wish.id)
    return Status(status(job), shown(request, job))
