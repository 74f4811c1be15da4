"""The matrix itself is tested: wherever the policy is asked, not to ask it turns the matrix red.

The places are found by looking, so a new one is here by itself.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import karteo
from karteo.identity.actor import Actor
from karteo.lib.sql import Where
from karteo.records import access
from tests.matrix.cast import BY_KEY, Cast
from tests.matrix.probes import DOORS, findings, guesses, matches


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
ELSEWHERE = ("karteo.run", "karteo.records.access", "karteo.wsgi")
ADMINISTRATORS = ("karteo.bulk.handover", "karteo.bulk.retag")


def places() -> list[tuple[str, str]]:
    """(module, name) of each function of the policy, wherever it was imported by name."""
    found = []
    for module in pkgutil.walk_packages(karteo.__path__, "karteo."):
        if ".migrations" in module.name or module.name.startswith(
            ("karteo.run", "karteo.records.access", "karteo.wsgi")
        ):
            continue
        loaded = importlib.import_module(module.name)
        found += [(module.name, name) for name in OPEN if getattr(loaded, name, None) is getattr(access, name)]
    return sorted(place for place in found if place[0] not in ADMINISTRATORS)


CLOSED = [BY_KEY[key] for key in ("closednora", "closedfirm", "itsstaff", "binnedclosed", "openbob", "opensven")]


def everything(cast: Cast) -> Iterator[str]:
    """All probes, those that tell most first."""
    for person in ("bob", "clara", "sven"):
        for operation in sorted(DOORS, key=lambda name: "list" not in name and "open" not in name):
            yield from findings(cast, person, operation, CLOSED)
        yield from guesses(cast, person, CLOSED)
    yield from matches(cast, "bob")


@pytest.mark.row("S2-40")
@pytest.mark.parametrize(("module", "name"), places())
def test_a_leak_planted_there_is_found(cast: Cast, monkeypatch: pytest.MonkeyPatch, module: str, name: str) -> None:
    monkeypatch.setattr(importlib.import_module(module), name, OPEN[name])
    assert next(everything(cast), None) is not None


def test_the_places_are_found() -> None:
    assert ("karteo.records.rows", "visible") in places()
    assert ("karteo.edits.chunk", "allows") in places()
    assert len(places()) > 12
