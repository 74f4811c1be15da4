"""Work on many records, whatever it is: how far it is, what became of it, and stopping it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from karteo.api import words
from karteo.api.asking import ApiRequest
from karteo.api.shapes import Json
from karteo.bulk import jobs
from karteo.bulk.models import Job
from karteo.history.undo import left_alone

router = Router(tags=["jobs"])


class Left(Schema):
    type: str
    record: UUID
    name: str
    field: str = Field(description="Empty: the record as a whole.")
    current: Any
    code: str
    detail: str


class Cause(Schema):
    """Why it could not go on: a code with what its sentence needs, and the sentence in the reader's language."""

    code: str
    params: Json
    detail: str


class JobOut(Schema):
    """`done` of `total` records are through; `batch` is the action, which can be looked at and undone."""

    id: UUID
    kind: Literal["change", "handover", "retention", "tags", "undo"]
    batch: UUID
    by: UUID
    status: Literal["running", "stopping", "done", "failed", "cancelled"]
    total: int
    done: int
    changed: int
    unchanged: int
    left: int = Field(description="How many records were left alone: refused, or changed by somebody meanwhile.")
    left_alone: list[Left] = Field(description="The first of them, with what stands there now.")
    error: Cause | None
    created_at: datetime


class Jobs(Schema):
    jobs: list[JobOut]


@router.get("/jobs", response=Jobs)
def list_(request: ApiRequest) -> dict[str, Any]:
    """One's own jobs that run now, oldest first: for whoever comes back, or looks from another device."""
    return {"jobs": [shown(request, job) for job in jobs.running(request.auth)]}


@router.get("/jobs/{job}", response=JobOut)
def read(request: ApiRequest, job: UUID) -> dict[str, Any]:
    """How far it is, and what became of it: a job of one's own, or for an administrator of anybody's."""
    return shown(request, jobs.one(request.auth, job))


@router.post("/jobs/{job}/cancel", response=JobOut)
def cancel(request: ApiRequest, job: UUID) -> dict[str, Any]:
    """Stop it after the records that are being written. What was done stays, and can be undone."""
    return shown(request, jobs.cancel(request.auth, job))


def shown(request: ApiRequest, job: Job) -> dict[str, Any]:
    """The job as the screen needs it: what the reader may see, reasons in his language."""
    names = ("id", "kind", "by", "status", "total", "done", "created_at")
    left = left_alone(request.auth, job.result["left_alone"])
    told: dict[str, Any] = job.result | {"left_alone": said(request, left), "error": cause(request, job.fault)}
    return {"batch": job.batch_id} | told | {name: getattr(job, name) for name in names}


def said(request: ApiRequest, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The reasons in the reader's language."""
    language = request.auth.language
    return [line | {"detail": words.say(language, line["code"], {}, line["detail"])} for line in lines]


def cause(request: ApiRequest, fault: dict[str, Any] | None) -> dict[str, Any] | None:
    """Why it could not go on, in the reader's language."""
    if fault is None:
        return None
    return fault | {"detail": words.say(request.auth.language, fault["code"], fault["params"], fault["detail"])}


def status(job: Job) -> int:
    """202 while it goes on in the background."""
    return 202 if jobs.goes_on(job) else 200
