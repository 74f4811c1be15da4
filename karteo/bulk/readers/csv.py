"""CSV as other programs really write it: recognised encoding and delimiter, quotes, several lines in a cell."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from karteo.bulk.shapes import RawRow, Table, refuse
from karteo.bulk.writers.csv import plain
from karteo.lib.errors import Error

DELIMITERS = ",;\t|"
CELL = 1_000_000
COLUMNS = 1_000
SAMPLE = 64_000
DATA = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}|\+?[\d\s()/.-]{6,}|https?://\S+", re.I)


def read(path: Path, encoding: str, delimiter: str | None = None) -> Table:
    """Recognise the delimiter and the header of a CSV file. Refuses, in words, what is no table."""
    csv.field_size_limit(CELL)
    with _opened(path, encoding) as file:
        sample = file.read(SAMPLE)
    stated = re.match(r"sep=(.)\r?\n", sample)
    delimiter = delimiter or (stated[1] if stated else _delimiter(sample))
    table = Table(path, "csv", encoding, delimiter, [], lambda: iter(()))
    table.rows = lambda: _rows(table)
    for _, cells in _records(table):
        if any(cell.strip() for cell in cells):
            table.columns = _header(cells)
            break
    else:
        refuse("empty_file", "There is not one filled line in the file.")
    return table


def _rows(table: Table) -> Iterator[RawRow]:
    width, number, begun = len(table.columns), 0, False
    table.empty = []
    for line, cells in _records(table):
        filled = any(cell.strip() for cell in cells)
        if not begun:
            begun = filled
            continue
        if not filled:
            table.empty.append(number)
        else:
            row = RawRow(number, line, [plain(cell) for cell in cells[:width]] + [""] * (width - len(cells)))
            extra = [cell for cell in cells[width:] if cell.strip()]
            if extra:
                row.faults.append(
                    Error(
                        "",
                        "too_many_cells",
                        {"cells": len(cells), "columns": width},
                        f"This row has {len(cells)} cells, the header {width}: {extra[0][:60]!r} has no column.",
                    )
                )
            yield row
        number += 1


def _records(table: Table) -> Iterator[tuple[int, list[str]]]:
    """(line where it begins, cells) of every record, the header too; what breaks the file says where."""
    with _opened(table.path, table.encoding) as file:
        told = re.match(r"sep=.\r?\n?$", file.readline(8)) is not None
        if not told:
            file.seek(0)
        lines = csv.reader(file, delimiter=table.delimiter or ",", strict=True)
        skipped = int(told)
        begin = 1 + skipped
        try:
            for cells in lines:
                yield begin, cells
                begin = lines.line_num + 1 + skipped
        except UnicodeDecodeError as error:
            refuse(
                "undecodable",
                f"After line {begin} there are bytes that are not {table.encoding}.",
                f"line {begin}",
                encoding=table.encoding,
                reason=error.reason,
            )
        except csv.Error as error:
            code = "cell_too_long" if "field limit" in str(error) else "broken_quotes"
            detail = (
                f"A cell that begins at line {begin} is longer than {CELL:,} characters; an open quotation mark?"
                if code == "cell_too_long"
                else f"In the record of line {begin} a quotation mark is not closed, or text follows a closed one."
            )
            refuse(code, detail, f"line {begin}", line=begin)


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[TextIO]:
    with path.open(encoding=encoding, newline="") as file:
        yield file


def _delimiter(sample: str) -> str:
    """The one that cuts the first records into the same number of cells, more than one."""
    best, score = ",", 0.0
    for mark in DELIMITERS:
        try:
            widths = [
                len(cells) for cells in csv.reader(sample.splitlines(keepends=True)[:200], delimiter=mark) if cells
            ]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        same = Counter(widths)[widths[0]] / len(widths)
        if same * widths[0] ** 0.5 > score:
            best, score = mark, same * widths[0] ** 0.5
    return best


def _header(cells: list[str]) -> list[str]:
    """The column names, each one once; refuses a first line that is data."""
    names = [" ".join(cell.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if any(DATA.fullmatch(name) for name in names):
        refuse(
            "no_header",
            "The first line holds data, not the names of the columns. Add a line with names above it.",
            "line 1",
            found=next(name for name in names if DATA.fullmatch(name)),
        )
    if len(names) > COLUMNS:
        refuse(
            "too_many_columns",
            f"The file has {len(names)} columns, at most {COLUMNS} are read.",
            "line 1",
            columns=len(names),
        )
    seen: Counter[str] = Counter()
    for i, name in enumerate(names):
        name = name or f"Column {i + 1}"
        seen[name] += 1
        names[i] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names
