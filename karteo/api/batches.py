"""Actions of people and programs: which there were, what one changed, and taking one back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from karteo.api.answers import json
from karteo.api.asking import ApiRequest
from karteo.api.jobs import JobOut, Left, said, shown, status
from karteo.api.shapes import BatchOut, Limit, Strict, Why
from karteo.bulk import undoing
from karteo.bulk.models import Job
from karteo.history import batches
from karteo.history.sample import counts, sample
from karteo.lib.errors import Forbidden
from karteo.records import access

router = Router(tags=["batches"])


class Batches(Schema):
    items: list[BatchOut]
    next: UUID | None = Field(description="Ask again with `before` = this for older ones.")


class Counts(Schema):
    records: int
    created: int
    deleted: int
    restored: int


class Sample(Schema):
    type: str
    record: UUID
    name: str
    number: int
    patch: dict[str, list[Any]]


class BatchOpen(Schema):
    batch: BatchOut
    counts: Counts
    changes: list[Sample] = Field(description="The first of what it changed.")


class Undoing(Strict):
    batch: UUID | None = Field(None, description="The id of the undoing action; the same again is the same undo.")
    why: Why = ""


class Undone(Schema):
    batch: UUID
    done: int
    unchanged: int
    left: int = Field(description="How many records were left alone, as somebody changed them since.")
    left_alone: list[Left] = Field(description="The first of them, with what stands there now.")
    job: JobOut | None = Field(None, description="When it is done in the background: ask this job how far it is.")


@router.get("/batches", response=Batches)
def list_(request: ApiRequest, before: UUID | None = None, limit: Limit = 50) -> HttpResponse:
    """The last actions in the workspace, newest first."""
    items = batches.recent(request.auth, before, limit, undoing.parts)
    return json({"items": items, "next": items[-1]["id"] if len(items) == limit else None})


@router.get("/batches/{batch}", response=BatchOpen)
def open_(request: ApiRequest, batch: UUID) -> HttpResponse:
    """One action: who, when, through what, how many records, and the first of its changes."""
    actor = request.auth
    return json(
        {
            "batch": batches.one(actor, batch, undoing.parts),
            "counts": counts(actor, batch),
            "changes": sample(actor, batch),
        }
    )


@router.post("/batches/{batch}/undo", response={200: Undone, 202: Undone})
def undo_(request: ApiRequest, batch: UUID, wish: Undoing | None = None) -> HttpResponse:
    """Take an action back, as an action of its own: what somebody changed since is left alone and listed. More than
    2,000 records are put back in the background (202), and `job` tells how far that is."""
    if not access.may(request.auth, "edit"):
        raise Forbidden("forbidden")
    wish = wish or Undoing(batch=None)
    made = undoing.start(request.auth, batch, wish.batch, wish.why)
    if isinstance(made, Job):
        job = shown(request, made)
        so_far = {"batch": made.batch_id, "done": made.result["changed"], "unchanged": made.result["unchanged"]}
        return json(so_far | {"left": job["left"], "left_alone": job["left_alone"], "job": job}, status(made))
    return json(asdict(made) | {"left_alone": said(request, made.left_alone), "job": None})
