"""Workspaces full of contacts, loaded by COPY with what the door would have derived."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import Any
from uuid import UUID, uuid5

import orjson
import psycopg

from karteo.lib.clock import now
from karteo.lib.ids import new_id
from karteo.records.context import DEFAULT_LISTS, Context, custom_field
from karteo.records.types.contact import CONTACT
from tests.data.dataset import rows

PART = 5_000
STORED = ("kind", "first_name", "last_name", "company_name", "emails", "phones", "addresses", "temperature")
EMPTY = {"links": "[]"}
KEPT = ("tags", "custom", "photo", "owner_id", "restricted", "shared_with")
DERIVED = tuple(column.name for column in CONTACT.derived)
JSON = {"emails", "phones", "addresses", "sorts", "keys", "tags", "custom", "shared_with"}
COLUMNS = ("workspace_id", "id", *STORED, *KEPT, *DERIVED, *EMPTY, "created_at", "changed_at")
TAGS = [f"Tag {number}" for number in range(40)]
CUSTOM = {f"c_text_{number}": "text" for number in range(6)} | {"c_level": "choice", "c_score": "number"}
LEVELS = [{"key": key, "label": {"en": key}, "color": None, "retired": False} for key in ("a", "b", "c")]


def contact(line: list[str], record: UUID) -> dict[str, Any]:
    """One row of the data set as the fields of a contact."""
    first, last, _, email, phone, company, city, postcode, street, country = line

    def item(value: Any, kind: str) -> list[dict[str, Any]]:
        return [{"id": str(uuid5(record, kind)), "value": value, "kind": "work", "primary": True}]

    return {
        "kind": "person",
        "first_name": first,
        "last_name": last,
        "company_name": company,
        "emails": item(email, "email"),
        "phones": item(phone, "phone"),
        "temperature": None,
        "tags": [],
        "custom": {},
        "photo": None,
        "owner_id": None,
        "restricted": None,
        "shared_with": [],
        "addresses": item({"street": street, "postcode": postcode, "city": city, "country": country}, "address"),
    }


def cared_for(record: UUID, owners: list[UUID]) -> dict[str, Any]:
    """What people add with the years: tags, custom fields, a photo, an owner; one in fifty is restricted."""
    some = record.int
    texts = {name: f"{name} {some % 997}" for name, kind in CUSTOM.items() if kind == "text"}
    return {
        "tags": [TAGS[some % 40], TAGS[some // 40 % 40]] if some % 40 != some // 40 % 40 else [TAGS[some % 40]],
        "custom": texts | {"c_level": LEVELS[some % 3]["key"], "c_score": str(some % 100)},
        "photo": str(uuid5(record, "photo")),
        "owner_id": owners[some % len(owners)],
        "restricted": some % 50 == 0 or None,
    }


def context(workspace: UUID, rich: bool) -> Context:
    custom = {
        "contact": tuple(
            custom_field(name, kind, {"en": name}, "custom", False, LEVELS if kind == "choice" else [], 0)
            for name, kind in CUSTOM.items()
        )
    }
    lists = {name: tuple(found) for name, found in DEFAULT_LISTS.items()}
    return Context(workspace, 1, "DE", "en", lists, custom if rich else {})


Part = tuple[UUID, list[UUID], list[list[str]]]


def derived(part: Part) -> list[tuple[Any, ...]]:
    """A part of the rows, ready for COPY; runs in a process of its own."""
    workspace, owners, lines = part
    ctx = context(workspace, bool(owners))
    at, ready = now(), []
    for line in lines:
        record = new_id()
        row = contact(line, record)
        if owners:
            row |= cared_for(record, owners)
        row |= CONTACT.derive(row | row["custom"], ctx, {})
        told = [orjson.dumps(row[name]).decode() if name in JSON else row[name] for name in (*STORED, *KEPT, *DERIVED)]
        ready.append((workspace, record, *told, *EMPTY.values(), at, at))
    return ready


def fill(url: str, workspace: UUID, size: int, owners: list[UUID]) -> None:
    """Give a workspace `size` contacts and a feed that knows them; with `owners`, well cared for."""

    def parts() -> Iterator[Part]:
        lines = rows(size)
        while part := list(islice(lines, PART)):
            yield workspace, owners, part

    with psycopg.connect(url) as connection, ProcessPoolExecutor(2) as pool:
        with connection.cursor().copy(f"COPY records_contact ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for ready in pool.map(derived, parts()):
                for line in ready:
                    copy.write_row(line)
        connection.execute(
            "INSERT INTO log_latest (workspace_id, record_id, type, number)"
            " SELECT workspace_id, id, 'contact', 1 FROM records_contact WHERE workspace_id = %s",
            (workspace,),
        )
        connection.execute(
            "INSERT INTO log_counter (workspace_id, number, epoch) VALUES (%s, 1, gen_random_uuid())", (workspace,)
        )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE records_contact")
        connection.execute("VACUUM ANALYZE log_latest")
