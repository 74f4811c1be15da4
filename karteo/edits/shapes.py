"""The four words, in Python as in JSON: Edit, Batch, Outcome (and Change, in the log)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from karteo.lib.clock import now
from karteo.lib.ids import new_id

Patch = dict[str, Any]
Status = Literal["done", "conflict", "refused"]


@dataclass(slots=True)
class Edit:
    """One wish. `base` is what the writer saw; None = saw nothing (a script), and overwrites."""

    record: UUID
    patch: Patch
    base: Patch | None = None
    type: str = "contact"
    id: UUID | None = None


@dataclass(slots=True)
class Batch:
    """One action. Its id is made by the writer and makes it idempotent."""

    id: UUID = field(default_factory=new_id)
    source: str = "screen"
    why: str = ""
    at: datetime = field(default_factory=now)
    undo_of: UUID | None = None


@dataclass(slots=True)
class Outcome:
    """The answer to one edit.

    `fields` by name: of a conflict {code: "conflict", base, theirs, mine}; of a refusal {code, params, detail,
    place}; the name "" stands for the record as a whole. `changed`: whether the log has a line for it.
    """

    record: UUID
    status: Status
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    type: str = "contact"
    edit: UUID | None = None
    changed: bool = False
    number: int | None = None

    def json(self) -> dict[str, Any]:
        """The outcome as the wire has it."""
        return {
            "edit": str(self.edit) if self.edit else None,
            "type": self.type,
            "record": str(self.record),
            "status": self.status,
            "fields": self.fields,
            "changed": self.changed,
            "number": self.number,
        }

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Outcome:
        """The inverse of `json`, for answers that were kept."""
        return cls(
            UUID(stored["record"]),
            stored["status"],
            stored["fields"],
            stored["type"],
            UUID(stored["edit"]) if stored["edit"] else None,
            stored["changed"],
            stored["number"],
        )


@dataclass(slots=True)
class Summary:
    """What became of a long batch. `problems` are the outcomes that are not "done", with their edits' numbers."""

    batch: UUID
    done: int = 0
    unchanged: int = 0
    conflicts: int = 0
    refused: int = 0
    problems: list[tuple[int, Outcome]] = field(default_factory=list)

    def add(self, position: int, outcome: Outcome) -> None:
        """Count one outcome; `position` is that of its edit in the batch."""
        if outcome.status == "refused":
            self.refused += 1
        elif outcome.status == "conflict":
            self.conflicts += 1
        elif outcome.changed:
            self.done += 1
        else:
            self.unchanged += 1
        if outcome.status != "done":
            self.problems.append((position, outcome))
