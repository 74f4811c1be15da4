"""The shapes that several doors share: an edit, its outcome, an action, a line of history."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

Json = dict[str, Any]
Why = Annotated[str, StringConstraints(max_length=1000)]
Limit = Annotated[int, Field(ge=1, le=200)]
Number = Annotated[int, Field(ge=0, le=2**63 - 2)]


def handed_out(*media_types: str) -> Json:
    """What the OpenAPI says of a door that answers with a file of one of these types."""
    content = {one: {"schema": {"type": "string", "format": "binary"}} for one in media_types}
    return {"responses": {200: {"description": "The file", "content": content}}}


class Strict(Schema):
    """A request body: a key nobody knows is a fault, not a wish that is silently dropped."""

    model_config = ConfigDict(extra="forbid")


class Who(Schema):
    id: UUID | None
    name: str


class EditIn(Strict):
    """One wish for one record. `base` is what the writer saw; without it nothing was seen."""

    id: UUID
    type: str
    record: UUID
    patch: Json
    base: Json | None = None


class OutcomeOut(Schema):
    """What became of an edit; the same answer however often it is asked."""

    edit: UUID | None
    type: str
    record: UUID
    status: Literal["done", "conflict", "refused"]
    fields: dict[str, Json]
    changed: bool
    number: int | None


class Partly(Schema):
    """An undo that was stopped, broke off or still runs: `done` of `of` records are put back; null for who may not know
    the numbers. The same undo again does the rest."""

    by: UUID
    done: int | None
    of: int | None


class BatchOut(Schema):
    """One action of a person or a program; `undone_by` is the action that took it back."""

    id: UUID
    at: datetime
    by: Who
    source: str
    why: str
    undo_of: UUID | None
    undone_by: UUID | None
    partly_undone: Partly | None


class ChangeOut(Schema):
    """One change of one record: who, when, through what, why, and each field's [before, after]."""

    batch: UUID
    number: int
    at: datetime
    by: Who
    source: str
    why: str
    undo_of: UUID | None
    undone_by: UUID | None
    partly_undone: Partly | None
    patch: dict[str, list[Any]]
    sealed: list[str] = Field(description="Sensitive fields that it changed; their values are not told.")
