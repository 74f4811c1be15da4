"""Which column goes where: guessed from the names, changed by the user, checked before anything is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from karteo.bulk.headers import guess
from karteo.bulk.survey import Seen, key, offer
from karteo.bulk.words import ALLOWED
from karteo.lib.errors import Error, Refusal
from karteo.records.context import Context
from karteo.records.fields import CUSTOM_TYPES, Field
from karteo.records.fields.addresses import PARTS
from karteo.records.fields.items import Items

READINGS = {
    "full_name": ("first_name", "last_name"),
    "age": ("birth_year", "birth_year_estimated"),
    "owner": ("owner_id",),
}
"""targets that are no fields: a name to split, an age that becomes an estimated birth year, a person's name; and the
fields that they fill"""
TARGET = re.compile(
    r"(?P<field>[a-z][a-z0-9_]*)(?P<sub>:(?P<kind>[a-z]+|\?\d+)|\.primary|\.kind\d+)?(?P<n>#\d+)?(?:\.(?P<part>[a-z_]+))?"
)
MATCHES = ("update", "skip", "create")
LATER = {
    "PHOTO": "photos_later",
    "LOGO": "photos_later",
    "Photo": "photos_later",
    "KEY": "not_for_contacts",
    "SOUND": "not_for_contacts",
    "AGENT": "not_for_contacts",
    "Karteo line": "own",
    "Karteo column": "own",
    "Karteo reason": "own",
}
"""columns that cannot become a field, with the reason that the report gives"""


@dataclass(frozen=True, slots=True)
class Target:
    """`phones:work#2` taken apart; `kind` "?1" means: as the column `phones.kind1` says."""

    text: str
    field: str
    kind: str = ""
    part: str = ""
    label: str = ""
    primary: bool = False
    again: bool = False

    @property
    def slot(self) -> str:
        """What the parts of one address have in common."""
        return self.text.partition(".")[0]


@dataclass(slots=True)
class Column:
    """One column of the file. `target` None: not imported; `create`: make this custom field first."""

    index: int
    header: str
    target: str | None
    create: dict[str, Any] | None = None


@dataclass(slots=True)
class Mapping:
    """The columns and how to treat what is there already. `country`: where a number without +… is from."""

    columns: list[Column]
    match: str = "update"
    country: str = ""
    restore: bool = False
    """a match in the recycle bin is restored and updated; otherwise a new record is made and the old one named"""

    def as_json(self) -> dict[str, Any]:
        return {
            "columns": [
                {"index": c.index, "header": c.header, "field": c.target, "create": c.create} for c in self.columns
            ],
            "match": self.match,
            "country": self.country,
            "restore": self.restore,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Mapping:
        columns = [Column(c["index"], c["header"], c["field"], c["create"]) for c in data["columns"]]
        return cls(columns, data["match"], data["country"], data["restore"])


@dataclass(slots=True)
class Wish:
    """What a user changes: {column index: target or None}, {column index: custom field to make}, options."""

    fields: dict[int, str | None] = field(default_factory=dict)
    create: dict[int, dict[str, Any]] = field(default_factory=dict)
    match: str | None = None
    country: str | None = None
    restore: bool | None = None


def guessed(headers: list[str], ctx: Context) -> Mapping:
    """The mapping by known names. Chinese headers mean Chinese telephone numbers, else the workspace's country."""
    fields = ctx.fields("contact")
    labels = {label.casefold(): f.name for f in fields.values() if f.custom for label in f.label.values()}
    targets = guess(headers, {name for name, f in fields.items() if not f.readonly})
    columns = [
        Column(i, header, (target if _taken(target, fields) else None) or labels.get(header.casefold()))
        for i, (header, target) in enumerate(zip(headers, targets, strict=True))
    ]
    chinese = sum(1 for header in headers if re.search("[\u4e00-\u9fff]", header)) * 2 > len(headers)
    return Mapping(columns, country="CN" if chinese else ctx.country)


def _taken(target: str | None, fields: dict[str, Field]) -> bool:
    """Whether the fields behind a known name are there and may be written, by whom the context is for."""
    found = parse(target) if target else None
    return found is None or all(
        name in fields and not fields[name].readonly for name in READINGS.get(found.field, (found.field,))
    )


