"""The retention rules of a workspace, and their runs: ordered by an administrator, or every night."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db import connections, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from karteo.bulk.retention import Rule, preview, run
from karteo.identity.actor import Actor, by_user
from karteo.lib.clock import now
from karteo.lib.errors import Error, Forbidden, Refusal
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.records.fields.dates import stamp
from karteo.records.registry import TYPES

log = logging.getLogger("karteo.bulk")
SILENCE = timedelta(minutes=5)
NIGHTLY = """SELECT id, settings->'retention' FROM identity_workspace WHERE settings ? 'retention'
 /* across workspaces: every night each has its turn */"""
STORE = """
UPDATE identity_workspace SET settings = settings || jsonb_build_object('retention',
  coalesce(settings->'retention', '{}') || jsonb_build_object(%(type)s::text,
    coalesce(settings->'retention'->(%(type)s::text), '{}') || jsonb_build_object(%(part)s::text, %(value)s::jsonb)))
 WHERE id = %(workspace)s
"""


def rules(workspace_id: UUID) -> dict[str, dict[str, Any]]:
    """For each type {rule: {on, months, what, keep, by} or null, run: the last run or null}."""
    ((text,),) = rows("SELECT settings->'retention' FROM identity_workspace WHERE id = %s", (workspace_id,))
    stored = orjson.loads(text) if isinstance(text, str) else text or {}
    return {type: {"rule": None, "run": None} | stored.get(type, {}) for type in TYPES if type != "relationship"}


def settle(actor: Actor, type: str, rule: Rule, on: bool) -> None:
    """Keep the rule of a type; `on` = every night, in the name of who switched it on."""
    allowed(actor)
    _store(actor.workspace_id, type, "rule", rule.json() | {"on": on, "by": str(actor.user_id)})


def order(actor: Actor, type: str, rule: Rule, count: int) -> dict[str, Any]:
    """Let go now what is due. Refused when it is not as many as the administrator saw, or one is running."""
    allowed(actor)
    found = preview(actor.workspace_id, type, rule)["count"]
    if found != count:
        raise Refusal([Error("count", "count_differs", {"count": found}, f"By now these are {found} records.")])
    return _start(actor, type, rule, found)


def _start(actor: Actor, type: str, rule: Rule, count: int) -> dict[str, Any]:
    last = rules(actor.workspace_id)[type]["run"]
    if last and last["status"] == "running" and datetime.fromisoformat(last["seen_at"]) > now() - SILENCE:
        raise Refusal([Error("", "already_run", {"status": "running"}, "A run is going on already.")])
    begun = {
        **rule.json(),
        "batch": str(new_id()),
        "by": str(actor.user_id),
        "status": "running",
        "total": count,
        "done": 0,
        "started_at": stamp(now()),
        "seen_at": stamp(now()),
    }
    with transaction.atomic():
        _store(actor.workspace_id, type, "run", begun)
        retain.defer(workspace=str(actor.workspace_id), type=type, batch=begun["batch"])
    return begun


@app.task(name="retain", queue="bulk")
def retain(workspace: str, type: str, batch: str) -> None:
    """Do one ordered run, in the name of who ordered it and only while he is an administrator."""
    workspace_id = UUID(workspace)
    try:
        begun = rules(workspace_id)[type]["run"]
        if begun and begun["batch"] == batch and begun["status"] == "running":
            _run(workspace_id, type, begun)
    finally:
        connections.close_all()  # of the thread that the worker lent


def _run(workspace_id: UUID, type: str, begun: dict[str, Any]) -> None:
    def note(done: int, status: str = "running") -> None:
        begun.update(done=done, status=status, seen_at=stamp(now()))
        _store(workspace_id, type, "run", begun)

    try:
        actor = by_user(workspace_id, UUID(begun["by"]), "bulk")
        if actor is None:
            raise Forbidden
        allowed(actor)
        rule = Rule(begun["months"], begun["what"], tuple(begun["keep"]))
        note(run(actor, type, rule, UUID(begun["batch"]), note), "done")
    except Forbidden:
        note(begun["done"], "failed")
    except Exception:
        note(begun["done"], "failed")
        raise


@app.periodic(cron="17 2 * * *")
@app.task(name="retention_nightly", queue="bulk", queueing_lock="retention nightly", pass_context=False)
def retention_nightly(timestamp: int) -> None:
    """Order the run of every rule that is switched on and has something to let go."""
    try:
        for workspace_id, text in rows(NIGHTLY):
            stored = orjson.loads(text) if isinstance(text, str) else text
            for type, held in stored.items():
                wished = held.get("rule")
                if wished and wished["on"] and type in TYPES:
                    _tonight(workspace_id, type, wished)
    finally:
        connections.close_all()


def _tonight(workspace_id: UUID, type: str, wished: dict[str, Any]) -> None:
    actor = by_user(workspace_id, UUID(wished["by"]), "bulk")
    if actor is None or not actor.admin:
        log.warning("The retention rule for %s rests: who switched it on is no administrator any more", type)
        return
    rule = Rule(wished["months"], wished["what"], tuple(wished["keep"]))
    if count := preview(workspace_id, type, rule)["count"]:
        try:
            _start(actor, type, rule, count)
        except (Refusal, AlreadyEnqueued):
            log.info("the retention run for %s goes on already", type)


def allowed(actor: Actor) -> None:
    """Forbidden for everybody but administrators."""
    if not actor.admin:
        raise Forbidden("forbidden", "Only an administrator sets how long records are kept.")


def _store(workspace_id: UUID, type: str, part: str, value: dict[str, Any]) -> None:
    rows(STORE, {"workspace": workspace_id, "type": type, "part": part, "value": orjson.dumps(value).decode()})
