"""A workbook out: real numbers and days; every text is a text, whatever sign it begins with."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter  # type: ignore[import-untyped]

from karteo.bulk.shapes import refuse
from karteo.bulk.writers.shown import Money, Value

MOST = 1_048_575  # rows of a sheet, without the head
LONGEST = 32_767  # characters of a cell
EXACT = 15  # digits that a number of a spreadsheet has
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


def check(count: int) -> None:
    """Refusal when so many rows fit into no sheet."""
    if count > MOST:
        refuse("too_many_rows", f"A sheet has at most {MOST} rows; CSV has no such limit.", max=MOST, count=count)


def write(heads: list[str], cells: Iterable[list[Value | Money]], sheet: str) -> IO[bytes]:
    """The workbook as a file at its beginning; the memory does not grow with the rows."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  whoever reads it closes it
    book = xlsxwriter.Workbook(file, OPTIONS)
    page, kinds = book.add_worksheet(sheet[:31]), _Formats(book)
    page.freeze_panes(1, 0)
    page.set_column(0, max(len(heads) - 1, 0), 22)
    for column, head in enumerate(heads):
        page.write_string(0, column, head, kinds.head)
    last = 0
    for last, row in enumerate(cells, 1):
        for column, value in enumerate(row):
            _cell(page, kinds, last, column, value)
    page.autofilter(0, 0, last, max(len(heads) - 1, 0))
    book.close()
    file.seek(0)
    return file


class _Formats:
    """The formats of a workbook, one for each currency."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.currencies: dict[str, Any] = {}

    def money(self, currency: str) -> Any:
        if currency not in self.currencies:
            self.currencies[currency] = self.book.add_format({"num_format": f'#,##0.00 "{currency}"'})
        return self.currencies[currency]


def _cell(page: Any, kinds: _Formats, row: int, column: int, value: Value | Money) -> None:
    if value is None or value == "":
        return
    if isinstance(value, tuple):
        amount, currency = value
        page.write_number(row, column, float(amount), kinds.money(currency))
    elif isinstance(value, int | Decimal) and len(Decimal(value).as_tuple().digits) <= EXACT:
        page.write_number(row, column, value)
    elif isinstance(value, datetime):
        _moment(page, kinds, row, column, value.astimezone(UTC))
    elif isinstance(value, date):
        _moment(page, kinds, row, column, value)
    else:
        page.write_string(row, column, str(value)[:LONGEST])


def _moment(page: Any, kinds: _Formats, row: int, column: int, at: date | datetime) -> None:
    if at.year < 1900:  # before the first day of a spreadsheet
        page.write_string(row, column, at.isoformat())
    else:
        page.write_datetime(row, column, at, kinds.moment if isinstance(at, datetime) else kinds.day)
