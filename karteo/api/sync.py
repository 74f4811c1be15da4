"""POST /api/sync: a device's actions in, what changed since its cursor out. docs/devices.md tells the rules."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from karteo.api.answers import json
from karteo.api.asking import ApiRequest
from karteo.api.shapes import EditIn, Json, Number, OutcomeOut, Strict, Why
from karteo.edits.shapes import Batch, Edit
from karteo.sync.exchange import MOST_ACTIONS, Action, Cursor, exchange

router = Router(tags=["sync"])


class ActionIn(Strict):
    """What a person did in one go: all of it, or nothing, is stored."""

    n: int = Field(ge=1, le=2**62, description="1, 2, 3 … on this device, without a hole.")
    batch: UUID
    why: Why = ""
    source: Literal["screen", "undo"] = "screen"
    undo_of: UUID | None = None
    edits: list[EditIn] = Field(min_length=1, max_length=1000)


class CursorIn(Strict):
    epoch: str = Field(max_length=150)
    number: Number


class SyncIn(Strict):
    device: UUID
    cursor: CursorIn | None = Field(None, description="The cursor of the last answer; null the first time.")
    actions: list[ActionIn] = Field([], max_length=MOST_ACTIONS)
    want: int = Field(500, ge=1, le=2000, description="About how many changed rows in one answer.")


class ActionOut(Schema):
    n: int
    outcomes: list[OutcomeOut]


class Gone(Schema):
    type: str
    id: UUID
    number: int


class CursorOut(Schema):
    epoch: str
    number: int


class SyncOut(Schema):
    outcomes: list[ActionOut]
    rows: list[Json] = Field(description="Changed records as in the lists, each with the `number` of its change.")
    gone: list[Gone] = Field(description="Records the device may no longer hold.")
    cursor: CursorOut
    more: bool = Field(description="Ask again at once: there is more behind the cursor.")
    gap: int | None = Field(description="This action is missing; send it first, nothing from it on was taken.")
    reset: bool = Field(description="The copy is of another epoch: drop it, keep the unsent, begin with cursor null.")
    forked: int | None = Field(description="This number was used by other edits: take a new device id, renumber.")


@router.post("/sync", response=SyncOut)
def sync(request: ApiRequest, wish: SyncIn) -> HttpResponse:
    """Safe to send again when the answer was lost: what was done is answered, not done twice."""
    actions = [
        Action(
            one.n,
            Batch(id=one.batch, source=one.source, why=one.why, undo_of=one.undo_of),
            [Edit(record=e.record, patch=e.patch, base=e.base, type=e.type, id=e.id) for e in one.edits],
        )
        for one in wish.actions
    ]
    cursor = Cursor(wish.cursor.epoch, wish.cursor.number) if wish.cursor else None
    return json(exchange(request.auth, wish.device, cursor, actions, wish.want))
