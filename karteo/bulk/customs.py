"""The custom fields that a mapping wishes for, made before the import that fills them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from karteo.bulk.mapping import Mapping
from karteo.bulk.survey import digest, slug
from karteo.identity.actor import Actor
from karteo.lib.errors import Error, Forbidden, Refusal
from karteo.lib.ids import new_id
from karteo.records.access import own_context
from karteo.records.context import Context, context, custom_field, touch
from karteo.records.fields import Field
from karteo.records.models import CustomField


def options(made: dict[str, Any]) -> list[dict[str, Any]]:
    """The choices of a new list, each its own key."""
    found: dict[str, dict[str, Any]] = {}
    for text in made["options"]:
        word = slug(text) or f"o_{digest(text)}"
        found.setdefault(
            word,
            {
                "key": word,
                "label": dict.fromkeys(("en", "de", "zh"), text[:100]),
                "color": None,
                "retired": False,
            },
        )
    return list(found.values())


def as_field(made: dict[str, Any]) -> Field:
    """The field as it will be, to try it before it is made."""
    label = dict.fromkeys(("en", "de", "zh"), made["label"])
    return custom_field(made["key"], made["type"], label, "custom", False, options(made), 0)


def tried(mapping: Mapping, ctx: Context) -> Context:
    """A context in which the wished fields exist already: for the dry run."""
    new = tuple(
        as_field(c.create) for c in mapping.columns if c.create and c.create["key"] not in ctx.fields("contact")
    )
    if not new:
        return ctx
    return ctx.of_fields("contact", {**ctx.fields("contact"), **{made.name: made for made in new}})


def make(actor: Actor, mapping: Mapping) -> Context:
    """Make the wished fields; only an administrator may. The same again makes nothing twice."""
    ctx = context(actor.workspace_id)
    known = own_context(actor, "contact", ctx).fields("contact")
    wanted = [c.create for c in mapping.columns if c.create and c.create["key"] not in known]
    if not wanted:
        return ctx
    if not actor.admin:
        raise Forbidden("admin", "Only an administrator may add fields.")
    place = len(ctx.custom.get("contact", ()))
    with transaction.atomic():
        for i, made in enumerate(wanted):
            _insert(actor.workspace_id, made, place + i)
        touch(actor.workspace_id)
    ctx = context(actor.workspace_id)
    if retired := [made["key"] for made in wanted if made["key"] not in ctx.fields("contact")]:
        raise Refusal(
            [Error("columns", "field_retired", {"field": key}, f"The field {key} is retired.") for key in retired]
        )
    return ctx


def _insert(workspace_id: UUID, made: dict[str, Any], position: int) -> None:
    field = as_field(made)
    CustomField.objects.get_or_create(
        workspace_id=workspace_id,
        record_type="contact",
        key=made["key"],
        defaults={
            "id": new_id(),
            "type": made["type"],
            "label": field.label,
            "options": options(made),
            "position": position,
        },
    )
