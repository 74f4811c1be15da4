"""vCard files as a table: one row a card, one column for each thing a card may hold.

Columns that Karteo knows bear the names of the mapping (`phones:work`, `phones:work#2`, `addresses:home.street`), so
the file of the refused rows can be imported again; all others keep the name of their property and are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from karteo.bulk.readers.decode import BLOCK
from karteo.bulk.readers.vcells import Cells
from karteo.bulk.readers.vlines import Property, properties
from karteo.bulk.shapes import RawRow, Table, refuse
from karteo.lib.errors import Error


@dataclass(slots=True)
class Card:
    line: int
    version: str = "3.0"
    found: list[Property] = field(default_factory=list)
    faults: list[Error] = field(default_factory=list)


def read(path: Path, encoding: str) -> Table:
    """A vCard file as a table. It is read once for its columns; refuses a file without a card."""
    columns: dict[str, None] = {}
    for card in _cards(path, encoding):
        columns.update(dict.fromkeys(Cells(card.version, card.found).cells))
    if not columns:
        refuse("no_vcard", "There is no card (BEGIN:VCARD) in this file.")
    table = Table(path, "vcard", encoding, None, list(columns), lambda: iter(()))
    table.rows = lambda: _rows(table)
    return table


def _rows(table: Table) -> Iterator[RawRow]:
    for number, card in enumerate(_cards(table.path, table.encoding)):
        made = Cells(card.version, card.found)
        yield RawRow(number, card.line, [made.cells.get(name, "") for name in table.columns], card.faults + made.faults)


def _cards(path: Path, encoding: str) -> Iterator[Card]:
    card: Card | None = None
    depth, stray = 0, list[Error]()
    for prop in properties(_lines(path, encoding), "utf-8" if encoding.startswith("utf") else encoding):
        word = (prop.name, prop.text.strip().upper())
        if word == ("BEGIN", "VCARD"):
            depth += 1
            if depth == 1:
                card, stray = Card(prop.line, faults=stray), []
            elif card is not None and not any(p.name == "AGENT" for p in card.found):
                card.found.append(Property(prop.line, "", "AGENT", [], {}, "(a card inside this card)"))
        elif word == ("END", "VCARD") and card is not None:
            depth -= 1
            if depth == 0:
                yield card
                card = None
        elif card is None or not prop.name:
            if prop.text.strip():
                error = Error(
                    f"line {prop.line}",
                    "stray_line",
                    {"line": prop.line, "text": prop.text[:80]},
                    f"Line {prop.line} belongs to no property: {prop.text[:60]!r}.",
                )
                (stray if card is None else card.faults).append(error)
        elif depth > 1:
            continue
        elif prop.name == "VERSION":
            card.version = prop.text.strip()
        elif prop.name == "AGENT" and not prop.text.strip():
            continue
        else:
            card.found.append(prop)
    if card is not None:
        card.faults.append(
            Error(
                "",
                "unfinished_card",
                {"line": card.line},
                f"The card that begins in line {card.line} has no end: the file is cut off.",
            )
        )
        yield card


def _lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """(number, line) with bytes as Latin-1 text; files of wide characters are first made UTF-8."""
    wide = re.match(r"utf[-_]?(16|32)", encoding, re.I) is not None
    number, rest = 0, ""
    with path.open(encoding=encoding if wide else "latin-1", newline="") as file:
        first = True
        while block := file.read(BLOCK):
            if wide:
                block = block.encode().decode("latin-1")
            if first:
                block, first = block.removeprefix("\xef\xbb\xbf"), False
            whole = (rest + block).replace("\r\n", "\n")
            held = whole.endswith("\r")
            *lines, rest = (whole[:-1] if held else whole).replace("\r", "\n").split("\n")
            rest += "\r" if held else ""
            for line in lines:
                number += 1
                yield number, line
    for line in rest.replace("\r", "\n").split("\n"):
        number += 1
        yield number, line
