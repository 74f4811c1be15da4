"""What an import did or would do, in counts that add up: per row, per column, and what was read into values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

LISTED = 200
VERDICTS = ("create", "update", "unchanged", "skipped", "double", "refused")
Line = dict[str, Any]


@dataclass(slots=True)
class Report:
    """`columns`: per column index how many cells were read, stored, refused, kept (another value stood there).

    `doubles`, `matches`, `refusals`, `unmatched` list the first of each, with the place in the file."""

    rows: Counter[str] = field(default_factory=Counter)
    columns: dict[str, Counter[str]] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    unmatched: Counter[str] = field(default_factory=Counter)
    doubles: list[Line] = field(default_factory=list)
    matches: list[Line] = field(default_factory=list)
    refusals: list[Line] = field(default_factory=list)

    def column(self, index: int) -> Counter[str]:
        return self.columns.setdefault(str(index), Counter())

    def add(self, other: Report) -> None:
        """Take in the counts of another chunk."""
        self.rows.update(other.rows)
        self.notes.update(other.notes)
        self.unmatched.update(other.unmatched)
        for index, counts in other.columns.items():
            self.columns.setdefault(index, Counter()).update(counts)
        for mine, theirs in (
            (self.doubles, other.doubles),
            (self.matches, other.matches),
            (self.refusals, other.refusals),
        ):
            mine.extend(theirs[: LISTED - len(mine)])

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": {name: self.rows[name] for name in ("read", *VERDICTS)},
            "notes": dict(self.notes),
            "columns": {index: dict(counts) for index, counts in self.columns.items()},
            "unmatched": dict(self.unmatched),
            "doubles": self.doubles,
            "matches": self.matches,
            "refusals": self.refusals,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Report:
        if not data:
            return cls()
        columns = {index: Counter(counts) for index, counts in data["columns"].items()}
        return cls(
            Counter(data["rows"]),
            columns,
            Counter(data["notes"]),
            Counter(data["unmatched"]),
            data["doubles"],
            data["matches"],
            data["refusals"],
        )
