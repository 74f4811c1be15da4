"""What a reader gives and an importer keeps: a table with named columns, whatever the file was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from karteo.lib.errors import Error, Refusal


@dataclass(slots=True)
class RawRow:
    """One record of a file as it was written: `number` counts from 0 after the header (empty lines count too),
    `line` is where it begins in the file. `faults` are what the reader itself could not take."""

    number: int
    line: int
    cells: list[str]
    faults: list[Error] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A recognised file. `rows()` reads it again from the start, one record at a time."""

    path: Path
    format: str
    encoding: str
    delimiter: str | None
    columns: list[str]
    rows: Callable[[], Iterator[RawRow]]
    empty: list[int] = field(default_factory=list)
    """numbers of the empty lines, known once `rows()` has run to its end"""


def refuse(code: str, detail: str, place: str = "file", **params: Any) -> NoReturn:
    """Refuse a whole file, with one reason."""
    raise Refusal([Error(place, code, params, detail)])
