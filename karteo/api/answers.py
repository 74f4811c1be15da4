"""What the door said, as an answer with the right status."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn
from uuid import UUID

import orjson
from django.http import HttpResponse

from karteo.api.problems import Conflict
from karteo.edits.shapes import Outcome
from karteo.lib.errors import Error, Forbidden, NotFound, Refusal


def json(content: Any, status: int = 200) -> HttpResponse:
    """A value as JSON, past all validation: for the hot paths."""
    return HttpResponse(orjson.dumps(content, default=str), status=status, content_type="application/json")


def settle(outcome: Outcome, batch: UUID, row: dict[str, Any] | None, prefix: str) -> None:
    """Nothing when the edit was done; else the problem: 409 with each clash, 403, 404, or 422 with each place."""
    if outcome.status == "refused":
        refuse([outcome], prefix)
    if outcome.status == "conflict":
        raise Conflict(
            [Error(f"{prefix}.{name}", "conflict", clash) for name, clash in outcome.fields.items()],
            outcome=outcome.json(),
            row=row,
            batch=batch,
        )


def refuse(outcomes: Iterable[Outcome], prefix: str) -> NoReturn:
    """The door's refusal as the exception of its status."""
    faults = [(name, fault) for outcome in outcomes for name, fault in outcome.fields.items()]
    codes = {fault.get("code") for _, fault in faults}
    if "forbidden" in codes:
        raise Forbidden
    if "not_found" in codes:
        raise NotFound
    raise Refusal(
        Error(
            _place(prefix, str(fault.get("place") or name)),
            str(fault.get("code")),
            fault.get("params") or {},
            str(fault.get("detail") or ""),
        )
        for name, fault in faults
    )


def _place(prefix: str, place: str) -> str:
    return f"{prefix}.{place}" if prefix and place else prefix or place
