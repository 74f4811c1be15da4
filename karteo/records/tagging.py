"""Which tags there are, for one person: only those on records that he may see, with their numbers and colours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from karteo.identity.actor import Actor
from karteo.lib.sql import Where, rows
from karteo.records.access import readable_fields, visible
from karteo.records.context import context
from karteo.records.spelling import TABLE, remember, tag_key, used

TYPE, FIELD = "contact", "tags"
CAREFUL = 1000  # a suggestion's records are counted so far
RECENT = 5_000  # records looked at to learn which tags are used most


@dataclass(frozen=True, slots=True)
class Tag:
    """`count`: records that the asker may see; `exact` is false when it was counted no further."""

    id: UUID
    key: str
    label: str
    color: str
    count: int
    exact: bool = True


def _scope(actor: Actor) -> Where | None:
    """The live records whose tags the actor may read; None when there are none."""
    if FIELD not in readable_fields(actor, TYPE, context(actor.workspace_id, actor.user_id)):
        return None
    return visible(actor, TYPE) & Where("t.deleted_at IS NULL")


def _lines(workspace_id: UUID, keys: Collection[str]) -> dict[str, tuple[UUID, str, str]]:
    return {
        key: (id, label, color)
        for key, id, label, color in rows(
            "SELECT key, id, label, coalesce(color, '') FROM records_tag WHERE workspace_id = %s AND key = ANY(%s)",
            (workspace_id, list(keys)),
        )
    }


def everything(actor: Actor) -> list[Tag]:
    """All tags on records that the actor may see, with their numbers, by their words."""
    scope = _scope(actor)
    if scope is None:
        return []
    counts: dict[str, int] = {}
    words: dict[str, str] = {}
    for word, count in used(scope):
        key = tag_key(word)
        counts[key] = counts.get(key, 0) + count
        words.setdefault(key, word)
    lines = _lines(actor.workspace_id, counts)
    if unknown := [word for key, word in words.items() if key not in lines]:
        remember(actor.workspace_id, unknown)
        lines = _lines(actor.workspace_id, counts)
    return [Tag(*_id(lines[key], key), counts[key]) for key in sorted(counts)]


def _id(line: tuple[UUID, str, str], key: str) -> tuple[UUID, str, str, str]:
    id, label, color = line
    return id, key, label, color


def offers(actor: Actor, q: str, limit: int) -> list[Tag]:
    """Tags that contain what was typed, those used most first; without a word, those used most of late.

    Only tags on records that the actor may see. Its price does not grow with the workspace: numbers are counted to a
    thousand, and what is used most is judged by the records changed last.
    """
    scope = _scope(actor)
    if scope is None:
        return []
    part = tag_key(q)
    found: list[tuple[Any, ...]]
    if part:
        found = rows(
            "SELECT id, key, label, coalesce(color, '') FROM records_tag"
            " WHERE workspace_id = %s AND position(%s in key) > 0 ORDER BY position(%s in key), key LIMIT %s",
            (actor.workspace_id, part, part, 2 * limit),
        )
    else:
        recent = used(scope, f"ORDER BY t.changed_at DESC LIMIT {RECENT}")
        lines = _lines(actor.workspace_id, [tag_key(word) for word, _ in recent[: 2 * limit]])
        found = [_id(line, key) for key, line in lines.items()]
    tags = [_counted(scope, *line) for line in found]
    tags = [tag for tag in tags if tag.count]
    tags.sort(key=lambda tag: (not tag.key.startswith(part), -tag.count, tag.key))
    return tags[:limit]


def _counted(scope: Where, id: UUID, key: str, label: str, color: str) -> Tag:
    """The tag with its records, counted so far as is cheap."""
    found = rows(
        f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} t WHERE {scope.sql} AND t.tags @> jsonb_build_array(%s::text)"
        " LIMIT %s) f",
        (*scope.params, label, CAREFUL + 1),
    )[0][0]
    return Tag(id, key, label, color, min(found, CAREFUL), found <= CAREFUL)


def colors(actor: Actor) -> dict[str, str]:
    """label → colour of the coloured tags on records that the actor may see, for the screens."""
    scope = _scope(actor)
    if scope is None:
        return {}
    return dict(
        rows(
            "SELECT r.label, r.color FROM records_tag r WHERE r.workspace_id = %s AND r.color IS NOT NULL AND EXISTS"
            f" (SELECT 1 FROM {TABLE} t WHERE {scope.sql} AND t.tags @> jsonb_build_array(r.label)) ORDER BY r.label",
            (actor.workspace_id, *scope.params),
        )
    )
