"""The rows of which something was not taken, as a CSV that can be corrected and imported again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from karteo.bulk.build import ROW
from karteo.bulk.models import Import
from karteo.bulk.writers.csv import safe
from karteo.lib.sql import rows

PAGE = 1000
ADDED = ("Karteo line", "Karteo column", "Karteo reason")
Say = Callable[[str, dict[str, Any], str], str]


def as_csv(made: Import, say: Say = lambda code, params, detail: detail) -> Iterator[str]:
    """UTF-8 text with its mark, line by line: the file's own columns, then line, column and reason."""
    headers = [column["header"] for column in made.mapping["columns"]]
    yield "\ufeff" + _line([*headers, *ADDED])
    for line, cells, reasons in pages(made):
        where = "; ".join(dict.fromkeys(reason["header"] or "(row)" for reason in reasons))
        why = "; ".join(_told(reason, say) for reason in reasons)
        yield _line([*(cells + [""] * (len(headers) - len(cells))), line, where, why])


def pages(made: Import) -> Iterator[tuple[int, list[str], list[dict[str, Any]]]]:
    """(line, cells, reasons) in the order of the file."""
    after = -1
    while True:
        found = rows(
            "SELECT number, line, cells::text, reasons::text FROM bulk_reject"
            " WHERE workspace_id = %s AND import_id = %s AND number > %s ORDER BY number LIMIT %s",
            (made.workspace_id, made.id, after, PAGE),
        )
        for _, line, cells, reasons in found:
            yield line, orjson.loads(cells), orjson.loads(reasons)
        if len(found) < PAGE:
            return
        after = found[-1][0]


def _told(reason: dict[str, Any], say: Say) -> str:
    text = say(reason["code"], reason["params"], reason["detail"])
    return text if reason["column"] == ROW else f"{reason['header']}: {text}"


def _line(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([safe(str(cell)) for cell in cells])
    return out.getvalue()
