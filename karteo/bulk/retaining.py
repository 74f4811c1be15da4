"""The retention rules of a workspace, and their runs: ordered by an administrator, or every night."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

import orjson
from django.db import connections
from procrastinate.contrib.django import app

from karteo.bulk import jobs
from karteo.bulk.models import Job
from karteo.bulk.retention import Rule, preview, start
from karteo.identity.actor import Actor, by_user
from karteo.lib.errors import Error, Forbidden, Refusal
from karteo.lib.sql import rows
from karteo.records.registry import TYPES

log = logging.getLogger("karteo.bulk")
NIGHTLY = """SELECT id, settings->'retention' FROM identity_workspace WHERE settings ? 'retention'
 /* across workspaces: every night each has its turn */"""
STORE = """
UPDATE identity_workspace SET settings = settings || jsonb_build_object('retention',
  coalesce(settings->'retention', '{}') || jsonb_build_object(%(type)s::text,
    jsonb_build_object('rule', %(rule)s::jsonb)))
 WHERE id = %(workspace)s
"""


def rules(workspace_id: UUID) -> dict[str, dict[str, Any]]:
    """For each type {rule: {on, months, what, keep, by} or null, run: the last job or null}."""
    ((text,),) = rows("SELECT settings->'retention' FROM identity_workspace WHERE id = %s", (workspace_id,))
    stored = orjson.loads(text) if isinstance(text, str) else text or {}
    runs = jobs.latest(workspace_id, "retention", "type")
    return {
        type: {"rule": stored.get(type, {}).get("rule"), "run": runs.get(type)}
        for type in TYPES
        if type != "relationship"
    }


def settle(actor: Actor, type: str, rule: Rule, on: bool) -> None:
    """Keep the rule of a type; `on` = every night, in the name of who switched it on."""
    allowed(actor)
    _store(actor.workspace_id, type, rule.json() | {"on": on, "by": str(actor.user_id)})


def order(actor: Actor, type: str, rule: Rule, count: int) -> Job:
    """Let go now what is due. Refused when it is not as many as the administrator saw, or one is running."""
    allowed(actor)
    found = preview(actor.workspace_id, type, rule)["count"]
    if found != count:
        raise Refusal([Error("count", "count_differs", {"count": found}, f"By now these are {found} records.")])
    return _start(actor, type, rule)


def _start(actor: Actor, type: str, rule: Rule) -> Job:
    last = jobs.latest(actor.workspace_id, "retention", "type").get(type)
    if last and jobs.goes_on(last):
        raise Refusal([Error("", "already_run", {"status": "running"}, "A run is going on already.")])
    return start(actor, type, rule)


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
    if preview(workspace_id, type, rule)["count"]:
        try:
            _start(actor, type, rule)
        except Refusal:
            log.info("the retention run for %s goes on already", type)


def allowed(actor: Actor) -> None:
    """Forbidden for everybody but administrators."""
    if not actor.admin:
        raise Forbidden("forbidden", "Only an administrator sets how long records are kept.")


def _store(workspace_id: UUID, type: str, rule: dict[str, Any]) -> None:
    rows(STORE, {"workspace": workspace_id, "type": type, "rule": orjson.dumps(rule).decode()})
