"""A contact as the list shows it: one value for each chosen column, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from karteo.bulk.writers.cells import joined
from karteo.lib.sql import rows
from karteo.records.access import visible
from karteo.records.fields import Field
from karteo.records.fields.choice import Choice
from karteo.records.fields.items import primary_value
from karteo.records.fields.link import Link, Person
from karteo.records.registry import types
from karteo.search.condition import Asked

Value = str | int | Decimal | date | datetime | None
Money = tuple[Decimal, str]
LABELS = {
    "name": {"en": "Name", "de": "Name", "zh": "名称"},
    "company": {"en": "Company", "de": "Firma", "zh": "公司"},
    "changed_at": {"en": "Changed", "de": "Geändert", "zh": "更改时间"},
    "changed_by": {"en": "Changed by", "de": "Geändert von", "zh": "更改人"},
    "created_at": {"en": "Created", "de": "Angelegt", "zh": "创建时间"},
}
WORDS = {True: {"en": "yes", "de": "ja", "zh": "是"}, False: {"en": "no", "de": "nein", "zh": "否"}}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Shown:
    """The columns of one list for one person."""

    def __init__(self, what: Asked, columns: list[str]) -> None:
        self.what, self.language = what, what.actor.language
        self.fields = [what.fields[name] for name in columns]
        self.users = {id: name for id, (name, _) in what.ctx.users().items()}

    def heads(self) -> list[str]:
        """What stands above the columns."""
        return [self._word(LABELS.get(field.name) or field.label) or field.name for field in self.fields]

    def values(self, pages: Iterable[list[dict[str, Any]]]) -> Iterator[list[Value | Money]]:
        """One list of values for each record; the names behind links are looked up page by page."""
        links = [field for field in self.fields if isinstance(field, Link) and not isinstance(field, Person)]
        for page in pages:
            names = self._names({UUID(row[f.name]) for row in page for f in links if row.get(f.name)})
            for row in page:
                yield [self.value(field, row.get(field.name), names) for field in self.fields]

    def texts(self, pages: Iterable[list[dict[str, Any]]]) -> Iterator[list[str]]:
        """The same as text."""
        for values in self.values(pages):
            yield [text(value) for value in values]

    def value(self, field: Field, raw: Any, names: dict[str, str]) -> Value | Money:
        """One cell."""
        if raw is None or raw in ("", []):
            return None
        match field.type:
            case "choice":
                return self._option(field, raw)
            case "multichoice":
                return joined([self._option(field, one) for one in raw])
            case "tags":
                return joined(raw)
            case "user":
                return self.users.get(raw, "")
            case "users":
                return joined([self.users.get(one, "") for one in raw])
            case "link":
                return names.get(raw, "")
            case "boolean":
                return WORDS[raw].get(self.language, "")
            case "number":
                return raw if isinstance(raw, int) else Decimal(raw)
            case "money":
                return Decimal(raw["amount"]), raw["currency"]
            case "date":
                return date.fromisoformat(raw) if DAY.fullmatch(raw) else str(raw)
            case "datetime":
                return datetime.fromisoformat(raw)
            case "addresses":
                return address(primary_value(raw) or {})
            case "phones" | "emails" | "links":
                return str(primary_value(raw) or "")
            case "photo":
                return None
        return str(raw)

    def _option(self, field: Field, key: str) -> str:
        options = field.choices(self.what.ctx) if isinstance(field, Choice) else ()
        return next((self._word(one["label"]) for one in options if one["key"] == key), "") or key

    def _word(self, label: dict[str, str] | str) -> str:
        if isinstance(label, str):
            return label
        return label.get(self.language) or label.get("en") or next(iter(label.values()), "")

    def _names(self, ids: set[UUID]) -> dict[str, str]:
        if not ids:
            return {}
        where, table = visible(self.what.actor, "contact"), types()["contact"].table
        sql = f"SELECT t.id, t.name FROM {table} t WHERE {where.sql} AND t.id = ANY(%s)"
        return {str(id): name for id, name in rows(sql, (*where.params, list(ids)))}


def address(value: dict[str, str]) -> str:
    """An address on one line."""
    place = " ".join(filter(None, (value.get("postcode"), value.get("city"))))
    parts = (value.get("street"), value.get("extra"), value.get("po_box"), place, value.get("region"))
    return ", ".join(filter(None, (*parts, value.get("country")))).replace("\n", ", ")


def text(value: Value | Money) -> str:
    """A cell as text; days and moments as ISO 8601 has them."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return f"{value[0]} {value[1]}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
