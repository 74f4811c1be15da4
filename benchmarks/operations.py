"""What users do, through the public API; beside each the same work straight through psycopg, as the floor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

import orjson
import psycopg

from benchmarks.crowd import TAGS
from benchmarks.measure import Client
from karteo.lib.clock import now
from karteo.lib.ids import new_id

LIST = (
    "SELECT id, name, company, emails, phones, addresses, temperature, tags FROM records_contact"
    " WHERE workspace_id = %s AND deleted_at IS NULL"
)
ORDER = " ORDER BY sort_name, id LIMIT 50"
OPEN = "SELECT * FROM records_contact WHERE workspace_id = %s AND id = %s"
CHANGE = "UPDATE records_contact SET position = %s WHERE workspace_id = %s AND id = %s"
LINE = (
    "INSERT INTO log_change (workspace_id, number, record_id, batch_id, type, patch)"
    " VALUES (%s, %s, %s, %s, 'contact', %s)"
)


@dataclass
class Place:
    """A workspace under measurement."""

    port: int
    token: str
    url: str
    workspace: UUID
    size: int
    ids: list[UUID]
    deep: str  # `after` of the page at row 50,000
    deep_key: tuple[str, UUID]
    email: str
    seller: str = ""  # the token of somebody who sees his own only

    def client(self) -> Client:
        return Client(self.port, self.token)


@dataclass(frozen=True)
class Operation:
    """`ours` and `floor` open a connection and return what is to be repeated."""

    name: str
    ours: Callable[[Place], Callable[[int], Any]]
    floor: Callable[[Place], Callable[[int], Any]]
    times: int = 60
    rich: bool = False  # asks for what plain contacts have not


def get(path: Callable[[Place, int], str]) -> Callable[[Place], Callable[[int], Any]]:
    def ours(place: Place) -> Callable[[int], Any]:
        client = place.client()
        return lambda number: client("GET", path(place, number))

    return ours


def as_seller(path: str) -> Callable[[Place], Callable[[int], Any]]:
    def ours(place: Place) -> Callable[[int], Any]:
        client = Client(place.port, place.seller)
        return lambda number: client("GET", path)

    return ours


def filtered(**leaf: Any) -> str:
    return f"/api/contacts?filter={quote(orjson.dumps(leaf).decode())}"


def sql(statement: str, params: Callable[[Place, int], tuple[Any, ...]]) -> Callable[[Place], Callable[[int], Any]]:
    def floor(place: Place) -> Callable[[int], Any]:
        connection = psycopg.connect(place.url, autocommit=True)
        return lambda number: connection.execute(statement, params(place, number)).fetchall()

    return floor


def change(place: Place) -> Callable[[int], Any]:
    client = place.client()

    def one(number: int) -> Any:
        record = place.ids[number % len(place.ids)]
        return client("PATCH", f"/api/contacts/{record}", {"patch": {"position": f"Chef {new_id()}"}})

    return one


def change_floor(place: Place) -> Callable[[int], Any]:
    connection = psycopg.connect(place.url)

    def one(number: int) -> None:
        record = place.ids[number % len(place.ids)]
        with connection.transaction():
            connection.execute(
                "SELECT position FROM records_contact WHERE workspace_id = %s AND id = %s FOR UPDATE",
                (place.workspace, record),
            )
            connection.execute(CHANGE, (f"Chef {number}", place.workspace, record))
            connection.execute(
                LINE, (place.workspace, -int(new_id().int % 10**15), record, new_id(), '{"position": [null, "Chef"]}')
            )

    return one


def create(place: Place) -> Callable[[int], Any]:
    client = place.client()

    def one(number: int) -> Any:
        return client(
            "POST",
            "/api/contacts",
            {
                "fields": {
                    "first_name": "Jörg",
                    "last_name": f"Neumann {number}",
                    "emails": [f"jn.{new_id()}@example.org"],
                    "phones": [f"+49 30 55{number % 100000:05d}"],
                }
            },
        )

    return one


def create_floor(place: Place) -> Callable[[int], Any]:
    connection = psycopg.connect(place.url, autocommit=True)
    return lambda number: connection.execute(
        "INSERT INTO records_contact (workspace_id, id, kind, first_name, last_name, emails, phones, links, addresses, tags,"
        " custom, created_at, changed_at, name, company, sort_name, sort_company, sort_city, sorts, search, keys) VALUES"
        " (%s, %s, 'person', 'Jörg', %s, '[]', '[]', '[]', '[]', '[]', '{}', %s, %s, '', '', 'neumann', '', '', '{}', %s, '[]')",
        (
            place.workspace,
            new_id(),
            f"Neumann {number}",
            now(),
            now(),
            f"|jorg|neumann|{number}|jn|example|org|49305500000|",
        ),
    )


def push(place: Place) -> Callable[[int], Any]:
    """Fifty queued edits of a device, in one request."""
    client, device = place.client(), str(new_id())

    def one(number: int) -> Any:
        return client(
            "POST",
            "/api/sync",
            {
                "device": device,
                "cursor": None,
                "actions": [
                    {
                        "n": number * 50 + i + 1,
                        "batch": str(new_id()),
                        "edits": [
                            {
                                "id": str(new_id()),
                                "type": "contact",
                                "record": str(place.ids[(number * 50 + i) % len(place.ids)]),
                                "patch": {"position": f"P {new_id()}"},
                                "base": None,
                            }
                        ],
                    }
                    for i in range(50)
                ],
            },
        )

    return one


def push_floor(place: Place) -> Callable[[int], Any]:
    one = change_floor(place)
    return lambda number: [one(number * 50 + i) for i in range(50)]


OPERATIONS = (
    Operation(
        "list, first 50 by name", get(lambda p, n: "/api/contacts"), sql(LIST + ORDER, lambda p, n: (p.workspace,))
    ),
    Operation(
        "page at row 50,000 (or the middle)",
        get(lambda p, n: f"/api/contacts?after={quote(p.deep)}"),
        sql(LIST + " AND (sort_name, id) > (%s, %s)" + ORDER, lambda p, n: (p.workspace, *p.deep_key)),
    ),
    Operation(
        "substring of a name (mül)",
        get(lambda p, n: f"/api/contacts?q={quote('mül')}"),
        sql(
            "WITH hit AS MATERIALIZED (SELECT id, sort_name FROM records_contact WHERE workspace_id = %s AND deleted_at IS NULL"
            " AND search LIKE '%%mul%%') SELECT c.id, c.name, c.company, c.emails, c.phones FROM (SELECT id, sort_name FROM hit"
            " ORDER BY sort_name, id LIMIT 50) h JOIN records_contact c ON c.workspace_id = %s AND c.id = h.id",
            lambda p, n: (p.workspace, p.workspace),
        ),
        20,
    ),
    Operation(
        "e-mail, exact",
        get(lambda p, n: f"/api/contacts?q={quote(p.email)}"),
        sql(
            "SELECT id, name, emails FROM records_contact WHERE workspace_id = %s AND keys @> %s::jsonb",
            lambda p, n: (p.workspace, orjson.dumps([p.email]).decode()),
        ),
    ),
    Operation(
        "open one",
        get(lambda p, n: f"/api/contacts/{p.ids[n % len(p.ids)]}"),
        sql(OPEN, lambda p, n: (p.workspace, p.ids[n % len(p.ids)])),
    ),
    Operation(
        "filter by a tag",
        get(lambda p, n: filtered(field="tags", op="has", value=TAGS[n % 40])),
        sql(LIST + " AND tags @> %s::jsonb" + ORDER, lambda p, n: (p.workspace, orjson.dumps([TAGS[n % 40]]).decode())),
        rich=True,
    ),
    Operation(
        "filter by a custom field",
        get(lambda p, n: filtered(field="c_level", op="is", value="b")),
        sql(LIST + " AND custom->>'c_level' = 'b'" + ORDER, lambda p, n: (p.workspace,)),
        rich=True,
    ),
    Operation(
        "list of one who sees his team's",
        as_seller("/api/contacts"),
        sql(LIST + " AND restricted IS NOT TRUE" + ORDER, lambda p, n: (p.workspace,)),
        rich=True,
    ),
    Operation("change one field", change, change_floor),
    Operation("create one", create, create_floor),
    Operation("push of 50 edits", push, push_floor, 5),
)
