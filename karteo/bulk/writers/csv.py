"""CSV out, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

RISKY = re.compile(r"'*+[=+\-@\t\r＝＋－＠]")  # the wide ones begin a formula in Chinese and Japanese spreadsheets
NUMBER = re.compile(r"[+-]?[\s()./-]*+\d[\d\s()./-]*+")


def safe(text: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe, which `plain` takes off again."""
    return f"'{text}" if RISKY.match(text) and not NUMBER.fullmatch(text) else text


def plain(text: str) -> str:
    """The inverse of `safe`."""
    return text[1:] if text[:1] == "'" and RISKY.match(text) and not NUMBER.fullmatch(text[1:]) else text


def lines(heads: list[str], cells: Iterable[Iterable[str]], delimiter: str = ",") -> Iterator[str]:
    """The lines of a file with these column heads."""
    writer = csv.writer(_Echo(), delimiter=delimiter)
    yield writer.writerow(map(safe, heads))
    for row in cells:
        yield writer.writerow(map(safe, row))


class _Echo:
    """A file that hands back what is written: so a line goes out as soon as it is made."""

    def write(self, line: str) -> str:
        return line