def changed(mapping: Mapping, wish: Wish, ctx: Context) -> Mapping:
    """The mapping with a user's wishes, checked: Refusal names each column whose target cannot be."""
    errors = []
    columns = [Column(c.index, c.header, c.target, c.create) for c in mapping.columns]
    for index in {**wish.fields, **wish.create}:
        if not 0 <= index < len(columns):
            errors.append(
                Error(
                    f"columns[{index}]",
                    "unknown_column",
                    {"columns": len(columns)},
                    "There is no such column.",
                )
            )
    for index, target in wish.fields.items():
        if 0 <= index < len(columns):
            columns[index].target, columns[index].create = target or None, None
    for index, made in wish.create.items():
        if 0 <= index < len(columns):
            field_ = _custom(columns[index].header, made)
            columns[index].create, columns[index].target = field_, field_["key"]
    match = wish.match or mapping.match
    if match not in MATCHES:
        errors.append(Error("match", "not_in_list", {"allowed": list(MATCHES)}, f"{match} is no way to treat a match."))
    country = mapping.country if wish.country is None else wish.country.upper()
    if not re.fullmatch("[A-Z]{2}", country):
        errors.append(Error("country", "not_a_country", {}, "A country is a code of two letters, like DE."))
    errors += _check(columns, ctx.fields("contact"))
    if errors:
        raise Refusal(errors)
    return Mapping(columns, match, country, mapping.restore if wish.restore is None else wish.restore)


def parse(target: str) -> Target | None:
    """A target taken apart, or None when it is spelled wrong."""
    found = TARGET.fullmatch(target)
    if found is None:
        return None
    sub = found["sub"] or ""
    return Target(
        target,
        found["field"],
        found["kind"] or "",
        found["part"] or "",
        sub[5:] if sub.startswith(".kind") else "",
        sub == ".primary",
        found["n"] is not None,
    )


def offers(mapping: Mapping, seen: list[Seen]) -> dict[int, dict[str, Any]]:
    """For each column without a target what it could become: {column index: custom field}."""
    found = {}
    for column, what in zip(mapping.columns, seen, strict=True):
        if column.target is None and column.header not in LATER and (made := offer(column.header, what)):
            found[column.index] = made
    return found


def _custom(header: str, made: dict[str, Any]) -> dict[str, Any]:
    kind, label = str(made.get("type") or "text"), str(made.get("label") or header)[:100]
    name = str(made.get("key") or key(label))
    return {
        "key": name if name.startswith("c_") else f"c_{name}",
        "type": kind,
        "label": label,
        "options": [str(option) for option in made.get("options") or []],
    }


def _check(columns: Iterable[Column], fields: dict[str, Field]) -> Iterable[Error]:
    taken: dict[str, int] = {}
    for column in columns:
        place = f"columns[{column.index}].field"
        if column.create and (
            column.create["type"] not in CUSTOM_TYPES
            or not re.fullmatch(r"c_[a-z][a-z0-9_]{0,50}", column.create["key"])
        ):
            yield Error(
                place,
                "bad_custom_field",
                {"allowed": list(CUSTOM_TYPES)},
                f"{column.create} is no custom field that can be made.",
            )
        if column.target is None:
            continue
        target = parse(column.target)
        if target is None or not _fits(target, fields, column.create):
            yield Error(
                place,
                "unknown_field",
                {"field": column.target},
                f"There is no field {column.target} to import {column.header} into.",
            )
        elif column.target in taken:
            yield Error(
                place,
                "twice",
                {"field": column.target, "other": taken[column.target]},
                f"{column.header} and column {taken[column.target] + 1} would both go into {column.target}.",
            )
        taken[column.target] = column.index


def _fits(target: Target, fields: dict[str, Field], create: dict[str, Any] | None) -> bool:
    if target.field in READINGS and not _taken(target.text, fields):
        return False
    if target.field in READINGS or create is not None:
        return not target.kind and not target.part
    found = fields.get(target.field)
    if found is None or found.readonly:
        return False
    if not isinstance(found, Items):
        return not target.kind and not target.part and not target.label and not target.primary
    if target.label or target.primary:
        return True
    known = target.kind in found.kinds or target.kind in ALLOWED.get(target.field, ()) or target.kind.startswith("?")
    parts = (*PARTS, "full", "formatted")
    return known and (target.part in parts if target.field == "addresses" else not target.part)
