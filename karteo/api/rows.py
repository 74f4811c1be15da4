"""The wire row of each record type for the OpenAPI, made from its fields."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, create_model

from karteo.records.fields import Field
from karteo.records.fields.number import Number
from karteo.records.registry import TYPES


class Item(Schema):
    """One e-mail, phone number or link."""

    id: UUID
    value: str
    kind: str
    primary: bool


class Postal(Schema):
    street: str = ""
    extra: str = ""
    po_box: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""


class AddressItem(Schema):
    id: UUID
    value: Postal
    kind: str
    primary: bool


class Open(Schema):
    """A row has its custom fields (c_…) besides those named here."""

    model_config = ConfigDict(extra="allow")


WIRE: dict[str, Any] = {
    "boolean": bool | None,
    "link": UUID | None,
    "user": UUID | None,
    "datetime": datetime | None,
    "emails": list[Item],
    "phones": list[Item],
    "links": list[Item],
    "addresses": list[AddressItem],
    "tags": list[str],
    "multichoice": list[str],
    "users": list[UUID],
    "photo": UUID | None,
    "money": Any,
}


def row_model(name: str) -> type[Schema]:
    """The row of one record type, as the API answers it."""
    kind = TYPES[name]
    fields: dict[str, Any] = {"type": (Literal[name], ...), "id": (UUID, ...)}
    fields |= {field.name: (_wire(field), ...) for field in kind.fields}
    fields |= dict.fromkeys(kind.shown, (str, ...))
    fields |= {"changed_at": (datetime, ...), "changed_by": (UUID | None, ...)}
    return create_model(name.capitalize(), __base__=Open, **fields)


def _wire(field: Field) -> Any:
    if isinstance(field, Number) and field.whole:
        return int | None
    return WIRE.get(field.type, str | None)
