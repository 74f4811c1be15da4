"""One planned row as the screen shows it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from karteo.bulk.plan import Planned
from karteo.records.types.contact import display_name


def line(planned: Planned) -> dict[str, Any]:
    """{row, line, verdict, name, of, before, after, refused, notes}; `after` has the fields that the row gives."""
    made = planned.made
    after = dict(planned.edit.patch) if planned.edit else {}
    after.pop("created_at", None)
    record = None
    if planned.edit:
        record = str(planned.edit.record)
    elif planned.of.get("id"):
        record = planned.of["id"]
    values = made.values or {"kind": "person"}
    return {
        "row": made.raw.number,
        "line": made.raw.line,
        "verdict": planned.verdict,
        "record": record,
        "name": display_name(values, values.get("company_name") or ""),
        "of": planned.of or None,
        "before": (planned.edit.base or {}) if planned.edit else {},
        "after": after,
        "refused": [asdict(fault) for fault in planned.refused],
        "notes": made.notes,
        "cells": [cell[:200] for cell in made.raw.cells],
    }
