"""What will become of each row of a chunk: the verdict, the edit, and what has to be named."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from karteo.bulk import match
from karteo.bulk.build import ROW, Builder, Built, Refused, derived_id
from karteo.bulk.mapping import Mapping
from karteo.bulk.report import LISTED, Report
from karteo.bulk.shapes import RawRow
from karteo.edits.shapes import Edit
from karteo.identity.actor import Actor
from karteo.lib.text import fold
from karteo.records.fields.items import Items

EDIT = 1023
ADDED = ("emails", "phones")


@dataclass(slots=True)
class Planned:
    """`of` is what a double or a match is of: {row, line} in the file or {id, name, deleted} of a record."""

    made: Built
    verdict: str = "create"
    edit: Edit | None = None
    of: dict[str, Any] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)


class Planner:
    """Plans chunk after chunk of one file; remembers every row it saw, so that a double is known as one."""

    def __init__(self, actor: Actor, builder: Builder, mapping: Mapping) -> None:
        self.actor, self.builder, self.mapping = actor, builder, mapping
        self.seen: dict[bytes, tuple[int, int]] = {}
        self.columns: dict[str, list[int]] = {}
        for column in mapping.columns:
            if column.target:
                self.columns.setdefault(column.target.partition(":")[0].partition(".")[0].partition("#")[0], []).append(
                    column.index
                )

    def twin(self, raw: RawRow) -> tuple[int, int] | None:
        """(number, line) of an earlier row that says the very same, if there is one."""
        said = hashlib.blake2b(
            "\x1f".join(map(str.strip, raw.cells)).encode("utf-8", "surrogatepass"), digest_size=16
        ).digest()
        first = self.seen.setdefault(said, (raw.number, raw.line))
        return None if first[0] == raw.number else first

    def read(self, raws: Sequence[RawRow]) -> list[Planned]:
        """What the rows say, and which of them come twice: all that can be told without the database."""
        return [self._start(raw) for raw in raws]

    def plan(self, planned: list[Planned]) -> list[Planned]:
        """One verdict for each row that was read; only looks, writes nothing."""
        open_ = [one for one in planned if one.verdict == "create"]
        known = match.find(self.actor, self.builder.ctx, self.builder.import_id, [one.made for one in open_])
        for one in open_:
            self._match(one, known)
        for one in open_:
            if one.verdict == "create" and one.made.values["kind"] == "company":
                record = str(derived_id(self.builder.import_id, one.made.raw.number))
                known.companies.setdefault(fold(one.made.values["company_name"]), record)
        for one in open_:
            self._edit(one, known)
        return planned

    def _start(self, raw: RawRow) -> Planned:
        twin = self.twin(raw)
        if twin is not None:
            return Planned(Built(raw), "double", of={"row": twin[0], "line": twin[1]})
        made = self.builder.build(raw)
        return Planned(made, "refused" if made.lost else "create", refused=made.refused)

    def _match(self, one: Planned, known: match.Known) -> None:
        number = one.made.raw.number
        same, namesake = known.same.get(number), known.namesakes.get(number)
        if found := same or namesake:
            one.of = {
                "id": found["id"],
                "name": found["name"],
                "deleted": found["deleted_at"] is not None,
                "same": same is not None,
            }
        if same is None or self.mapping.match == "create":
            return
        if same["deleted_at"] is None or self.mapping.restore:
            one.verdict = "skipped" if self.mapping.match == "skip" else "update"

    def _edit(self, one: Planned, known: match.Known) -> None:
        values, number = one.made.values, one.made.raw.number
        linked = values["kind"] == "person" and not self.builder.fields["company_id"].readonly
        if linked and (firm := known.companies.get(fold(values.get("company_name") or ""))):
            values["company_id"] = firm
        edit_id = derived_id(self.builder.import_id, number, EDIT)
        if one.verdict == "create":
            record = derived_id(self.builder.import_id, number)
            one.edit = Edit(record=record, patch={**values, "created_at": "now"}, base=None, id=edit_id)
        elif one.verdict == "update":
            existing = known.same[number]
            patch, base = self._gaps(one, existing)
            if patch:
                one.edit = Edit(record=UUID(existing["id"]), patch=patch, base=base, id=edit_id)
            else:
                one.verdict = "unchanged"

    def _gaps(self, one: Planned, existing: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What of the row is new to the record: empty fields, further e-mails and numbers, further tags. A value that
        stands there stays, and the row's own is named. A sensitive one is written, whatever stands there: to tell
        whether it is another would be to show it."""
        patch: dict[str, Any] = {}
        fields, ctx = self.builder.fields, self.builder.ctx
        if existing["deleted_at"]:
            patch["deleted_at"] = None
        for name, value in one.made.values.items():
            kind, have = fields[name], existing.get(name)
            if name == "kind" or value in (None, [], "") or (kind.same(have, value) and not kind.sensitive):
                continue
            if name in ("birth_year", "birth_year_estimated") and (
                existing.get("birth_date") or existing.get("birth_year")
            ):
                continue
            if have in (None, [], "", {}):
                patch[name] = value
            elif name in ADDED:
                there = set(kind.keys(have, ctx)) | {item["value"] for item in have}
                fresh = [
                    item | {"primary": False}
                    for item in value
                    if there.isdisjoint([*kind.keys([item], ctx), item["value"]])
                ]
                if fresh:
                    patch[name] = [*have, *fresh]
            elif kind.type == "tags":
                there = {fold(word) for word in have}
                if fresh := [word for word in value if fold(word) not in there]:
                    patch[name] = [*have, *fresh]
            elif isinstance(kind, Items) and all(any(item["value"] == old["value"] for old in have) for item in value):
                continue
            elif name != "company_id":
                self._keep(one, name, have, value)
        return patch, {name: existing.get(name) for name in patch if not fields[name].sensitive}

    def _keep(self, one: Planned, name: str, have: Any, value: Any) -> None:
        readings = {
            "first_name": "full_name",
            "last_name": "full_name",
            "birth_year": "age",
            "owner_id": "owner",
        }
        for index in [*self.columns.get(name, ()), *self.columns.get(readings.get(name, ""), ())]:
            text = one.made.raw.cells[index].strip()
            if text and index not in one.kept:
                one.kept.append(index)
                detail = "The record has another value here, which was kept."
                one.refused.append(
                    Refused(index, self.builder.headers[index], text, "value_kept", {"kept": have}, detail)
                )


