"""What a person or company is and was called: to find it in what files and people wrote, outside of the records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from karteo.lib.sql import rows
from karteo.lib.text import fold, is_cjk
from karteo.records.registry import TYPES

DIGITS = re.compile(r"\D+")
FEWEST = 7  # digits that make a telephone number somebody's own
SHORTEST = 3  # letters of a name that is looked for alone


@dataclass(slots=True)
class Called:
    """Names, e-mail addresses and telephone numbers, as they are and ever were."""

    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)  # the last digits, whatever stands before
    firsts: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)
    companies: set[str] = field(default_factory=set)
    spelled: set[str] = field(default_factory=set)  # as people wrote it, last names alone too
    full: set[str] = field(default_factory=set)  # as people wrote it, what nobody else is called

    def learn(self, name: str, value: Any) -> None:
        """Take in one value of one field; the others say nothing about who it is."""
        texts = [one["value"] for one in value or []] if name in ("emails", "phones") else [value] if value else []
        if name == "emails":
            self.emails |= {fold(text) for text in texts}
        elif name == "phones":
            self.phones |= {digits[-9:] for text in texts if len(digits := DIGITS.sub("", text)) >= FEWEST}
        elif name == "last_name":
            self.lasts |= {fold(text) for text in texts}
        elif name == "first_name":
            self.firsts |= {fold(text) for text in texts}
            return
        elif name == "company_name":
            self.companies |= {fold(text) for text in texts}
        else:
            return
        self.spelled |= {text for text in texts if len(text) >= SHORTEST}
        if name != "last_name":
            self.full |= self.spelled & set(texts)

    def row(self, cells: Iterable[str]) -> bool:
        """Whether a row of a file speaks of them."""
        folded = [fold(cell) for cell in cells if cell]
        words = {word for cell in folded for word in (cell, *cell.split())}
        return (
            any(self._reached(cell) for cell in folded)
            or not self.companies.isdisjoint(folded)
            or (not self.lasts.isdisjoint(words) and (not self.firsts or not self.firsts.isdisjoint(words)))
            or any(f"{last}{first}" in words for last in self.lasts for first in self.firsts)
        )

    def _reached(self, cell: str) -> bool:
        digits = DIGITS.sub("", cell)
        return any(email in cell for email in self.emails) or any(phone in digits for phone in self.phones)

    def text(self, value: Any) -> bool:
        """Whether an address, a number or a company's name of theirs stands anywhere in a JSON value."""
        if isinstance(value, dict):
            return any(self.text(one) for pair in value.items() for one in pair)
        if isinstance(value, list):
            return self.row([one for one in value if isinstance(one, str)]) or any(
                self.text(one) for one in value if not isinstance(one, str)
            )
        return isinstance(value, str) and self.row([value])


def called(workspace_id: UUID, type: str, records: Sequence[UUID]) -> Called:
    """What these records are called now and were called before, by their rows and the log."""
    found = Called()
    for (name,) in rows(
        f"SELECT t.name FROM {TYPES[type].table} t WHERE t.workspace_id = %s AND t.id = ANY(%s)",
        (workspace_id, list(records)),
    ):
        found.full |= {name} if " " in name or is_cjk(name) else set()
    for (text,) in rows(
        f"SELECT to_jsonb(t)::text FROM {TYPES[type].table} t WHERE t.workspace_id = %s AND t.id = ANY(%s)",
        (workspace_id, list(records)),
    ):
        row = orjson.loads(text)
        for name, value in row.items():
            if name != "company_name" or row.get("kind") == "company":
                found.learn(name, value)
    for (text,) in rows(
        "SELECT c.patch::text FROM log_change c WHERE c.workspace_id = %s AND c.type = %s AND c.record_id = ANY(%s)"
        " AND c.patch ?| ARRAY['emails', 'phones', 'first_name', 'last_name']",
        (workspace_id, type, list(records)),
    ):
        for name, values in orjson.loads(text).items():
            if name != "company_name":
                for value in values:
                    found.learn(name, value)
    return found
