"""The lists to choose from (temperature, relation, relationship), which administrators edit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import orjson
from django.db import transaction
from ninja import Router, Schema
from pydantic import AfterValidator, Field, StringConstraints

from karteo.api.asking import ApiRequest, admin
from karteo.api.shapes import Strict
from karteo.lib.errors import Error, NotFound, Refusal
from karteo.lib.sql import rows
from karteo.records.context import DEFAULT_LISTS, context, touch

router = Router(tags=["schema"])
LANGUAGES = frozenset(("en", "de", "zh"))
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")
]


def labelled(label: dict[str, str]) -> dict[str, str]:
    """At least one language, and only those that the screens speak."""
    if not label or not set(label) <= LANGUAGES:
        raise ValueError("en, de or zh")
    return label


Label = Annotated[dict[str, Text], AfterValidator(labelled)]
# Keys stand on records and in SQL: plain signs only, and never changed.
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}$")]


class OptionIn(Strict):
    key: Key
    label: Label
    reverse: Label | None = Field(None, description="Of a relationship: how it is called from the other side.")
    color: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}$")] | None = None
    retired: bool = False


class OptionOut(Schema):
    key: str
    label: dict[str, str]
    reverse: dict[str, str] | None = None
    color: str | None
    retired: bool


class ListIn(Strict):
    options: list[OptionIn] = Field(min_length=1, max_length=500)


class ListOut(Schema):
    options: list[OptionOut]


@router.put("/lists/{name}", response=ListOut)
def put(request: ApiRequest, name: str, wish: ListIn) -> dict[str, Any]:
    """Set the options of a list, in this order. What is left out is retired: records keep it, forms do not offer it."""
    actor = admin(request)
    if name not in DEFAULT_LISTS:
        raise NotFound("list")
    with transaction.atomic():
        touch(actor.workspace_id)  # locks the workspace's lists, so that two administrators come one after another
        options = settled(wish.options, context(actor.workspace_id).lists[name])
        rows(
            "update records_schema set lists = lists || %s::jsonb where workspace_id = %s",
            (orjson.dumps({name: options}).decode(), actor.workspace_id),
        )
        touch(actor.workspace_id)  # again: what was read above is known under the number in between
    return {"options": options}


def settled(wished: Iterable[OptionIn], before: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The wished options, and those left out as retired ones; refused when a key stands twice."""
    options = [option.dict(exclude={"reverse"} if option.reverse is None else None) for option in wished]
    keys = {option["key"] for option in options}
    if len(keys) < len(options):
        raise Refusal([Error("options", "twice", {}, "Two options have the same key.")])
    return options + [{**old, "retired": True} for old in before if old["key"] not in keys]