def reported(planned: Sequence[Planned]) -> Report:
    """The counts of a chunk."""
    report = Report()
    counts: dict[str, Counter[int]] = {name: Counter() for name in ("read", "stored", "refused", "kept")}
    for one in planned:
        raw = one.made.raw
        place = {"row": raw.number, "line": raw.line}
        report.rows.update(("read", one.verdict))
        report.notes.update(one.made.notes)
        counts["read"].update([index for index, cell in enumerate(raw.cells) if cell and not cell.isspace()])
        kept = set(one.kept)
        bad = {fault.column for fault in one.refused if fault.column != ROW} - kept
        counts["kept"].update(kept)
        counts["refused"].update(bad)
        if one.verdict in ("create", "update", "unchanged"):
            counts["stored"].update(one.made.used - bad - kept)
        for index, text in one.made.unmatched:
            report.unmatched[f"{index}\t{text[:200]}"] += 1
        if one.verdict == "double" and len(report.doubles) < LISTED:
            report.doubles.append(place | {"of": one.of})
        elif one.of and len(report.matches) < LISTED:
            report.matches.append(place | {"of": one.of, "verdict": one.verdict})
        for fault in one.refused[: LISTED - len(report.refusals)]:
            report.refusals.append(place | asdict(fault))
    for name, found in counts.items():
        for index, n in found.items():
            report.column(index)[name] = n
    return report


def reject(one: Planned) -> dict[str, Any] | None:
    """The row as it goes into the rejects file, or None when all of it was taken."""
    raw = one.made.raw
    reasons = [asdict(fault) for fault in one.refused]
    if one.verdict == "double":
        detail = f"The same as row {one.of['row']} (line {one.of['line']})."
        reasons.append(asdict(Refused(ROW, "", "", "double", one.of, detail)))
    if one.verdict == "skipped":
        detail = f"There is {one.of['name']} already."
        reasons.append(asdict(Refused(ROW, "", "", "exists", one.of, detail)))
    return {"number": raw.number, "line": raw.line, "cells": raw.cells, "reasons": reasons} if reasons else None
