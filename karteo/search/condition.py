"""A typed query and a filter together, as one condition on the records that the actor may see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import orjson

from karteo.identity.actor import Actor
from karteo.lib.sql import ALL, NONE, Where, replanned
from karteo.records.access import scope as far
from karteo.records.access import sees_all, visible
from karteo.records.context import Context, context
from karteo.records.fields import Field
from karteo.records.registry import types
from karteo.search import filter as filters
from karteo.search import typed
from karteo.search.typed import Typed

LIVE = Where("t.deleted_at IS NULL")


@dataclass(frozen=True)
class Asked:
    """What was asked for: where one may look, what must hold there, and what was typed."""

    actor: Actor
    type: str
    table: str
    ctx: Context
    fields: dict[str, Field]
    scope: Where  # the workspace and the rights
    live: bool  # without the bin, as always when the filter says nothing of it
    wanted: Where  # what was typed and the filter; ALL when there is neither
    typed: Typed
    open: bool = False  # search what everybody may read, as there are fields that this person may not

    def text(self, where: Where) -> Where:
        """A condition on the search text, on the text that this person may search."""
        return opened(where) if self.open and where not in (ALL, NONE) else where

    @property
    def where(self) -> Where:
        """The whole condition on the table alias `t`."""
        return self.base & self.wanted

    @property
    def base(self) -> Where:
        """The records among which is searched."""
        return self.scope & LIVE if self.live else self.scope


def asked(actor: Actor, type_name: str, q: str | None = None, filter: Any = None) -> Asked:
    """Read a query and a filter for the actor; Refusal with the places of all faults."""
    ctx = context(actor.workspace_id, actor.user_id)
    fields = filters.asked_fields(actor, type_name, ctx)
    condition, named = filters.read(filter, fields, ctx)
    found = typed.read(q)
    scope, table = visible(actor, type_name), types()[type_name].table
    text = found.where()
    open_ = not sees_all(actor, type_name, ctx)
    if open_ and text != ALL:
        text = opened(text)
    elif found.key is not None:
        exact = Where("t.keys @> %s", (orjson.dumps([found.key]).decode(),))
        if replanned(f"SELECT 1 FROM {table} t WHERE {(scope & exact).sql} LIMIT 1", (scope & exact).params):
            text = exact
    live = "deleted_at" not in named
    if not actor.admin and far(actor, "read", type_name) != "all":
        condition = scope & condition  # one's own may be few among many: how to find them is measured like a search
    return Asked(actor, type_name, table, ctx, fields, scope, live, text & condition, found, open_)


def opened(where: Where) -> Where:
    """The same condition on `search_open`. The first part is that of its index, which holds filled ones only."""
    return Where("t.search_open <> ''") & Where(re.sub(r"\bt\.search\b", "t.search_open", where.sql), where.params)


def condition(actor: Actor, type_name: str, q: str | None = None, filter: Any = None) -> Where:
    """The whole condition on the table alias `t`: for a bulk selection, which is a query and not a list of ids."""
    return asked(actor, type_name, q, filter).where
