"""The sample files and what is in them; small files made on the spot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from karteo.bulk.build import Builder, Built
from karteo.bulk.mapping import guessed
from karteo.bulk.readers import any as readers
from karteo.bulk.survey import survey
from karteo.lib.ids import new_id
from karteo.records.context import DEFAULT_LISTS, Context

DATA = Path(__file__).parent.parent / "data"
EXPECTED: dict[str, Any] = json.loads((DATA / "expected.json").read_text())
CSV = [name for name in EXPECTED if name.endswith(".csv")]
VCARDS: dict[str, dict[str, int]] = EXPECTED["vcards"]


def sample(name: str) -> Path:
    """A sample by its name."""
    return DATA / "vcards" / name if name.endswith(".vcf") else DATA / name


def ctx(country: str = "DE") -> Context:
    """A workspace without anything of its own; no database is asked."""
    return Context(new_id(), 0, country, "en", {name: tuple(found) for name, found in DEFAULT_LISTS.items()}, {})


def built(
    path: Path, country: str = "DE", people: dict[str, str | None] | None = None, id: UUID | None = None
) -> list[Built]:
    """Every row of a file as values, by the guessed mapping."""
    table, workspace = readers.read(path), ctx(country)
    seen, _ = survey(table)
    builder = Builder(guessed(table.columns, workspace), seen, workspace, id or new_id(), people or {}, 2026)
    return [builder.build(raw) for raw in table.rows()]


def text_file(folder: Path, text: str, name: str = "file.csv", encoding: str = "utf-8") -> Path:
    """A small file."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
