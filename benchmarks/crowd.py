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
from karteo.records.context import DEFAULT_LISTS, Context
from karteo.records.types.contact import CONTACT
from tests.data.dataset import rows

PART = 5_000
STORED = ("kind", "first_name", "last_name", "company_name", "emails", "phones", "addresses", "temperature")
EMPTY = {"links": "[]", "tags": "[]", "custom": "{}"}
DERIVED = tuple(column.name for column in CONTACT.derived)
JSON = {"emails", "phones", "addresses", "sorts", "keys"}
COLUMNS = ("workspace_id", "id", *STORED, *DERIVED, *EMPTY, "created_at", "changed_at")


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
        "addresses": item({"street": street, "postcode": postcode, "city": city, "country": country}, "address"),
    }


def derived(part: tuple[UUID, list[list[str]]]) -> list[tuple[Any, ...]]:
    """A part of the rows, ready for COPY; runs in a process of its own."""
    workspace, lines = part
    ctx = Context(workspace, 1, "DE", "en", {name: tuple(found) for name, found in DEFAULT_LISTS.items()}, {})
    at, ready = now(), []
    for line in lines:
        record = new_id()
        row = contact(line, record)
        row |= CONTACT.derive(row, ctx, {})
        told = [orjson.dumps(row[name]).decode() if name in JSON else row[name] for name in (*STORED, *DERIVED)]
        ready.append((workspace, record, *told, *EMPTY.values(), at, at))
    return ready


def fill(url: str, workspace: UUID, size: int) -> None:
    """Give a workspace `size` contacts and a feed that knows them."""

    def parts() -> Iterator[tuple[UUID, list[list[str]]]]:
        lines = rows(size)
        while part := list(islice(lines, PART)):
            yield workspace, part

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
