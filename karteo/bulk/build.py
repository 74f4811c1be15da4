"""One row of a file becomes the values of one contact; what a field refuses is named and holds nothing else back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import phonenumbers

from karteo.bulk.cells import as_value, half_width, several
from karteo.bulk.countries import country_code
from karteo.bulk.mapping import Mapping, Target, parse
from karteo.bulk.names import split_name
from karteo.bulk.shapes import RawRow
from karteo.bulk.survey import Seen
from karteo.bulk.words import kind_of, link_kind
from karteo.lib.text import fold
from karteo.records.context import Context
from karteo.records.fields import Field, FieldError
from karteo.records.fields.items import Items
from karteo.records.fields.phones import read as read_phone
from karteo.records.types.contact import CONTACT

ROW = -1
CACHED = 20_000


@dataclass(frozen=True, slots=True)
class Refused:
    """One cell that was not taken (`column` -1: the whole row), with the reason."""

    column: int
    header: str
    value: str
    code: str
    params: dict[str, Any]
    detail: str


@dataclass(slots=True)
class Built:
    """A row as canonical values of fields. `used`: columns whose value is in them; `notes`: what was read into them."""

    raw: RawRow
    values: dict[str, Any] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    unmatched: list[tuple[int, str]] = field(default_factory=list)
    """(column, name) of owners who are not exactly one person of the workspace"""

    @property
    def lost(self) -> bool:
        """Refused as a whole: nothing of it is imported."""
        return any(one.column == ROW for one in self.refused)


def derived_id(import_id: UUID, number: int, n: int = 0) -> UUID:
    """The n-th id that belongs to a row: the same whenever the row is read again, in the order of the rows, and still
    a UUIDv7 (its time and version are those of the import)."""
    return UUID(int=_derived(import_id.int, number) + n)


def _derived(whole: int, number: int) -> int:
    low = (1 << 62) - 1
    return (whole & ~low) | ((whole + (number + 1) * 1024) & low)


def _text(id: int) -> str:
    """A UUID as text, without the object between."""
    digits = f"{id:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


class Builder:
    """Reads rows by one mapping. `people`: folded name or e-mail → id of a person, None where two share it."""

    def __init__(
        self,
        mapping: Mapping,
        seen: list[Seen],
        ctx: Context,
        import_id: UUID,
        people: dict[str, str | None],
        year: int,
    ) -> None:
        self.ctx, self.import_id, self.people, self.year = ctx, import_id, people, year
        self.headers = [column.header for column in mapping.columns]
        self.seen, self.country = seen, mapping.country or ctx.country
        self.fields = ctx.fields("contact")
        self.plain: list[tuple[int, Target]] = []
        self.items: list[tuple[int, Target]] = []
        self.primaries: list[tuple[int, str]] = []
        self.labels: dict[str, int] = {}
        self.addresses: dict[str, list[tuple[int, Target]]] = {}
        for column in mapping.columns:
            target = parse(column.target) if column.target else None
            if target is None:
                continue
            if target.label:
                self.labels[f"{target.field}:?{target.label}"] = column.index
            elif target.primary:
                self.primaries.append((column.index, target.field))
            elif target.field == "addresses":
                self.addresses.setdefault(target.slot, []).append((column.index, target))
            elif isinstance(self.fields.get(target.field), Items):
                self.items.append((column.index, target))
            else:
                self.plain.append((column.index, target))
        self.plain.sort(key=lambda pair: pair[1].field in ("full_name", "age"))
        self.memo: dict[tuple[int, str], Any] = {}

    def build(self, raw: RawRow) -> Built:
        """The values of a row, and what of it was refused."""
        made = Built(raw)
        broken: set[int] = set()
        for fault in raw.faults:
            index = self.headers.index(fault.place) if fault.place in self.headers else ROW
            made.refused.append(
                Refused(
                    index if fault.place else ROW,
                    fault.place,
                    raw.cells[index] if index >= 0 else "",
                    fault.code,
                    fault.params,
                    fault.detail,
                )
            )
            broken.add(index)
        cells = ["" if i in broken else cell.strip() for i, cell in enumerate(raw.cells)]
        for index, target in self.plain:
            if text := cells[index]:
                self._attempt(made, index, text, self._plain, target)
        self._places(made, cells)
        self._lists(made, cells)
        if "kind" not in made.values:
            named = any(made.values.get(name) for name in ("first_name", "last_name", "nickname"))
            made.values["kind"] = "company" if made.values.get("company_name") and not named else "person"
        if not made.lost:
            for error in CONTACT.check(made.values):
                made.refused.append(Refused(ROW, error.place, "", error.code, error.params, error.detail))
        return made

    def _attempt(
        self,
        made: Built,
        index: int,
        text: str,
        what: Callable[[Built, int, str, Target], None],
        target: Target,
    ) -> None:
        try:
            what(made, index, text, target)
            if (index, text) not in made.unmatched:
                made.used.add(index)
        except FieldError as wrong:
            made.refused.append(Refused(index, self.headers[index], text, wrong.code, wrong.params, wrong.detail))

    def _plain(self, made: Built, index: int, text: str, target: Target) -> None:
        name, values = target.field, made.values
        if name == "full_name":
            if not (values.get("first_name") or values.get("last_name")):
                for part, found in split_name(text).items():
                    values.setdefault(part, self._parsed(self.fields[part], index, found))
            return
        if name == "age":
            years = half_width(text).removesuffix("岁")
            if not years.isdigit() or not 0 <= int(years) <= 150:
                raise FieldError("not_an_age", "An age in years is expected here.", {"value": text[:40]})
            if values.get("birth_date", "--").startswith("--") and not values.get("birth_year"):
                values |= {"birth_year": self.year - int(years), "birth_year_estimated": True}
                made.notes.append("age_estimated")
            return
        if name == "owner" or (name == "owner_id" and len(text) != 36):
            if (person := self.people.get(fold(text))) is None:
                made.unmatched.append((index, text))
            else:
                values["owner_id"] = person
            return
        value = self._parsed(self.fields[name], index, text)
        if value is None:
            return
        if name not in values:
            values[name] = value
        elif name == "description":
            values[name] = f"{values[name]}\n\n{value}"
        elif isinstance(value, list):
            values[name] = self.fields[name].parse([*values[name], *value], self.ctx)
        elif not self.fields[name].same(values[name], value):
            raise FieldError(
                "second_value",
                f"There is only one {name}, and it has a value already.",
                {"kept": values[name]},
            )

    def _parsed(self, field: Field, index: int, text: str) -> Any:
        """Cached by column and text: most columns say the same few things."""
        key = (index, f"{field.name} {text}")
        if key not in self.memo:
            if len(self.memo) > CACHED:
                self.memo.clear()
            try:
                found = field.parse(as_value(field, text, self.seen[index], self.ctx), self.ctx)
            except FieldError as wrong:
                found = wrong
            self.memo[key] = found
        value = self.memo[key]
        if isinstance(value, FieldError):
            raise value
        return list(value) if isinstance(value, list) else value

    def _places(self, made: Built, cells: list[str]) -> None:
        found: list[dict[str, Any]] = []
        for parts in self.addresses.values():
            value, used, formatted = {}, [], None
            for index, target in parts:
                text = cells[index]
                if not text:
                    continue
                if target.part == "formatted":
                    formatted = (index, text)
                elif target.part == "full":
                    # 上海市 alone is a city, anything longer an address
                    value["city" if text.endswith("市") and len(text) <= 6 else "street"] = text
                    used.append(index)
                else:
                    value[target.part] = text
                    used.append(index)
            if formatted and not value:
                value["street"] = formatted[1]
            if formatted:
                used.append(formatted[0])
            if not value:
                continue
            kind = parts[0][1].kind
            if kind.startswith("?"):
                kind = self._label("addresses", cells, kind, made)
            self._put("addresses", kind, value, used, ", ".join(value.values()), made, found)
        if found:
            made.values["addresses"] = found

    def _lists(self, made: Built, cells: list[str]) -> None:
        found: dict[str, list[dict[str, Any]]] = {}
        for index, target in self.items:
            if not (text := cells[index]):
                continue
            kind = target.kind
            if kind.startswith("?"):
                kind = self._label(target.field, cells, kind, made)
            items = found.setdefault(target.field, [])
            for one in several(target.field, text):
                if target.field == "links" and kind == "website":
                    kind = link_kind(one, [])
                self._put(target.field, kind, one, [index], one, made, items)
        for index, name in self.primaries:
            wanted = cells[index]
            chosen = next((item for item in found.get(name, ()) if wanted in (item["value"], item.get("typed"))), None)
            if wanted and chosen:
                for item in found[name]:
                    item["primary"] = item is chosen
                made.used.add(index)
        for name, items in found.items():
            for item in items:
                item.pop("typed", None)
            if items:
                made.values[name] = items

    def _put(
        self,
        name: str,
        kind: str,
        value: Any,
        used: list[int],
        typed: str,
        made: Built,
        items: list[dict[str, Any]],
    ) -> None:
        field = self.fields[name]
        assert isinstance(field, Items)
        try:
            value = field.one(self._phone(half_width(value), made) if name == "phones" else value, self.ctx)
        except FieldError as wrong:
            made.refused.append(Refused(used[0], self.headers[used[0]], typed, wrong.code, wrong.params, wrong.detail))
            return
        made.used.update(used)
        if not any(item["kind"] == kind and item["value"] == value for item in items):
            n = 1 + len(items) + 100 * ("phones", "emails", "links", "addresses").index(name)
            key = _text(_derived(self.import_id.int, made.raw.number) + n)
            items.append({"id": key, "value": value, "kind": kind, "primary": not items, "typed": typed})
            if name == "addresses":
                items[-1].pop("typed")

    def _label(self, name: str, cells: list[str], kind: str, made: Built) -> str:
        """The kind that the label column beside a value says; one without a kind of its own is `other`, and named."""
        index = self.labels.get(f"{name}:{kind}")
        label = cells[index].strip().removeprefix("* ") if index is not None else ""
        if index is not None and label:
            made.used.add(index)
        if name == "links":
            return link_kind("", [label.lower()], "website")
        found = kind_of([], label, name)
        if found == "other" and label and label.lower() not in ("other", "andere", "其他"):
            made.notes.append(f"label:{label}")
        return found if label else "work"

    def _phone(self, text: str, made: Built) -> str:
        """A number of another country than the workspace's, as its address or the option says, gets its code."""
        country = self.country
        for item in made.values.get("addresses", ()):
            lines = (
                item["value"].get("country") or item["value"].get("street") or item["value"].get("extra") or ""
            ).splitlines()
            if lines and (found := country_code(lines[-1])):
                country = found
                break
        if country == self.ctx.country or text.startswith(("+", "00")):
            return text
        normal, wrong = read_phone(text, country)
        if wrong:
            raise FieldError(wrong.code, wrong.detail, wrong.params)
        if normal is None:
            return text
        made.notes.append("country_code_added")
        number = phonenumbers.parse(text, country)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
