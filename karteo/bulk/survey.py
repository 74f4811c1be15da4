"""One look at every cell of a file before anything is decided: what is in each column, and how it spells things."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from karteo.bulk.shapes import Table
from karteo.lib.text import fold

NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}([.,' ]\d{3})+)([.,]\d+)?")
COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,})|\d{1,3}(\.\d{3}){2,})")
POINT = re.compile(r"[+-]?(\d{1,3}(,\d{3})+\.\d+|\d+\.(\d{1,2}|\d{4,})|\d{1,3}(,\d{3}){2,})")
DAY = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}/\d{1,2}/\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日"
)
TIME = re.compile(r"[T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")
SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")
CHOICES, SAMPLES = 12, 3


@dataclass(slots=True)
class Seen:
    """What a column holds. `comma`: decimals stand behind a comma; `month_first`: 3/14/2026; None = cannot tell."""

    filled: int = 0
    samples: list[str] = field(default_factory=list)
    values: dict[str, int] = field(default_factory=dict)
    numbers: int = 0
    days: int = 0
    moments: int = 0
    longest: int = 0
    leading_zero: bool = False
    lines: bool = False
    comma: bool | None = None
    month_first: bool | None = None

    def look(self, text: str) -> None:
        self.filled += 1
        if len(self.values) <= CHOICES or text in self.values:
            self.values[text] = self.values.get(text, 0) + 1
        if len(self.samples) < SAMPLES and text not in self.samples:
            self.samples.append(text[:200])
        self.longest = max(self.longest, len(text))
        self.lines = self.lines or "\n" in text
        if len(text) > 40 or (not text[0].isdigit() and text[0] not in "+-"):
            return
        if NUMBER.fullmatch(text):
            self.numbers += 1
            self.leading_zero = self.leading_zero or re.match(r"[+-]?0\d", text) is not None
            if COMMA.fullmatch(text):
                self.comma = True
            elif POINT.fullmatch(text) and self.comma is None:
                self.comma = False
        elif day := DAY.match(text):
            rest = text[day.end() :]
            self.days += not rest
            self.moments += bool(rest and TIME.fullmatch(rest))
            if slashes := SLASHES.match(text):
                if int(slashes[1]) > 12:
                    self.month_first = False
                elif int(slashes[2]) > 12 and self.month_first is None:
                    self.month_first = True


def survey(table: Table) -> tuple[list[Seen], int]:
    """(what each column holds, number of records); reads the whole file once, so a broken one is refused here."""
    seen = [Seen() for _ in table.columns]
    total = 0
    for row in table.rows():
        total += 1
        for column, text in zip(seen, row.cells, strict=True):
            if text and (text := text.strip()):
                column.look(text)
    return seen, total


def offer(header: str, seen: Seen) -> dict[str, Any] | None:
    """The custom field to make of a column that has none: {key, label, type, options?}; None for an empty column."""
    if not seen.filled:
        return None
    found: dict[str, Any] = {"label": header[:100], "key": key(header), "type": "text"}
    is_id = re.search(r"(^|[\s_-])(id|nr|no|number|nummer|plz|zip|code)\.?$|编号", header, re.I)
    if seen.moments and seen.days + seen.moments == seen.filled:
        found["type"] = "datetime"
    elif seen.days == seen.filled:
        found["type"] = "date"
    elif seen.numbers == seen.filled and not seen.leading_zero and not is_id:
        found["type"] = "number"
    elif seen.lines or seen.longest > 200:
        found["type"] = "longtext"
    elif 1 < len(seen.values) <= CHOICES and seen.filled >= 3 * len(seen.values) and seen.longest <= 60 and not is_id:
        found["type"] = "choice"
        found["options"] = sorted(seen.values, key=lambda value: -seen.values[value])
    return found


def key(header: str) -> str:
    """A key for a custom field: `c_` and small letters; made of a hash where the name has none (Chinese)."""
    word = slug(header)
    return f"c_{word}" if word[:1].isalpha() else f"c_field_{word or digest(header)}"


def slug(text: str) -> str:
    """Small letters, digits and underscores: what keys are made of, as they stand in SQL."""
    return re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")[:40]


def digest(text: str) -> str:
    """Eight signs for a text that has no letters for a key."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
