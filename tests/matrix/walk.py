"""Knocking at a door as somebody, and reading the whole answer, whatever it is packed in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from karteo.records import context
from tests.api.bring import read, send
from tests.api.doors import Door
from tests.matrix.calls import Call, Ids
from tests.matrix.cast import BY_KEY, CASES, SENSITIVE, Cast, everything
from tests.matrix.oracle import forbidden, sees

RECORDS = {"contact": "record", "note": "note", "file": "file", "relationship": "relationship"}


@dataclass(frozen=True)
class Answer:
    status: int
    text: str


def knock(door: Door, method: str, path: str, call: Call, ids: Ids) -> Answer:
    """One call; what it changed is taken back, so every call meets the same records."""
    record = ids[RECORDS.get(call.kind, "record")]
    address = re.sub(r"{(\w+)}", lambda found: record if found[1] == "record" else ids.get(found[1], "x"), path)
    asked = f"{address}?{call.query(ids)}"
    with taken_back():
        if call.raw:
            answer = send(door, method, asked, call.raw(ids))
        else:
            body = call.body(ids) if call.body else None
            answer = door.ask(method, asked, body if body is not None or method in ("get", "delete") else {})
        return Answer(answer.status_code, unpacked(read(answer)))


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens inside did not happen."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.set_rollback(False)  # also when a statement failed
        transaction.savepoint_rollback(mark)
        context._looked.clear()  # what it knows of the workspace may be of what did not happen


def unpacked(body: bytes) -> str:
    """The text of an answer; of a ZIP (and so of XLSX) that of everything in it."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join(unpacked(packed.read(name)) for name in packed.namelist())
    return body.decode("utf-8", "replace")


def leaks(cast: Cast, person: str, answer: Answer, ids: Ids | None = None, shows: bool = False) -> list[str]:
    """The words in an answer that this person must not read. What he sent himself (`ids`) tells him nothing, and a
    link to a record out of sight is a bare id, which leads nowhere. `shows`: sensitive fields were asked for."""
    text = answer.text.lower()
    sent = {value.lower() for value in (ids or {}).values()}
    linked = {cast.ids[case.company]["record"] for case in CASES if case.company and sees(person, case)}
    return [
        f"{case}.{name}"
        for case, name, word in everything(cast)
        if word.lower() in text
        and word.lower() not in sent
        and word not in linked
        and forbidden(person, BY_KEY[case], name)
        and not (shows and name in SENSITIVE and sees(person, BY_KEY[case]))
    ]


def schema_doors(schema: Any) -> dict[str, tuple[str, str]]:
    """Every operation of the OpenAPI document: id → (method, path)."""
    return {
        told["operationId"]: (method, path)
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
    }
