"""The matrix itself is tested: wherever the policy is asked, not to ask it turns the matrix red.

The places are found by looking, so a new one is here by itself.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from karteo.identity.actor import Actor
from karteo.lib.sql import Where
from karteo.records import access, context
from tests.matrix.calls import CALLS
from tests.matrix.cast import BY_KEY, Cast
from tests.matrix.probes import DOORS, feed, fields, findings, guesses, matches, mixed, reaches, recalls, undoes, writes
from tests.matrix.refusals import refusals


def here(actor: Actor, alias: str) -> Where:
    """All of the workspace."""
    return Where(f"{alias}.workspace_id = %s", (actor.workspace_id,))


OPEN: dict[str, Callable[..., Any]] = {
    "visible": lambda actor, type_name, alias="t", verb="read": Where(
        f"{alias}.workspace_id = %s", (actor.workspace_id,)
    ),
    "readable_fields": lambda actor, type_name, ctx: list(ctx.fields(type_name)),
    "known_fields": lambda actor, type_name, ctx: frozenset(ctx.fields(type_name)),
    "writable_fields": lambda actor, type_name, ctx: frozenset(ctx.fields(type_name)),
    "allows": lambda actor, verb, type_name, row: True,
    "sees_all": lambda actor, type_name, ctx: True,
}
# Asked on behalf of administrators only, who see everything: there is nothing to leak.
ADMINISTRATORS = ("karteo.bulk.handover", "karteo.bulk.retag")


def places() -> list[tuple[str, str]]:
    """(module, name) of each function of the policy, wherever it was imported by name."""
    loaded = {name: module for name, module in sys.modules.items() if name.startswith("karteo.")}
    found = [
        (module, name)
        for module, its in loaded.items()
        for name in OPEN
        if module != "karteo.records.access" and getattr(its, name, None) is getattr(access, name)
    ]
    return sorted(place for place in found if place[0] not in ADMINISTRATORS)


CLOSED = [BY_KEY[key] for key in ("closednora", "openfirm", "itsstaff", "openbob", "binnedclosed")]


def everything(cast: Cast) -> Iterator[str]:
    """All probes, the quick ones first."""
    for person in ("clara", "bob"):
        yield from mixed(cast, person)
        yield from writes(cast, person)
        yield from reaches(cast, person)
        yield from undoes(cast, person)
        yield from recalls(cast, person)
        yield from fields(cast, person)
        yield from refusals(cast, person)
    yield from guesses(cast, "clara", CLOSED[:2])
    for person in ("bob", "nora"):
        yield from feed(cast, person)
    yield from matches(cast, "bob")
    for operation in sorted(DOORS, key=lambda name: "list" not in name and "open" not in name):
        if not CALLS[operation].verb.startswith(("admin", "self")):
            for person in ("bob", "clara", "sven"):
                yield from findings(cast, person, operation, CLOSED)


@pytest.mark.row("S2-40")
@pytest.mark.parametrize(("module", "name"), places())
def test_a_leak_planted_there_is_found(cast: Cast, monkeypatch: pytest.MonkeyPatch, module: str, name: str) -> None:
    context._known.clear()  # statements made before the leak are kept there
    context._looked.clear()
    monkeypatch.setattr(importlib.import_module(module), name, OPEN[name])
    try:
        assert next(everything(cast), None) is not None
    finally:
        context._known.clear()


def test_the_places_are_found() -> None:
    assert ("karteo.records.rows", "visible") in places()
    assert ("karteo.edits.chunk", "allows") in places()
    assert len(places()) > 12
