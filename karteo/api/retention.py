"""How long records are kept: a rule for each type, what it would let go, and letting it go. Administrators only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from karteo.api.answers import json
from karteo.api.asking import ApiRequest, admin
from karteo.api.jobs import JobOut, shown
from karteo.api.shapes import Strict, handed_out
from karteo.bulk import retaining, retention
from karteo.bulk.retention import Rule
from karteo.bulk.writers.csv import lines
from karteo.identity.actor import Actor
from karteo.lib.errors import Error, NotFound, Refusal
from karteo.records.context import context

router = Router(tags=["privacy"])
Months = Annotated[int, Field(ge=1, le=600, description="Not changed for so many months.")]
What = Literal["bin", "erase"]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}$")]
Type = Annotated[str, Field(max_length=40)]


class RuleIn(Strict):
    type: Type
    months: Months
    what: What = Field("bin", description="Into the recycle bin, or erased for good.")
    keep: list[Key] = Field([], max_length=100, description="Relations whose contacts are kept.")


class Settling(RuleIn):
    on: bool = Field(description="Every night.")


class Running(RuleIn):
    count: int = Field(ge=0, description="As many as the preview said; otherwise nothing is done.")


class RuleOut(Schema):
    on: bool
    months: int
    what: What
    keep: list[str]
    by: UUID


class RunOut(JobOut):
    """A run, and by what rule; its action can be taken back when it was the bin."""

    what: What
    months: int
    keep: list[str]


class Held(Schema):
    rule: RuleOut | None
    run: RunOut | None


class Retention(Schema):
    types: dict[str, Held]


class Forgotten(Schema):
    id: UUID
    name: str
    changed_at: datetime


class Preview(Schema):
    count: int
    sample: list[Forgotten] = Field(description="The longest forgotten.")


@router.get("/retention", response=Retention)
def read(request: ApiRequest) -> HttpResponse:
    """The rules, and how their last runs went."""
    return _told(request, admin(request))


@router.put("/retention", response=Retention)
def settle(request: ApiRequest, wish: Settling) -> HttpResponse:
    """Keep a rule; switched on, it runs every night."""
    actor = admin(request)
    retaining.settle(actor, wish.type, _rule(actor, wish), wish.on)
    return _told(request, actor)


@router.post("/retention/preview", response=Preview)
def preview(request: ApiRequest, wish: RuleIn) -> HttpResponse:
    """How many records the rule would let go, and the first names. Nothing is done."""
    actor = admin(request)
    return json(retention.preview(actor.workspace_id, wish.type, _rule(actor, wish)))


@router.get("/retention/list", openapi_extra=handed_out("text/csv"))
def listed(request: ApiRequest, wish: Query[RuleIn]) -> StreamingHttpResponse:
    """Everything that the rule would let go, as CSV: id, name, created, changed, in the bin."""
    actor = admin(request)
    rule = _rule(actor, wish)
    heads = ["id", "name", "created_at", "changed_at", "deleted_at"]
    text = lines(heads, retention.listed(actor.workspace_id, wish.type, rule))
    answer = StreamingHttpResponse(_bytes(text), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="retention-{wish.type}.csv"'
    return answer


@router.post("/retention/run", response={202: Retention})
def run(request: ApiRequest, wish: Running) -> HttpResponse:
    """Let go now, in the background, what the preview showed."""
    actor = admin(request)
    retaining.order(actor, wish.type, _rule(actor, wish), wish.count)
    return _told(request, actor, 202)


def _told(request: ApiRequest, actor: Actor, code: int = 200) -> HttpResponse:
    types = retaining.rules(actor.workspace_id)
    for held in types.values():
        if job := held["run"]:
            held["run"] = shown(request, job) | {name: job.args[name] for name in ("what", "months", "keep")}
    return json({"types": types}, code)


def _rule(actor: Actor, wish: RuleIn) -> Rule:
    if wish.type not in retaining.rules(actor.workspace_id):
        raise NotFound("type")
    known = retention.relations(context(actor.workspace_id), wish.type)
    if unknown := [key for key in wish.keep if key not in known]:
        raise Refusal([Error("keep", "not_in_list", {"value": unknown[0], "allowed": known}, "Not in the list.")])
    return Rule(wish.months, wish.what, tuple(dict.fromkeys(wish.keep)))


def _bytes(text: Iterator[str]) -> Iterator[bytes]:
    yield "\ufeff".encode()
    for line in text:
        yield line.encode()
