"""CSV out: the columns that the import knows, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import Any, TextIO

from karteo.bulk.writers.cells import cells

RISKY = re.compile(r"'*[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?[\d\s()./-]*\d[\d\s()./-]*")


def safe(text: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe, which `plain` takes off again."""
    return f"'{text}" if RISKY.match(text) and not NUMBER.fullmatch(text) else text


def plain(text: str) -> str:
    """The inverse of `safe`."""
    return text[1:] if text[:1] == "'" and RISKY.match(text) and not NUMBER.fullmatch(text[1:]) else text


def write(out: TextIO, contacts: Iterable[dict[str, Any]], columns: list[str], users: dict[str, str]) -> int:
    """Write the contacts under these columns (see `writers.cells`); returns how many."""
    writer = csv.writer(out)
    writer.writerow(columns)
    n = 0
    for row in contacts:
        found = cells(row, users)
        writer.writerow([safe(found.get(name, "")) for name in columns])
        n += 1
    return n
